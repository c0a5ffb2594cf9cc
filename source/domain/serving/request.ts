/** The first line of a request, and those of its headers that count; null where one is missing, or there twice. */
export type RequestHead = {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly host: string | null;
  readonly authorization: string | null;
};

/** What a program has to send to be given the credentials. */
export type Expected = {
  readonly method: 'GET';
  /** The Host header: whoever was led here by a name of another one is refused. */
  readonly authority: string;
  readonly path: string;
  readonly token: string;
};

/** Why a request gets nothing; only the log says which. */
export type Refusal = 'another method' | 'another host' | 'another path' | 'no token' | 'another token';

/**
 * Why a request gets nothing; undefined where it gets the credentials.
 * @param isSame compares two texts in a time that says nothing of them
 */
export function refusalOf(
  { method, target, host, authorization }: RequestHead,
  expected: Expected,
  isSame: (one: string, other: string) => boolean,
): Refusal | undefined {
  // Each is looked at, whatever the others said.
  const [isPath, isToken] = [isSame(target, expected.path), isSame(authorization ?? '', expected.token)];
  if (method !== expected.method) return 'another method';
  if (host !== expected.authority) return 'another host';
  if (!isPath) return 'another path';
  if (authorization === null) return 'no token';
  return isToken ? undefined : 'another token';
}
