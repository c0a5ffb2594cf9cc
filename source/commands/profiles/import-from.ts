import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { capitalized, countedInWords } from '../../domain/display/sentence.ts';
import { changeSections, type SectionChange } from '../../domain/profiles/edit/edit.ts';
import { holdsSecret, replacedBetween } from '../../domain/profiles/edit/undo.ts';
import { importAwsSso } from '../../domain/profiles/import/aws-sso-cli/import.ts';
import { readAwsSsoSettings } from '../../domain/profiles/import/aws-sso-cli/settings.ts';
import { importAwsVault } from '../../domain/profiles/import/aws-vault.ts';
import { changedLines } from '../../domain/profiles/import/changed-lines.ts';
import { importGranted } from '../../domain/profiles/import/granted.ts';
import { importTools, type PeerImport, startingFrom } from '../../domain/profiles/import/peer.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { pasteWord } from '../../domain/shells/paste.ts';
import { done, type Outcome } from '../../outcome.ts';
import { peerImportAsText } from '../../output/peer-import.ts';
import { confirm } from '../../ports/terminal.ts';
import { Cancelled, wrongUsage } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { takenBack } from '../shared/taken-back.ts';
import { wantsDefault } from './shared/default-profile.ts';

/** Takes over the profiles that another tool wrote: shown first, written when agreed to, as one edit. */
export async function importFrom(tool: string, args: Arguments, context: Context): Promise<Outcome> {
  const profiles = await context.profiles.load();
  const { config } = profiles;
  if (config.unreadable !== undefined) throw config.unreadable;
  const found = await planOfTool(tool, args.positionals[0], profiles, context);
  const before = config.text ?? '';
  const after = found.changes.length === 0 ? before : changeSections(config, found.changes);
  const look = { config: config.path, colors: context.output.colors('out') };
  const isFinal = holdsSecret(replacedBetween(before, after));
  context.output.write(peerImportAsText({ ...found, isFinal }, changedLines(before, after), look));
  const ended: Outcome = found.conflicts.length > 0 && args.flag('write') ? { tag: 'done', exitCode: 1 } : done;
  if (after === before) {
    const isStuck = found.conflicts.length > 0;
    context.output.writeError(
      isStuck ? 'Nothing else can be imported.\n' : `There is nothing to import from ${tool}.\n`,
    );
    return ended;
  }
  if (!args.flag('write')) {
    const answer = await confirm(context.terminal, `Write that to ${plain(config.path)}?`, 'no');
    if (answer === false) throw new Cancelled();
    if (answer === undefined) {
      context.output.writeError('Nothing was written. Add --write to write it.\n');
      return ended;
    }
  }
  const changes = await withoutDefault(context, found.changes, args.flag('yes'));
  if (changes.length === 0) return ended;
  const { final } = await context.profiles.edit([
    { kind: 'config', change: (file) => changeSections(file, changes), shown: config },
  ]);
  context.output.writeError(`${written(changes)} ${takenBack(final, 'puts everything back')}\n${signIns(changes)}`);
  return ended;
}

/** What an import from a tool would do. @throws Problem where its settings cannot be read */
export async function planOfTool(
  tool: string,
  file: string | undefined,
  profiles: Profiles,
  { files }: Pick<Context, 'files'>,
): Promise<PeerImport> {
  if (tool === 'granted') {
    const text = file === undefined ? undefined : await files.read(file);
    // The file may be named by another path.
    if (file === undefined || text === profiles.config.text) return importGranted(profiles);
    return importGranted(profiles, { path: file, text });
  }
  if (tool === 'aws-vault') {
    if (file === undefined) return importAwsVault(profiles);
    throw wrongUsage(
      'aws-vault has no config file of its own: its profiles are in yours.',
      'rolecall import --from aws-vault',
    );
  }
  if (tool !== 'aws-sso-cli') {
    throw wrongUsage(`${tool} cannot be imported from.`, `The tools are ${importTools.join(', ')}.`);
  }
  const settings = await files.awsSsoCli(file);
  return importAwsSso(profiles, settings && readAwsSsoSettings(settings), files.awsSsoCliPlaces);
}

/** A role that would become `[default]` stays out unless the person wants just that, and with it what starts from it. */
async function withoutDefault(
  context: Context,
  changes: readonly SectionChange[],
  isAgreed: boolean,
): Promise<readonly SectionChange[]> {
  const isDefault = (change: SectionChange) => change.does === 'add' && change.name === 'default';
  if (isAgreed || !changes.some(isDefault) || (await wantsDefault(context))) return changes;
  const without = startingFrom('default', changes);
  for (const { name, source } of without) {
    context.output.writeError(`${plain(name)} was also left out: it starts from ${plain(source)}.\n`);
  }
  const isLeftOut = (change: SectionChange) =>
    'settings' in change && change.does !== 'addSession' && without.some(({ name }) => name === change.name);
  const isGone = (change: SectionChange) => isDefault(change) || isLeftOut(change);
  const [gone, others] = [changes.filter(isGone), changes.filter((change) => !isGone(change))];
  const isNamedIn = (some: readonly SectionChange[], session: string) =>
    some.some((change) => 'settings' in change && change.settings.sso_session === session);
  // A session that was added for them alone would be there for nobody.
  return others.filter(
    (change) => change.does !== 'addSession' || isNamedIn(others, change.name) || !isNamedIn(gone, change.name),
  );
}

/** How to sign in to the portals that are new. */
const signIns = (changes: readonly SectionChange[]): string =>
  changes
    .flatMap((change) => (change.does === 'addSession' ? change.name : []))
    .slice(0, 3)
    .map((name) => `Sign in: rolecall login ${pasteWord(name, 'PORTAL')}\n`)
    .join('');

/** What was written, counted. */
function written(changes: readonly SectionChange[]): string {
  const count = (does: SectionChange['does']) => changes.filter((change) => change.does === does).length;
  const parts = [
    [count('set'), 'changed', 'profile'],
    [count('add'), 'added', 'profile'],
    [count('addSession'), 'added', 'session'],
  ] as const;
  const said = parts.flatMap(([many, verb, what]) => (many === 0 ? [] : `${verb} ${countedInWords(many, what)}`));
  return capitalized(`${said.join(', ')}.`);
}
