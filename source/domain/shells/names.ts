import { endpointVariable } from '../profiles/endpoints.ts';
import { keyNamed, keysWith } from '../profiles/keys.ts';
import type { Profile } from '../profiles/profile.ts';

/**
 * Every variable that says who a process is to AWS. Entering a role unsets them: an SDK that finds one beside the
 * role's keys may take it for the identity, or its token for the role's. From the sources of botocore and the JavaScript
 * SDK, against which a test compares; the older spellings of keys are those of the SDKs for Go, Java and Ruby. A token of
 * every other service is one of {@link isIdentity}.
 */
export const identityVariables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_SESSION_EXPIRATION',
  'AWS_ACCOUNT_ID',
  'AWS_CREDENTIAL_SCOPE',
  'AWS_CREDENTIAL_FILE',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_BEARER_TOKEN_BEDROCK',
  'AWS_BEARER_TOKEN_CODECATALYST',
  'AWS_ACCESS_KEY',
  'AWS_SECRET_KEY',
  'AMAZON_ACCESS_KEY_ID',
  'AMAZON_SECRET_ACCESS_KEY',
  'AMAZON_SESSION_TOKEN',
] as const;

const identity: ReadonlySet<string> = new Set(identityVariables);

/** Does this variable say who a process is? The SDKs read a bearer token for any service, under the service's name. */
export const isIdentity = (name: string): boolean => identity.has(name) || /^AWS_BEARER_TOKEN_[A-Z0-9_]+$/.test(name);

/** The variables of an environment that say who a process is. */
export const identityIn = (env: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.keys(env).filter((name) => env[name] !== undefined && isIdentity(name));

/** The variables that choose a profile. Unset beside keys: the JavaScript SDK prefers the profile, botocore the keys. */
export const profileChoiceVariables = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'] as const;

/** Botocore and the AWS CLI v1 read only the second, the JavaScript SDK only the first. */
export const regionVariables = ['AWS_REGION', 'AWS_DEFAULT_REGION'] as const;

/** The keys of a profile that have a variable; of two keys with one variable the usual one is first. */
const keysWithVariable = () => [...keysWith('variable'), ...keysWith('alsoVariable')];

/** The variables that name a credentials file. The first SDK for Java reads the second alone. */
export const credentialsFileVariables = ['AWS_SHARED_CREDENTIALS_FILE', 'AWS_CREDENTIAL_PROFILES_FILE'] as const;

/** The variables that a profile may bring. Endpoints of single services come on top, see {@link isTransport}. */
export const transportVariables = (): readonly string[] => [
  ...new Set(keysWithVariable().map(([, variable]) => variable)),
  'AWS_CONFIG_FILE',
  ...credentialsFileVariables,
];

let transport: ReadonlySet<string> | undefined;

/** Does this variable say where AWS is? */
export const isEndpoint = (name: string): boolean =>
  /^AWS_(ENDPOINT_URL(_[A-Z0-9_]+)?|IGNORE_CONFIGURED_ENDPOINT_URLS)$/.test(name);

/** Does this variable say how AWS is reached: its endpoints, which of them, and whom to trust? */
export const isReachOfAws = (name: string): boolean =>
  isEndpoint(name) || /^AWS_(CA_BUNDLE|USE_(FIPS|DUALSTACK)_ENDPOINT)$/.test(name);

/** Could a profile have brought this variable? */
export function isTransport(name: string): boolean {
  transport ??= new Set(transportVariables());
  return transport.has(name) || isEndpoint(name);
}

/**
 * What a profile says besides keys and region, as the variables that every SDK reads. In a role no profile is chosen,
 * so these bring its endpoint or its CA bundle along.
 * @param services the `[services NAME]` section that the profile's `services` key names
 */
export function profileVariables(profile: Profile, services: Profile | undefined): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [key, variable] of keysWithVariable()) {
    const value = profile.values.get(key);
    // Of two keys with one meaning the first counts, as in botocore.
    if (value === undefined || Object.hasOwn(variables, variable)) continue;
    if (value !== '' || keyNamed(key)?.emptyCounts) variables[variable] = value;
  }
  for (const [key, value] of services?.values ?? []) {
    const service = /^([a-z0-9_ -]+)\.endpoint_url$/i.exec(key)?.[1];
    if (service && value) variables[endpointVariable(service)] = value;
  }
  return variables;
}

/**
 * The settings of a profile that AWS's programs read and for which they have no variable: they hold in a role that is
 * opened with `--live`, and in no other.
 */
export function leftBehind(profile: Profile): readonly string[] {
  return [...profile.values.keys()].filter((key) => {
    const row = keyNamed(key);
    return row === undefined ? key.includes('.') : row.live === true;
  });
}

/** The variables that rolecall sets in a role, for itself, its prompt and the person's programs. */
export const roleVariables = [
  'ROLECALL_PROFILE',
  'ROLECALL_ACCOUNT_ID',
  'ROLECALL_ROLE_ARN',
  'ROLECALL_CALLER_ARN',
  'ROLECALL_KEY_ID',
  'ROLECALL_REGION',
  'ROLECALL_COLOR',
  'ROLECALL_STYLE',
  'ROLECALL_DISPLAY_NAME',
  'ROLECALL_EXPIRES_EPOCH',
  'ROLECALL_READ_ONLY',
  'ROLECALL_PREVIOUS',
  'ROLECALL_SESSION',
  'ROLECALL_RENEWABLE',
  'ROLECALL_CONFIG_FILE',
  'ROLECALL_CREDENTIALS_FILE',
  'ROLECALL_OUTSIDE',
  'ROLECALL_OUTSIDE_KEYS',
] as const;
export type RoleVariable = (typeof roleVariables)[number];

/**
 * Variables of other role switchers that prompts show as the role's name, and in which no SDK looks for an identity. The
 * person's settings may have a role set them. Never one of {@link profileChoiceVariables}: a program would be that profile.
 */
export const displayVariables = ['AWS_VAULT', 'AWSUME_PROFILE', 'AWS_SSO_PROFILE'] as const;
export type DisplayVariable = (typeof displayVariables)[number];

/** What the segment may be confined to: one of its two parts, or what it says when the role is not in force any more. */
export const segmentParts = ['name', 'time', 'drift'] as const;
export type SegmentPart = (typeof segmentParts)[number];

/** `off`, or a part: what is in the segment. The person may set it themselves, or have it set by their settings. */
export const promptVariable = 'ROLECALL_PROMPT';

/** The person's own values; see `outside.ts`. */
export const outsideVariable = 'ROLECALL_OUTSIDE';
export const outsideKeysVariable = 'ROLECALL_OUTSIDE_KEYS';

/** What `rolecall export` set in a shell; see `exported.ts`. */
export const exportedVariable = 'ROLECALL_EXPORTED';

/** What only a shell with our integration learns, and takes out of its environment at once. */
export const shellOnlyVariables = [outsideKeysVariable, 'ROLECALL_ENTER', 'ROLECALL_INTEGRATION', 'ROLECALL_ZDOTDIR'];

/** Can this name be a variable in every shell, and never anything else? */
export function isVariableName(name: string): boolean {
  return /^[A-Z_][A-Z0-9_]*$/.test(name);
}
