import type { Context } from '../../context.ts';
import { importFromFiles } from '../../domain/access-keys/import/files.ts';
import { keySources, type Vault } from '../../domain/access-keys/import/sources.ts';
import { storedKeyLine } from '../../domain/access-keys/line.ts';
import { countedInWords } from '../../domain/display/sentence.ts';
import { importTools } from '../../domain/profiles/import/peer.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { pasteWord } from '../../domain/shells/paste.ts';
import { done, type Outcome } from '../../outcome.ts';
import { alignedTable } from '../../output/table.ts';
import { unlessProblemLater } from '../../problem.ts';
import { planOfTool } from './import-from.ts';

/** What can be taken over, how much of it, and the command that shows it and does it. */
type Found = readonly [what: string, does: string, command: string];

/**
 * Tells what of other tools is on this machine, and what takes it over. Nothing is changed, and no other program is started: it
 * might ask for a passphrase.
 */
export async function tellFound(context: Context): Promise<Outcome> {
  const profiles = await context.profiles.load();
  const found = [...(await profilesFound(profiles, context)), ...(await keysFound(profiles, context))];
  const { output } = context;
  if (found.length > 0) output.write(`${alignedTable(found).join('\n')}\n`);
  output.writeError(found.length > 0 ? shownFirst : `Nothing was found of ${importTools.join(', ')}.\n`);
  output.writeError('For AWS Extend Switch Roles, copy its configuration into a file: rolecall import FILE\n');
  return done;
}

const shownFirst = 'Each one first shows what it would do, and asks before it does it.\n';

async function profilesFound(profiles: Profiles, context: Context): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const tool of importTools) {
    // What aws-vault reads in another way than the AWS CLI is of no use to those who do not have it.
    if (tool === 'aws-vault' && !(await isUsed(tool, profiles, context))) continue;
    const command = `rolecall import --from ${pasteWord(tool, 'TOOL')}`;
    // What cannot be read is told of by that command.
    const plan = await unlessProblemLater(planOfTool(tool, undefined, profiles, context));
    const { changes, conflicts } = plan ?? { changes: [], conflicts: [] };
    // A session of a portal comes with the profiles that need it.
    const many = changes.filter(({ does }) => does === 'add' || does === 'set').length;
    if (plan === undefined) found.push([tool, 'settings that cannot be read', command]);
    else if (many > 0) found.push([tool, countedInWords(many, 'profile'), command]);
    else if (conflicts.length > 0)
      found.push([tool, `${countedInWords(conflicts.length, 'profile')}, in conflict`, command]);
  }
  return found;
}

async function keysFound(profiles: Profiles, context: Context): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const source of keySources) {
    const command = `rolecall key import --from ${pasteWord(source, 'SOURCE')}`;
    if (source === 'credentials') {
      const known = context.accessKeys.known();
      const { keys } = importFromFiles(profiles, known, (name) => storedKeyLine(['rolecall'], name));
      if (keys.length > 0)
        found.push(['your AWS files', `${countedInWords(keys.length, 'access key')} in plain text`, command]);
    } else if (await isUsed(source, profiles, context)) {
      found.push([source, 'the access keys that it stores', command]);
    }
  }
  return found;
}

/** Is that tool on this machine, or does a profile start it, or say what it alone reads? */
async function isUsed(tool: Vault, profiles: Profiles, { programs, env }: Context): Promise<boolean> {
  const isOfTool = (name: string): boolean => {
    const { values } = profiles.get(name) ?? { values: new Map<string, string>() };
    const starts = new RegExp(`(^|[\\\\/" ])${tool}(\\.exe)?["']? `).test(values.get('credential_process') ?? '');
    // Granted's roles of portals start it too, and have no key there.
    const hasKey = starts && !values.has('granted_sso_start_url');
    return hasKey || (tool === 'aws-vault' && (values.has('include_profile') || values.has('parent_profile')));
  };
  if (profiles.names.some(isOfTool)) return true;
  return (await (await programs.machine()).whyNotRun(tool, env)) === undefined;
}
