import { Cancelled } from '../../../problem.ts';
import type { CodeQuestion } from '../../mfa/ask.ts';
import { deviceOf, nextCodeAt, readCode, stepAt } from '../../mfa/code.ts';
import { AwsFailure, isCodeRejected, spendsCode } from '../failures/aws-failure.ts';
import type { MfaProof, Sts } from '../sts.ts';
import type { SessionPorts } from './ports.ts';

/** The devices to ask for a code, the reason, and the problem to show where nobody can be asked. */
export type CodeReason = Pick<CodeQuestion, 'reason' | 'instead'> & { readonly devices: Devices };

export type Devices = {
  /** The first is asked for; the person may choose one of the others. */
  readonly serials: readonly [string, ...string[]];
  /** Further devices of the person, which STS takes no codes from. */
  readonly unusable?: readonly string[];
};

/**
 * Asks for a code until AWS accepts one. A wrong code changes nothing on disk. The code of a step works once, so the
 * next question says when the next code appears.
 * @param ready gives a result that makes the code unnecessary: another process may open the session while this person types
 * @param call sends the code with {@link recordingUse}
 * @throws what `call` throws that is not about the code; Cancelled from the person, also where the opening was given up
 */
export async function withCode<T>(
  ports: SessionPorts,
  { devices, ...reason }: CodeReason,
  ready: () => Promise<T | undefined>,
  call: (proof: MfaProof) => Promise<T>,
): Promise<T> {
  const { serials, unusable = [] } = devices;
  let [serial] = serials;
  let rejected: CodeQuestion['rejected'];
  let attempt = 1;
  for (;;) {
    const notBefore = await nextCodeOf(ports, serial);
    const others = serials.filter((other) => other !== serial).map(deviceOf);
    const question: CodeQuestion = {
      device: deviceOf(serial),
      attempt,
      ...reason,
      ...(others.length > 0 && { others }),
      ...(unusable.length > 0 && { unusable: unusable.map(deviceOf) }),
      ...(rejected !== undefined && { rejected }),
      ...(notBefore !== undefined && { notBefore }),
    };
    const found = await answered(ports, question, ready);
    if ('ready' in found) return found.ready;
    const { answer } = found;
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
    if (await isUsed(ports, { serial, code }, notBefore)) {
      rejected = 'reused';
      continue;
    }
    try {
      return await call({ serial, code });
    } catch (error) {
      if (!isCodeRejected(error)) throw error;
      // Another process may have used that very code in the meantime.
      rejected = (await nextCodeOf(ports, serial)) === undefined ? 'wrong' : 'reused';
    }
  }
}

type Answered<T> = { readonly answer: Awaited<ReturnType<SessionPorts['ask']>> } | { readonly ready: T };

/** The person's answer, or what another process has made ready before. */
async function answered<T>(
  ports: SessionPorts,
  question: CodeQuestion,
  ready: () => Promise<T | undefined>,
): Promise<Answered<T>> {
  const { ask, pause, givenUp } = ports;
  if (givenUp?.aborted) throw new Cancelled();
  const over = new AbortController();
  const { promise: made, resolve, reject } = Promise.withResolvers<Answered<T>>();
  givenUp?.addEventListener('abort', () => reject(new Cancelled()), { signal: over.signal });
  const isReady = async () => {
    const found = await ready();
    if (found !== undefined) resolve({ ready: found });
    return found !== undefined;
  };
  const notBefore = () => nextCodeOf(ports, question.device.serial);
  const answering = ask(question, { until: over.signal, isReady, notBefore }).then((answer) => ({ answer }));
  const looking = async (each: () => Promise<void>): Promise<Answered<T>> => {
    while (!over.signal.aborted) {
      await each();
      if (!over.signal.aborted && (await isReady())) break;
    }
    return made;
  };
  const all = [made, answering, ...(pause === undefined ? [] : [looking(pause)])];
  return Promise.race(all).finally(() => over.abort());
}

async function nextCodeOf({ store, now }: SessionPorts, serial: string): Promise<number | undefined> {
  return nextCodeAt(await store.lastCodeStep(serial), now());
}

/**
 * Whether AWS has seen that code and would refuse it: the one of this step or of the step before, which AWS still takes.
 * Older ones are sent: an emulated AWS may take the same code for ever.
 * @param notBefore of the question that the code answers
 */
async function isUsed({ store, now }: SessionPorts, { serial, code }: MfaProof, notBefore: number | undefined) {
  const last = (await store.lastCodeStep(serial)) ?? Number.NEGATIVE_INFINITY;
  return (notBefore !== undefined || stepAt(now()) - last <= 1) && (await store.isCodeUsed(serial, code));
}

/** Sends a code and records, for every process of this person, that the code of this step is used up. */
export async function recordingUse<T>(
  { store, now }: SessionPorts,
  { serial, code }: MfaProof,
  send: () => Promise<T>,
): Promise<T> {
  // Before it is sent: a person may leave with Ctrl+C while the code is on its way.
  const takeBack = await store.noteCodeStep(serial, stepAt(now()), code);
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof AwsFailure && spendsCode(error))) await takeBack();
    throw error;
  }
}

/** STS that takes no code of an opening that was given up. Its calls throw Cancelled then. */
export function codesUntil(givenUp: AbortSignal | undefined, sts: Sts): Sts {
  const send = <T>(mfa: MfaProof | undefined, call: () => Promise<T>): Promise<T> =>
    mfa !== undefined && givenUp?.aborted ? Promise.reject(new Cancelled()) : call();
  return {
    ...sts,
    sessionToken: (caller, at, request) => send(request.mfa, () => sts.sessionToken(caller, at, request)),
    assumeRole: (caller, at, request) => send(request.mfa, () => sts.assumeRole(caller, at, request)),
  };
}
