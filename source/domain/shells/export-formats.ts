import type { Session } from '../sessions/session.ts';
import { isoSeconds } from './environment.ts';
import type { EnvironmentChange } from './environment-change.ts';
import { identityVariables, profileChoiceVariables, regionVariables } from './names.ts';
import { type Quote, quoteCmd, quoteDotenv, quoteFish, quotePosix, quotePowerShell } from './quoting.ts';

/** How a format says that a variable has a value and, where it can, that others have none. */
type Format = {
  readonly quote: Quote;
  readonly set: (name: string, quoted: string) => string;
  readonly unset?: (names: readonly string[]) => string;
};

const variableFormats = {
  env: {
    quote: quotePosix,
    set: (name, quoted) => `export ${name}=${quoted}`,
    unset: (names) => `unset ${names.join(' ')}`,
  },
  'env-no-export': { quote: quotePosix, set: (name, quoted) => `${name}=${quoted}` },
  fish: {
    quote: quoteFish,
    set: (name, quoted) => `set -gx ${name} ${quoted}`,
    unset: (names) => `set -e ${names.join(' ')}`,
  },
  powershell: {
    quote: quotePowerShell,
    set: (name, quoted) => `$Env:${name} = ${quoted}`,
    unset: (names) => `Remove-Item -ErrorAction Ignore ${names.map((name) => `Env:${name}`).join(',')}`,
  },
  'windows-cmd': {
    quote: quoteCmd,
    set: (name, quoted) => `set "${name}=${quoted}"`,
    unset: (names) => names.map((name) => `set ${name}=`).join('\n'),
  },
  dotenv: { quote: quoteDotenv, set: (name, quoted) => `${name}=${quoted}` },
} as const satisfies Record<string, Format>;

/** The names that `--format` takes: the AWS CLI's own where it has one. */
export const exportFormats = [...Object.keys(variableFormats), 'json', 'process'] as readonly ExportFormat[];
export type ExportFormat = keyof typeof variableFormats | 'json' | 'process';

/** Is this one of {@link exportFormats}? */
export function isExportFormat(name: string): name is ExportFormat {
  return (exportFormats as readonly string[]).includes(name);
}

/**
 * A session as text for a shell, a file or a program to read, line end included.
 *
 * @throws Problem where the format cannot carry a value.
 */
export function exportText(session: Session, format: ExportFormat): string {
  if (format === 'process') return `${JSON.stringify(processDocument(session), null, 2)}\n`;
  if (format === 'json') return `${JSON.stringify(jsonDocument(session), null, 2)}\n`;
  return changeText(exportedVariables(session), variableFormats[format]);
}

/** What somebody who evaluates an export wants: the keys, where they are valid and until when, and no rival beside them. */
export function exportedVariables({ credentials, region }: Session): EnvironmentChange {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = credentials;
  const set: Record<string, string> = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  if (sessionToken !== undefined) set.AWS_SESSION_TOKEN = sessionToken;
  if (expiresAt !== undefined) set.AWS_CREDENTIAL_EXPIRATION = isoSeconds(expiresAt);
  if (region) for (const name of regionVariables) set[name] = region;
  const rivals = [...profileChoiceVariables, ...identityVariables];
  return { set, unset: rivals.filter((name) => !(name in set)) };
}

function changeText({ set, unset }: EnvironmentChange, format: Format): string {
  const removal = format.unset && unset.length > 0 ? [format.unset(unset)] : [];
  const assignments = Object.entries(set).map(([name, value]) => format.set(name, format.quote(value)));
  return `${[...removal, ...assignments].join('\n')}\n`;
}

/** What `credential_process =` expects. */
function processDocument({ credentials, accountId }: Session) {
  return {
    Version: 1,
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    SessionToken: credentials.sessionToken,
    Expiration: credentials.expiresAt === undefined ? undefined : isoSeconds(credentials.expiresAt),
    AccountId: accountId,
  };
}

/** The same for people's own programs, with whose it is. */
function jsonDocument(session: Session) {
  const { Version: _, ...keys } = processDocument(session);
  return { Profile: session.profile, ...keys, RoleArn: session.roleArn, Region: session.region };
}
