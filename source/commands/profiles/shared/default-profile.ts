import type { Context } from '../../../context.ts';
import { confirm } from '../../../ports/terminal.ts';
import { PassedOver, Problem } from '../../../problem.ts';

const meaning = 'From then on, every AWS program that is given no profile would act as this role.';

/** Whether the person wants a role as `[default]`; undefined where nobody can be asked. */
export async function wantsDefault({
  terminal,
  output,
}: Pick<Context, 'terminal' | 'output'>): Promise<boolean | undefined> {
  const answer = await confirm(terminal, `${meaning} Save it as default?`, 'no');
  if (answer === undefined) output.writeError(`default was left out. ${meaning} Add --yes to write it.\n`);
  return answer;
}

/** Asks before a role is written as `[default]`. @throws PassedOver; Problem where nobody can be asked */
export async function agreeToDefault({ terminal }: Pick<Context, 'terminal'>, name: string): Promise<void> {
  if (name !== 'default') return;
  const answer = await confirm(terminal, `${meaning} Save it as default?`, 'no');
  if (answer === true) return;
  if (answer === false) throw new PassedOver();
  throw new Problem({
    code: 'default-profile',
    title: 'A role in the profile default changes who you are in every AWS program.',
    means: meaning,
    todo: ['Choose another name, or add --yes to do it anyway.'],
    exitCode: 2,
  });
}
