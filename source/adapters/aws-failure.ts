import { StsFailure, type StsFailureKind } from '../sessions/sts.ts';

/** The parts of an SDK exception that can be relied on; which class it is cannot. */
type Thrown = {
  readonly name?: string;
  readonly Code?: string;
  readonly code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: { readonly headers?: { readonly date?: string }; readonly statusCode?: number };
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
};

/** Whatever a call through the SDK threw, as facts; a Problem passes through unchanged. */
export function toFailure(error: unknown, operation: string, endpoint: string, now = Date.now()): unknown {
  if (!(error instanceof Error) || error.name === 'Problem' || error.name === 'Cancelled') return error;
  const thrown = error as Thrown;
  const system = systemCode(thrown);
  const kind = kindOf(thrown, system);
  const code = kind === 'refused' ? (thrown.Code ?? thrown.name ?? '') : (system ?? thrown.name ?? '');
  const date = Date.parse(thrown.$response?.headers?.date ?? '');
  return new StsFailure({
    kind,
    code: code.replace(/Exception$/, ''),
    said: kind === 'unreachable' && system !== undefined ? systemWords(system, thrown) : (thrown.message ?? code),
    operation,
    endpoint,
    status: thrown.$metadata?.httpStatusCode,
    requestId: thrown.$metadata?.requestId,
    clockOffset: Number.isNaN(date) ? undefined : date - now,
    cause: error,
  });
}

function kindOf(thrown: Thrown, system: string | undefined): StsFailureKind {
  if (/^(TimeoutError|AbortError)$/.test(thrown.name ?? '') || system === 'ETIMEDOUT') return 'time-out';
  if (system !== undefined && /CERT|SELF_SIGNED|SSL|TLS|ISSUER/.test(system)) return 'tls';
  if (system !== undefined) return /PROXY/.test(system) ? 'proxy' : 'unreachable';
  const status = thrown.$metadata?.httpStatusCode;
  const understood =
    thrown.Code !== undefined ||
    (thrown.name !== undefined && !/^(Error|SyntaxError|TypeError|Unknown|UnknownError)$/.test(thrown.name));
  return status !== undefined && understood ? 'refused' : 'garbled';
}

/** `ECONNREFUSED` and its kin lie on the error, its cause, or the first of several attempts. */
function systemCode(thrown: Thrown): string | undefined {
  for (const candidate of [thrown, thrown.cause as Thrown, thrown.errors?.[0] as Thrown]) {
    const code = candidate?.code;
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return code;
  }
  return undefined;
}

function systemWords(system: string, thrown: Thrown): string {
  const words: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'connection refused',
    ECONNRESET: 'the connection was cut',
    ENOTFOUND: 'no such host name',
    EAI_AGAIN: 'the host name could not be looked up',
    EHOSTUNREACH: 'no route to the host',
    ENETUNREACH: 'no network',
    EPIPE: 'the connection was cut',
  };
  return `${words[system] ?? thrown.message ?? ''} (${system})`;
}
