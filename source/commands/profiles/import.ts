import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { changeSections } from '../../domain/profiles/edit/edit.ts';
import { type Import, importExtension } from '../../domain/profiles/import/extension.ts';
import { importTools } from '../../domain/profiles/import/peer.ts';
import { unknownProfile } from '../../domain/profiles/names.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { SAFE_NAME } from '../../domain/profiles/text/header.ts';
import { done, type Outcome } from '../../outcome.ts';
import { importAsText } from '../../output/profiles.ts';
import { confirm } from '../../ports/terminal.ts';
import { Cancelled, wrongUsage } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { takenBack } from '../shared/taken-back.ts';
import { wantsDefault } from './shared/default-profile.ts';

type Adding = Import['add'];

/** Brings profiles in: shown first, written when agreed to, conflicts asked about where somebody can be asked. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const [file] = args.positionals;
  const tool = args.value('from');
  if (tool !== undefined) return (await import('./import-from.ts')).importFrom(tool, args, context);
  if (file === undefined) {
    if (args.flag('write')) {
      throw wrongUsage('--write needs to know what to write.', [
        'rolecall import FILE --write',
        `For the profiles of another tool: rolecall import --from ${importTools.join('|')} --write`,
      ]);
    }
    return (await import('./import-found.ts')).tellFound(context);
  }
  const profiles = await context.profiles.load();
  const source = args.value('source-profile');
  if (source !== undefined && profiles.get(source) === undefined) throw unknownProfile(profiles, source);
  const found = importExtension(await context.files.read(file), profiles, source);
  context.output.write(
    importAsText(found, { file, config: profiles.config.path, colors: context.output.colors('out') }),
  );
  const agreedTo = args.flag('write') ? found.add : await agreed(context, found, profiles);
  const add = agreedTo && (await withoutDefault(context, agreedTo, args.flag('yes')));
  if (add !== undefined && add.length > 0) await write(context, add);
  const isLeftOut = found.conflicts.length > 0 && (args.flag('write') || (found.add.length === 0 && !add?.length));
  return isLeftOut ? { tag: 'done', exitCode: 1 } : done;
}

/** What the person wants of it; undefined where nobody can be asked: then nothing is written. */
async function agreed(context: Context, found: Import, profiles: Profiles): Promise<Adding | undefined> {
  const renamed = await renameTaken(context, found, profiles);
  const add = [...found.add, ...(renamed ?? [])];
  if (add.length === 0) return undefined;
  const count = add.length === 1 ? 'this profile' : `these ${add.length} profiles`;
  const answer = await confirm(context.terminal, `Add ${count} to ${plain(profiles.config.path)}?`, 'no');
  if (answer === undefined) context.output.writeError('Nothing was written. Add --write to write it.\n');
  if (answer === false) throw new Cancelled();
  return answer === undefined ? undefined : add;
}

/** A role that would become `[default]` stays out unless the person wants just that. */
async function withoutDefault(context: Context, add: Adding, isAgreed: boolean): Promise<Adding> {
  if (isAgreed || !add.some(({ name }) => name === 'default') || (await wantsDefault(context))) return add;
  return add.filter(({ name }) => name !== 'default');
}

/** Profiles whose name leads elsewhere already get another one, or are left out. */
async function renameTaken(context: Context, found: Import, profiles: Profiles): Promise<Adding | undefined> {
  const renamed: Adding[number][] = [];
  const taken = (name: string) =>
    profiles.get(name) !== undefined || [...found.add, ...renamed].some((other) => other.name === name);
  for (const { name, line, settings } of found.conflicts) {
    if (settings === undefined) continue;
    for (let other: string | undefined = name; other !== ''; ) {
      other = await context.terminal.ask(
        `${plain(name)} already leads elsewhere. Another name for it, or ⏎ to leave it out: `,
      );
      if (other === undefined) return undefined;
      if (other === '' || !SAFE_NAME.test(other) || taken(other)) continue;
      renamed.push({ name: other, line, settings });
      break;
    }
  }
  return renamed;
}

async function write(context: Context, add: Adding): Promise<void> {
  const changes = add.map(({ name, settings }) => ({ does: 'add', name, settings }) as const);
  const { final } = await context.profiles.edit([{ kind: 'config', change: (file) => changeSections(file, changes) }]);
  const count = add.length === 1 ? 'one profile' : `${add.length} profiles`;
  context.output.writeError(
    `Added ${count}. ${takenBack(final, add.length === 1 ? 'removes it again' : 'removes them again')}\n`,
  );
}
