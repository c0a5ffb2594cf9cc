import type { Credentials } from '../../domain/sessions/session.ts';
import { version } from '../../version.ts';

/**
 * What every client of the SDK is made with. Left out, the SDK would look each of these up in the environment and in the
 * person's files, which it reads whole for every client: 100 ms for 10,000 profiles. One call is one try, because
 * whether to try again is decided where codes are known of, and a wrong clock is told, not mended for this call alone.
 */
export const explicit = {
  maxAttempts: 1,
  retryMode: 'standard',
  defaultsMode: 'standard',
  disableClockSkewCorrection: true,
  authSchemePreference: async (): Promise<string[]> => [],
  sigv4aSigningRegionSet: async () => undefined,
  userAgentAppId: async () => undefined,
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
  /** CloudTrail shows it with each call. */
  customUserAgent: [['rolecall', version]] as [string, string][],
} as const;

/** The SDK's own shape of keys. */
export function keysOf({ accessKeyId, secretAccessKey, sessionToken }: Credentials) {
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}
