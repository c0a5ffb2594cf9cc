import type { Authorities } from './authenticate.ts';
import { type Fault, type Faults, isErrorFault } from './faults.ts';
import type { Answer } from './wire/answer.ts';
import { AwsProblem } from './wire/problem.ts';
import type { Parameters } from './wire/request.ts';

/** The state that calls are answered from. */
export interface Backend extends Authorities {
  readonly faults: Faults;
  readonly recorder: Recorder;
}

/** An answer, and the fault of its delivery. */
export interface Outcome {
  readonly answer: Answer;
  readonly fault?: Fault | undefined;
}

/** One call: its name and parameters, how to carry it out, and the answer for an error. */
export interface CallHandler {
  readonly service: RecordedCall['service'];
  readonly action: string;
  readonly parameters: Parameters;
  perform(note: Progress): Answer | Promise<Answer>;
  refuse(problem: AwsProblem): Answer;
}

/** Carries out a call: records it, applies the next fault, turns every error into an answer. */
export async function handleCall(call: CallHandler, { faults, recorder, clock }: Backend): Promise<Outcome> {
  const { service, action, parameters } = call;
  const fault = faults.take(action);
  const note = recorder.note({ service, action, time: clock.now(), params: visibleParameters(parameters) });
  if (fault?.kind === 'answer') return { answer: givenAnswer(fault), fault };
  if (fault && isBeforeCall(fault)) return { answer: GARBAGE, fault };
  try {
    if (fault && isErrorFault(fault)) throw new AwsProblem(fault.status, fault.code, fault.message);
    const answer = await call.perform(note);
    note({ status: answer.status });
    return { answer, fault };
  } catch (error) {
    const problem = asProblem(error);
    note({ status: problem.status, code: problem.code });
    return { answer: call.refuse(problem), fault };
  }
}

/** A bug of the sandbox becomes InternalFailure, unlike AWS's own errors, and does not end the server. */
export function asProblem(error: unknown): AwsProblem {
  if (error instanceof AwsProblem) return error;
  return new AwsProblem(500, 'InternalFailure', error instanceof Error ? error.message : String(error));
}

const isBeforeCall = (fault: Fault) => !isErrorFault(fault) && ['hang', 'reset', 'garbage'].includes(fault.kind);

const givenAnswer = ({ status = 200, body }: { readonly status?: number; readonly body: string }): Answer => ({
  status,
  type: 'application/json',
  body,
  requestId: '',
});

/** The page of a captive portal. */
const GARBAGE: Answer = {
  status: 200,
  type: 'text/html',
  body: '<html><title>Sign in to the network</title>',
  requestId: '',
};

/** A call that reached the sandbox, carried out or not. Without secrets: no keys, signatures or tokens. */
export interface RecordedCall {
  readonly service: 'sts' | 'iam' | 'signin' | 'sso' | 'sso-oidc';
  readonly action: string;
  /** ARN of who signed; absent until and unless the signature was good. */
  readonly caller?: string;
  /** Of the credential scope; absent together with `caller`. */
  readonly region?: string;
  /** Milliseconds since 1970, by the sandbox's clock. */
  readonly time: number;
  /** As sent, `TokenCode` included. */
  readonly params: Readonly<Record<string, string>>;
  /** HTTP status and error code of the answer; absent while there is none, the code also when it is a result. */
  readonly status?: number;
  readonly code?: string;
}

/** Adds facts to the record of a call while it is handled. */
export type Progress = (more: Pick<RecordedCall, 'caller' | 'region' | 'status' | 'code'>) => void;

export interface Recorder {
  /** The last calls, oldest first: at most {@link mostCalls}, of parameters of at most {@link mostText} in all. */
  readonly calls: readonly RecordedCall[];
  /** How many calls there were since the start, of `action` if given; those that are not recorded any more too. */
  count(action?: string): number;
  /** Records a call; the returned function adds to the record. */
  note(call: RecordedCall): Progress;
}

/** An AWS that a person leaves running for days must not grow. Calls, and characters of their parameters. */
const mostCalls = 1_000;
const mostText = 1 << 20;

/** Longer than any parameter that a test reads; a policy document may have a hundred thousand characters. */
const longestValue = 16_384;

/** Names of actions come from outside; no more of them are counted one by one. */
const mostActions = 500;

export function createRecorder(): Recorder {
  const calls: RecordedCall[] = [];
  const counts = new Map<string, number>();
  let [total, text] = [0, 0];
  const lengthOf = ({ action, params }: RecordedCall) =>
    Object.entries(params).reduce((sum, [name, value]) => sum + name.length + value.length, action.length);
  return {
    calls,
    count: (action) => (action === undefined ? total : (counts.get(action) ?? 0)),
    note(call) {
      const entry: RecordedCall = { ...call, action: copy(call.action), params: shortened(call.params) };
      total += 1;
      const known = counts.get(entry.action);
      if (known !== undefined || counts.size < mostActions) counts.set(entry.action, (known ?? 0) + 1);
      calls.push(entry);
      text += lengthOf(entry);
      while (calls.length > mostCalls || (text > mostText && calls.length > 1)) {
        const oldest = calls.shift();
        if (oldest !== undefined) text -= lengthOf(oldest);
      }
      return (more) => Object.assign(entry, more);
    },
  };
}

function shortened(params: RecordedCall['params']): RecordedCall['params'] {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [copy(name), copy(value.slice(0, longestValue))]),
  );
}

/** The text by itself: a part of a request would hold the whole of it in memory. */
const copy = (text: string): string => Buffer.from(text).toString();

const SECRET = /^(?:X-Amz-.*|WebIdentityToken|Session|SigninToken|Action|Version)$/i;

/** The parameters without secrets. */
export function visibleParameters(parameters: Parameters): Record<string, string> {
  return Object.fromEntries([...parameters].filter(([name]) => !SECRET.test(name)));
}
