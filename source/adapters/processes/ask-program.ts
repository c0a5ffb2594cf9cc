import { setTimeout as sleep } from 'node:timers/promises';
import {
  noAnswerInTime,
  type ProgramAnswer,
  type ProgramQuestion,
  programVariables,
  programWords,
} from '../../domain/mfa/ask-program.ts';
import { mfaAskPatienceMs } from '../../domain/sessions/cache/margins.ts';
import type { Environment } from '../../domain/shells/environment.ts';
import { Cancelled } from '../../problem.ts';
import { isTerminal } from '../terminal/streams.ts';
import { watchSignals } from '../terminal/watch.ts';
import { aroundCommand, inHome, runProgram } from './profile-commands.ts';

/** A signal to the whole job is with us after this. Milliseconds. */
const signalTime = 50;

type Asking = {
  readonly env: Environment;
  /** It may use the person's terminal: nothing is drawn there. */
  readonly onTerminal: boolean;
  readonly until: AbortSignal;
  /** Milliseconds. */
  readonly patience?: number;
};

/** Its environment, which notes that it runs. @returns undefined where it is running around us already */
export const environmentFor = (mfaAsk: readonly string[], env: Environment) =>
  aroundCommand(JSON.stringify(mfaAsk), env);

/**
 * Runs `mfaAsk`, without a shell. What it says on its error stream goes to a terminal or nowhere.
 * @throws Cancelled where a signal ends us, or `until` it
 */
export async function askedCode(
  mfaAsk: readonly string[],
  question: ProgramQuestion,
  { env, onTerminal, until, patience = mfaAskPatienceMs }: Asking,
): Promise<ProgramAnswer> {
  const [program, ...args] = programWords(mfaAsk, question);
  const sits = onTerminal && isTerminal(0);
  const signals = watchSignals();
  try {
    const { code, out } = await runProgram(inHome(program, env), args, {
      env: { ...environmentFor(mfaAsk, env), ...programVariables(question) },
      ...(!sits && { input: 'ignore' }),
      apart: !sits,
      speaks: onTerminal && isTerminal(2),
      patience,
      until: AbortSignal.any([until, signals.gone]),
    });
    // Ctrl+C reaches it and us at once, and we may hear of its end first.
    if (code !== 0) await sleep(signalTime);
    if (signals.gone.aborted) throw new Cancelled();
    return { tag: 'ended', code, out };
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ABORT_ERR') throw new Cancelled();
    return { tag: 'failed', why: code === 'ETIMEDOUT' ? noAnswerInTime : message };
  } finally {
    signals.end();
  }
}
