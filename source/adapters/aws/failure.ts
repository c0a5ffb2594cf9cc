import { BrokenCredentials } from '../../domain/sessions/credentials.ts';
import { AwsFailure, type AwsFailureKind } from '../../domain/sessions/failures/aws-failure.ts';
import { systemErrorText } from '../../domain/sessions/failures/no-answer.ts';

/** The parts of an SDK exception that can be relied on; which class it is cannot. */
type Thrown = {
  readonly name?: string;
  readonly Code?: string;
  readonly code?: string;
  readonly message?: string;
  readonly statusCode?: number;
  readonly address?: string;
  readonly hostname?: string;
  readonly port?: number;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: { readonly headers?: { readonly date?: string }; readonly statusCode?: number };
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
};

type About = {
  readonly operation: string;
  readonly endpoint: string;
  /** The proxy that calls go through, where one is set. */
  readonly proxy?: string | undefined;
  readonly now?: number;
};

/** Whatever a call through the SDK threw, as facts; a Problem passes through unchanged. */
export function toFailure(error: unknown, { operation, endpoint, proxy, now = Date.now() }: About): unknown {
  if (!(error instanceof Error) || ['Problem', 'Cancelled', 'AwsFailure'].includes(error.name)) return error;
  if (error instanceof BrokenCredentials) return brokenAnswer(error, operation, endpoint);
  const thrown = error as Thrown;
  const system = systemError(thrown);
  const kind = kindOf(thrown, system, proxy);
  const date = Date.parse(thrown.$response?.headers?.date ?? '');
  return new AwsFailure({
    kind,
    code: codeOf(kind, thrown, system),
    said:
      system === undefined || kind === 'time-out'
        ? (thrown.message ?? '')
        : systemErrorText(system.code ?? '', system.message ?? ''),
    operation,
    endpoint,
    status: thrown.$metadata?.httpStatusCode ?? system?.statusCode,
    requestId: thrown.$metadata?.requestId,
    clockOffset: Number.isNaN(date) ? undefined : date - now,
    cause: error,
  });
}

/** An answer that reads as one of AWS's, with credentials that no AWS gives, or that our clock takes for such. */
function brokenAnswer(error: BrokenCredentials, operation: string, endpoint: string): AwsFailure {
  return new AwsFailure({
    kind: 'garbled',
    code: 'BrokenCredentials',
    said: error.message,
    operation,
    endpoint,
    clockOffset: error.clockOffset,
    cause: error,
  });
}

/** The name of our own error for an answer that has begun, and is not whole in time. */
export const lateAnswer = 'LateAnswer';

/** The SDK calls a connection that was cut a time-out as well; the system's own code knows better. */
function kindOf(thrown: Thrown, system: Thrown | undefined, proxy: string | undefined): AwsFailureKind {
  const code = system?.code ?? '';
  if (
    code === 'ETIMEDOUT' ||
    (system === undefined && /^(TimeoutError|AbortError|LateAnswer)$/.test(thrown.name ?? ''))
  ) {
    return 'time-out';
  }
  if (/CERT|SELF_SIGNED|SSL|TLS|ISSUER|LEAF_SIGNATURE|EPROTO/.test(code)) return 'tls';
  if (code === 'ERR_PROXY_TUNNEL') return /timed out/.test(system?.message ?? '') ? 'time-out' : 'proxy';
  if (system !== undefined) return isAt(system, proxy) ? 'proxy' : 'unreachable';
  const status = thrown.$metadata?.httpStatusCode;
  const named = thrown.Code ?? thrown.name ?? 'Error';
  return status !== undefined && !/^(Error|SyntaxError|TypeError|RangeError|Unknown|UnknownError)$/.test(named)
    ? 'refused'
    : 'garbled';
}

/** AWS's code without the suffix that some versions add, the system's, or which of our patiences ended. */
function codeOf(kind: AwsFailureKind, thrown: Thrown, system: Thrown | undefined): string {
  const isLate = thrown.name === lateAnswer || /requestTimeout/.test(thrown.message ?? '');
  if (kind === 'time-out') return isLate ? 'answer' : 'connect';
  if (kind === 'refused') return (thrown.Code ?? thrown.name ?? '').replace(/Exception$/, '');
  return system?.code ?? thrown.name ?? '';
}

/** `ECONNREFUSED` and its kin lie on the error, its cause, or the first of several attempts. */
function systemError(thrown: Thrown): Thrown | undefined {
  const candidates = [thrown, thrown.cause, thrown.errors?.[0]] as readonly (Thrown | undefined)[];
  return candidates.find((each) => typeof each?.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(each.code));
}

/** Whether it was the proxy that could not be reached, and not AWS behind it. */
function isAt({ address, hostname, port }: Thrown, proxy: string | undefined): boolean {
  if (proxy === undefined || !URL.canParse(proxy)) return false;
  const url = new URL(proxy);
  const standard = url.protocol === 'https:' ? 443 : 80;
  return hostname === url.hostname || (address !== undefined && port === Number(url.port || standard));
}
