import type { Context } from '../../../context.ts';
import type { UserKeyCalls } from '../../../domain/access-keys/user-keys.ts';

/** A person who waits is told for what in this time. Milliseconds. */
export const patience = 2_500;

type Waiting = Pick<Context, 'clock'> & { readonly output: Pick<Context['output'], 'writeError'> };

/** Waits for some work, and says so once where it takes long. */
export async function sayingWhenLate<T>(work: Promise<T>, text: string, { clock, output }: Waiting): Promise<T> {
  const late = Symbol('late');
  const first = await Promise.race([work, clock.deadline(patience).then(() => late)]);
  if (first === late) output.writeError(`${text}\n`);
  return work;
}

/** The same calls; the first of them that AWS does not answer soon is told. */
export function toldWhenLate(calls: UserKeyCalls, { clock, output }: Waiting): UserKeyCalls {
  let isTold = false;
  const writeError = (text: string) => {
    if (!isTold) output.writeError(text);
    isTold = true;
  };
  const told =
    <A extends readonly unknown[], T>(call: (...args: A) => Promise<T>) =>
    (...args: A): Promise<T> =>
      sayingWhenLate(call(...args), waiting, { clock, output: { writeError } });
  return {
    whoAmI: told(calls.whoAmI),
    list: told(calls.list),
    lastUse: told(calls.lastUse),
    create: told(calls.create),
    setActive: told(calls.setActive),
    remove: told(calls.remove),
  };
}

const waiting = 'AWS has not answered yet. Ctrl+C is safe: the next run goes on from here.';
