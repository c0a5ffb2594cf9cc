/**
 * Every variable that says who a process is to AWS. Unset on the way into a role: an SDK that finds one of these
 * beside the role's keys may take it for the identity, or its token for the role's.
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
] as const;

/** The variables that choose a profile. Unset beside keys: the JavaScript SDK prefers the profile, botocore the keys. */
export const profileChoiceVariables = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'] as const;

/** Botocore and the AWS CLI v1 read only the second, the JavaScript SDK only the first. */
export const regionVariables = ['AWS_REGION', 'AWS_DEFAULT_REGION'] as const;

/** The SDKs' own variables for what else a profile says. Per-service endpoints come on top, see {@link isTransport}. */
export const transportVariables = [
  'AWS_ENDPOINT_URL',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_CA_BUNDLE',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_RETRY_MODE',
  'AWS_MAX_ATTEMPTS',
  'AWS_DEFAULT_OUTPUT',
  'AWS_CONFIG_FILE',
] as const;

const transport: ReadonlySet<string> = new Set(transportVariables);

/** Could a profile have brought this variable? */
export function isTransport(name: string): boolean {
  return transport.has(name) || /^AWS_ENDPOINT_URL_[A-Z0-9_]+$/.test(name);
}

/** What rolecall tells the programs in a role, and itself. */
export const roleVariables = [
  'ROLECALL_PROFILE',
  'ROLECALL_ACCOUNT_ID',
  'ROLECALL_ROLE_ARN',
  'ROLECALL_CALLER_ARN',
  'ROLECALL_COLOR',
  'ROLECALL_STYLE',
  'ROLECALL_DISPLAY_NAME',
  'ROLECALL_EXPIRES_EPOCH',
  'ROLECALL_PREVIOUS',
  'ROLECALL_SESSION',
  'ROLECALL_RENEWABLE',
  'ROLECALL_CONFIG_FILE',
  'ROLECALL_OUTSIDE',
  'ROLECALL_OUTSIDE_KEYS',
] as const;

/** `off`: no segment in the prompt. The person may set it themselves, or have it set by their settings. */
export const promptVariable = 'ROLECALL_PROMPT';

/** How the person's own values travel; see `outside.ts`. */
export const outsideVariable = 'ROLECALL_OUTSIDE';
export const outsideKeysVariable = 'ROLECALL_OUTSIDE_KEYS';

/** Can this name be a variable in every shell, and never anything else? */
export function isVariableName(name: string): boolean {
  return /^[A-Z_][A-Z0-9_]*$/.test(name);
}
