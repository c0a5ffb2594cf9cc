import type { CodeQuestion } from '../mfa/ask.ts';
import { deviceOf, nextCodeAt, readCode, stepAt } from '../mfa/code.ts';
import type { SessionPorts } from './ports.ts';
import { type MfaProof, StsFailure } from './sts.ts';

/** Why a code is asked, and what is said where nobody can be. */
export type Why = Pick<CodeQuestion, 'reason' | 'instead'>;

/**
 * Asks for a code until AWS takes one, in place: a wrong code changes nothing on disk. A step's code works
 * once, so the next question says when the next code appears.
 * @throws whatever `call` throws that is not about the code, Cancelled from the asker
 */
export async function withCode<T>(
  ports: SessionPorts,
  serial: string,
  why: Why,
  call: (proof: MfaProof) => Promise<T>,
): Promise<T> {
  const device = deviceOf(serial);
  let rejected: CodeQuestion['rejected'];
  for (let attempt = 1; ; attempt += 1) {
    const notBefore = nextCodeAt(await ports.store.lastCodeStep(serial), ports.now());
    const typed = await ports.ask({
      device,
      attempt,
      ...why,
      ...(rejected !== undefined && { rejected }),
      ...(notBefore !== undefined && { notBefore }),
    });
    const code = readCode(typed);
    if (code === undefined) {
      rejected = 'malformed';
      continue;
    }
    try {
      const answer = await call({ serial, code });
      await ports.store.noteCodeStep(serial, stepAt(ports.now()));
      return answer;
    } catch (error) {
      if (!isCodeRejected(error)) throw error;
      rejected = notBefore === undefined ? 'wrong' : 'reused';
    }
  }
}

/** AWS says the same of a wrong, an expired and a used code. */
export function isCodeRejected(error: unknown): boolean {
  return (
    error instanceof StsFailure && error.code === 'AccessDenied' && /invalid MFA one time pass/i.test(error.message)
  );
}
