import type { Parameters } from './wire/query.ts';

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

/** What becomes known about a call while it is handled. */
export type Progress = (more: Pick<RecordedCall, 'caller' | 'region' | 'status' | 'code'>) => void;

export interface Recorder {
  readonly calls: readonly RecordedCall[];
  /** Notes a call; the function returned notes what happens to it. */
  note(call: RecordedCall): Progress;
}

export function createRecorder(): Recorder {
  const calls: RecordedCall[] = [];
  return {
    calls,
    note(call) {
      const entry = { ...call };
      calls.push(entry);
      return (more) => Object.assign(entry, more);
    },
  };
}

const SECRET = /^(?:X-Amz-.*|WebIdentityToken|Session|SigninToken|Action|Version)$/i;

/** The parameters that may be shown. */
export function openParameters(parameters: Parameters): Record<string, string> {
  return Object.fromEntries([...parameters].filter(([name]) => !SECRET.test(name)));
}
