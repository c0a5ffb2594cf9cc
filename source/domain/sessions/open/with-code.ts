import type { CodeQuestion } from '../../mfa/ask.ts';
import { deviceOf, nextCodeAt, readCode, stepAt } from '../../mfa/code.ts';
import { isCodeRejected, spendsCode } from '../failures/failures.ts';
import type { SessionPorts } from './ports.ts';
import { type MfaProof, StsFailure } from './sts.ts';

/** Whose codes, why one is asked, and what is said where nobody can be asked. */
export type Why = Pick<CodeQuestion, 'reason' | 'instead'> & { readonly devices: Devices };

export type Devices = {
  /** The device that is asked for first, then those the person may turn to. */
  readonly serials: readonly [string, ...string[]];
  /** Further devices of the person's that STS takes no codes from. */
  readonly unusable?: readonly string[];
};

/**
 * Asks for a code until AWS takes one, in place: a wrong code changes nothing on disk. A step's code works
 * once, so the next question says when the next code appears.
 * @param call sends the code, by way of {@link spending}
 * @throws whatever `call` throws that is not about the code, Cancelled from the asker
 */
export async function withCode<T>(
  ports: SessionPorts,
  { devices, ...why }: Why,
  call: (proof: MfaProof) => Promise<T>,
): Promise<T> {
  const { serials, unusable = [] } = devices;
  let [serial] = serials;
  let rejected: CodeQuestion['rejected'];
  let attempt = 1;
  for (;;) {
    const notBefore = await waitOf(ports, serial);
    const others = serials.filter((other) => other !== serial).map(deviceOf);
    const answer = await ports.ask({
      device: deviceOf(serial),
      attempt,
      ...why,
      ...(others.length > 0 && { others }),
      ...(unusable.length > 0 && { unusable: unusable.map(deviceOf) }),
      ...(rejected !== undefined && { rejected }),
      ...(notBefore !== undefined && { notBefore }),
    });
    if (typeof answer !== 'string') {
      serial = answer.device;
      rejected = undefined;
      continue;
    }
    attempt += 1;
    const code = readCode(answer);
    if (code === undefined) {
      rejected = 'malformed';
      continue;
    }
    try {
      return await call({ serial, code });
    } catch (error) {
      if (!isCodeRejected(error)) throw error;
      // Another process may have used that very code in the meantime.
      rejected = (await waitOf(ports, serial)) === undefined ? 'wrong' : 'reused';
    }
  }
}

async function waitOf({ store, now }: SessionPorts, serial: string): Promise<number | undefined> {
  return nextCodeAt(await store.lastCodeStep(serial), now());
}

/** Sends a code and remembers, for every process of this person, that the code of its step is used up. */
export async function spending<T>(
  { store, now }: SessionPorts,
  { serial }: MfaProof,
  send: () => Promise<T>,
): Promise<T> {
  const step = stepAt(now());
  try {
    const answer = await send();
    await store.noteCodeStep(serial, step);
    return answer;
  } catch (error) {
    if (error instanceof StsFailure && spendsCode(error)) await store.noteCodeStep(serial, step);
    throw error;
  }
}
