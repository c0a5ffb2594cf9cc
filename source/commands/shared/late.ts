import type { Context } from '../../context.ts';
import { patience } from '../../ports/late.ts';

type Waiting = Pick<Context, 'clock'> & { readonly output: Pick<Context['output'], 'writeError'> };

/** Waits for some work, and says so once where it takes long. */
export async function sayingWhenLate<T>(work: Promise<T>, text: string, { clock, output }: Waiting): Promise<T> {
  const late = Symbol('late');
  const first = await Promise.race([work, clock.deadline(patience).then(() => late)]);
  if (first === late) output.writeError(`${text}\n`);
  return work;
}

type Call = (...args: never[]) => Promise<unknown>;
type Calls = Readonly<Record<string, Call>>;

/** The same calls; the first of them that AWS does not answer soon is told. */
export function toldWhenLate<C extends Calls>(calls: C, { clock, output }: Waiting, text = waiting): C {
  let isTold = false;
  const writeError = (said: string) => {
    if (!isTold) output.writeError(said);
    isTold = true;
  };
  const told =
    (call: Call): Call =>
    (...args) =>
      sayingWhenLate(call(...args), text, { clock, output: { writeError } });
  const all: Calls = Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, told(call)]));
  return all as C;
}

const waiting = 'AWS has not answered yet. Ctrl+C is safe: the next run continues from here.';
