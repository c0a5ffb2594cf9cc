import type { Location, ProblemText } from '../../../problem.ts';
import { own } from '../../own.ts';
import { meantRegion } from '../../profiles/regions.ts';
import type { AwsFailure } from './aws-failure.ts';
import { clockWording } from './clock.ts';

/** The part of a problem that a kind of failure decides. */
export type Wording = Omit<ProblemText, 'tried' | 'said' | 'debug'>;

/** The facts that decide the wording where there is no answer. */
type Silence = {
  readonly failure: AwsFailure;
  readonly withMfa: boolean;
  /** The line that names a region. */
  readonly regionAt?: ((region: string) => Location | undefined) | undefined;
};
type Row = { readonly when: (facts: Silence) => boolean; readonly say: (facts: Silence) => Wording };

/** Calls without an answer, or with an answer that is not from AWS. */
export const networkRows: readonly Row[] = [
  { when: ({ failure }) => failure.kind === 'time-out', say: timedOut },
  {
    when: ({ failure }) => failure.kind === 'tls',
    say: ({ failure }) => ({
      code: 'tls',
      title: `The certificate of ${failure.endpoint} is not trusted.`,
      means: 'A proxy in between opens TLS, or the clock is wrong.',
      todo: ['Set ca_bundle in the profile (or AWS_CA_BUNDLE) to the certificates that your network uses.'],
    }),
  },
  {
    when: ({ failure }) => failure.kind === 'proxy',
    say: ({ failure }) => ({
      code: 'proxy',
      title: `The proxy did not let the call to ${failure.endpoint} through.`,
      todo: [
        failure.status === 407
          ? 'It requires a name and a password: HTTPS_PROXY=http://name:password@host:port'
          : 'Check HTTPS_PROXY and NO_PROXY.',
      ],
    }),
  },
  {
    when: ({ failure }) => failure.code === 'BrokenCredentials' && failure.clockOffset !== undefined,
    say: clockWording,
  },
  {
    // Who asked whose keys signed asked for no credentials: see the next row.
    when: ({ failure }) => failure.code === 'BrokenCredentials' && failure.operation !== 'sts:GetCallerIdentity',
    say: ({ failure }) => ({
      code: 'credentials-broken',
      title: `${failure.endpoint} gave credentials that cannot be used.`,
      means: `${failure.message} AWS never answers like that: a proxy did, or an endpoint that is not AWS.`,
      todo: ['Check endpoint_url of the profile, AWS_ENDPOINT_URL and HTTPS_PROXY.'],
    }),
  },
  {
    when: ({ failure }) => failure.kind === 'garbled',
    say: ({ failure }) => ({
      code: 'answer-garbled',
      title: `The answer of ${failure.endpoint} is not from AWS.`,
      means: 'A proxy or a captive portal may have answered instead.',
      todo: ['Check endpoint_url of the profile, AWS_ENDPOINT_URL and HTTPS_PROXY.'],
    }),
  },
  {
    when: ({ failure }) => failure.kind === 'unreachable',
    say: ({ failure, regionAt }) =>
      misspeltRegion(failure, regionAt) ?? {
        code: 'unreachable',
        title: `${failure.endpoint} cannot be reached.`,
        todo: ['Check the network, VPN and proxy, and endpoint_url or AWS_ENDPOINT_URL if one is set.'],
      },
  },
];

/** A host that does not exist, because its region does not: `sts.eu-wset-1.amazonaws.com`, `portal.sso.eu-wset-1.…`. */
function misspeltRegion({ endpoint, code }: AwsFailure, regionAt: Silence['regionAt']): Wording | undefined {
  const [, region = ''] = /^https:\/\/[a-z.-]+?\.([a-z-]+\d+[a-z]?)\.(?:amazonaws|api\.)/.exec(endpoint) ?? [];
  const meant = code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? meantRegion(region) : undefined;
  if (meant === undefined) return undefined;
  const at = regionAt?.(region);
  return {
    code: 'region-unknown',
    title: `${region} is not a region that rolecall knows.`,
    means: `There is no host ${endpoint}, so nothing was sent.`,
    todo: [`Did you mean ${meant}?`],
    ...(at !== undefined && { at: [at] }),
  };
}

/** The wording for a call to any AWS service that got no answer, or none that can be read. */
export function noAnswer(failure: AwsFailure): Wording {
  const facts = { failure, withMfa: false };
  const row = networkRows.find(({ when }) => when(facts));
  if (row === undefined) throw new Error(`an answer was explained as none: ${failure.code}`);
  return row.say(facts);
}

function timedOut({ failure, withMfa }: Silence): Wording {
  if (failure.code === 'connect') {
    return {
      code: 'connect-time-out',
      title: `Could not connect to ${failure.endpoint} in time.`,
      means: 'A firewall blocks the connection, or the address is wrong.',
      todo: ['Check the network, VPN and proxy, and endpoint_url or AWS_ENDPOINT_URL if one is set.'],
    };
  }
  return {
    code: 'time-out',
    title: `${failure.endpoint} did not answer in time.`,
    ...(withMfa && { means: 'It is not known whether the code was used, so the next code will be needed.' }),
    todo: ['Check the network, VPN and proxy, then try again.'],
  };
}

/** The error codes of the system for a broken or missing connection, in words. */
const systemErrors: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was cut',
  ENOTFOUND: 'no such host name',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no network',
  EPIPE: 'the connection was cut',
  EPROTO: 'the other side does not speak TLS',
};

/** @param message the system's own words, for a code that has no better ones here */
export function systemErrorText(code: string, message: string): string {
  return `${own(systemErrors, code) ?? message} (${code})`;
}
