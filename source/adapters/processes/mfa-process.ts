import { mfaProcessPatienceMs } from '../../domain/sessions/cache/margins.ts';
import type { Environment } from '../../domain/shells/environment-change.ts';
import { Problem } from '../../problem.ts';
import { runCommand } from './run-command.ts';

/**
 * What `mfa_process` prints. Its error stream is the person's terminal where nothing is drawn there, for programs that ask
 * for a key to be touched; what it prints is never shown.
 * @throws Problem where it cannot be run or does not end with 0
 */
export async function printedCode(command: string, env: Environment, speaks: boolean): Promise<string> {
  const ran = await runCommand(command, { env, speaks, patience: mfaProcessPatienceMs }).catch((cause: Error) => {
    throw new Problem({ ...failed, means: cause.message }, { cause });
  });
  if (ran.code === 0) return ran.out;
  throw new Problem({ ...failed, means: ran.code === null ? 'It was ended.' : `It ended with ${ran.code}.` });
}

const failed = {
  code: 'mfa-process-failed',
  title: 'mfa_process gave no code.',
  todo: ['Run the command by hand to see what it says.'],
};
