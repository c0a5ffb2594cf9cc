import type { Context } from '../context.ts';
import type { MachineFinding } from '../machine/finding.ts';
import { done, type Outcome } from '../outcome.ts';
import { diagnosisJson, diagnosisText } from '../output/diagnosis.ts';
import { Problem } from '../problem.ts';
import { lint } from '../profiles/lint.ts';
import { loadProfiles } from '../profiles/load.ts';
import type { Profiles } from '../profiles/profile.ts';
import type { Arguments } from './command.ts';
import { machineFindings } from './doctor-machine.ts';

/** Everything that is wrong with the two files and with this machine. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const { profiles, unreadable } = await readAnyway(context);
  const found = [
    ...unreadable,
    ...lint(profiles),
    ...(await machineFindings(profiles, context, { offline: args.flag('offline') })),
  ];
  const count = profiles.names.length;
  context.writeOut(
    args.flag('json') ? diagnosisJson(found) : diagnosisText(found, { colors: context.colors('out'), profiles: count }),
  );
  return found.some(({ severity }) => severity === 'error') ? { tag: 'done', exitCode: 1 } : done;
}

/** A file that cannot be read is a finding; what else is wrong is still worth knowing. */
async function readAnyway(context: Context): Promise<{ profiles: Profiles; unreadable: readonly MachineFinding[] }> {
  try {
    return { profiles: await context.profiles(), unreadable: [] };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, title, means = '', todo = [] } = error.text;
    const none = (kind: 'config' | 'credentials') => ({ kind, path: context.files[kind], text: '' });
    const where = Object.values(context.files).find((path) => title.includes(path)) ?? '';
    return {
      profiles: loadProfiles(none('config') as never, none('credentials') as never),
      unreadable: [{ code, severity: 'error', where, what: `${title} ${means}`.trim(), remedy: todo.join(' ') }],
    };
  }
}
