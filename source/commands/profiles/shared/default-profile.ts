import type { Context } from '../../../context.ts';
import { confirm } from '../../../ports/terminal.ts';
import { PassedOver, Problem } from '../../../problem.ts';

const meaning = 'Every AWS program that is not told a profile would act as this role from then on.';

/** Whether the person wants a role as `[default]`; undefined where nobody can be asked. */
export async function wantsDefault({
  terminal,
  output,
}: Pick<Context, 'terminal' | 'output'>): Promise<boolean | undefined> {
  const answer = await confirm(terminal, `${meaning} Write it as default?`, 'no');
  if (answer === undefined) output.writeError(`default was left out. ${meaning} With --yes it is written.\n`);
  return answer;
}

/** Asks before a role is written as `[default]`. @throws PassedOver; Problem where nobody can be asked */
export async function agreeToDefault({ terminal }: Pick<Context, 'terminal'>, name: string): Promise<void> {
  if (name !== 'default') return;
  const answer = await confirm(terminal, `${meaning} Write it as default?`, 'no');
  if (answer === true) return;
  if (answer === false) throw new PassedOver();
  throw new Problem({
    code: 'default-profile',
    title: 'A role as the profile default changes who you are in every AWS program.',
    means: meaning,
    todo: ['Choose another name, or add --yes if that is meant.'],
    exitCode: 2,
  });
}
