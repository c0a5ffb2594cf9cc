import { Problem } from '../../problem.ts';
import { jsonText } from '../display/sanitize.ts';
import type { Session } from '../sessions/session.ts';
import { type EnvironmentChange, isoSeconds, keyVariables, regionAsVariables } from './environment.ts';
import { quoteFish } from './fish/fish.ts';
import { identityVariables, profileChoiceVariables } from './names.ts';
import { quoteNushell } from './nushell/nushell.ts';
import { quotePosix } from './posix.ts';
import { quotePowerShell } from './powershell/powershell.ts';

/** How a format says that a variable has a value and, where it can, that others have none. */
type VariableFormat = {
  /** A value as one word of the format, whatever it holds. */
  readonly quote: (value: string) => string;
  readonly set: (name: string, quoted: string) => string;
  readonly unset?: (names: readonly string[]) => string;
};

/** Every format, a row each: help, completion and the list in the error come from here. The first is the default. */
const formats = {
  env: variables({
    quote: quotePosix,
    set: (name, quoted) => `export ${name}=${quoted}`,
    unset: (names) => `unset ${names.join(' ')}`,
  }),
  'env-no-export': variables({ quote: quotePosix, set: (name, quoted) => `${name}=${quoted}` }),
  fish: variables({
    quote: quoteFish,
    set: (name, quoted) => `set -gx ${name} ${quoted}`,
    unset: (names) => `set -e ${names.join(' ')}`,
  }),
  powershell: variables({
    quote: quotePowerShell,
    set: (name, quoted) => `$Env:${name} = ${quoted}`,
    unset: (names) => `Remove-Item -ErrorAction Ignore ${names.map((name) => `Env:${name}`).join(',')}`,
  }),
  nushell: variables({
    quote: quoteNushell,
    set: (name, quoted) => `$env.${name} = ${quoted}`,
    unset: (names) => `hide-env --ignore-errors ${names.join(' ')}`,
  }),
  'windows-cmd': variables({
    quote: quoteCmd,
    set: (name, quoted) => `set "${name}=${quoted}"`,
    unset: (names) => names.map((name) => `set ${name}=`).join('\n'),
  }),
  dotenv: variables({ quote: quoteDotenv, set: (name, quoted) => `${name}=${quoted}` }),
  json: (session) => indented(jsonDocument(session)),
  process: (session) => indented(processDocument(session)),
} as const satisfies Readonly<Record<string, (session: Session) => string>>;

/** The names that `--format` takes: the AWS CLI's own where it has one. */
export type ExportFormat = keyof typeof formats;
export const exportFormats = Object.keys(formats) as readonly ExportFormat[];
export const defaultFormat: ExportFormat = 'env';

/** Is this one of {@link exportFormats}? */
export function isExportFormat(name: string): name is ExportFormat {
  return Object.hasOwn(formats, name);
}

/**
 * A session as text for a shell, a file or a program to read, line end included.
 * @throws Problem where the format cannot carry a value
 */
export function exportText(session: Session, format: ExportFormat): string {
  return formats[format](session);
}

function variables({ quote, set, unset }: VariableFormat): (session: Session) => string {
  return (session) => {
    const change = exportedVariables(session);
    const removal = unset && change.unset.length > 0 ? [unset(change.unset)] : [];
    const assignments = Object.entries(change.set).map(([name, value]) => set(name, quote(value)));
    return `${[...removal, ...assignments].join('\n')}\n`;
  };
}

/** The keys, their region, their end and the AWS that takes them; and no rival identity beside them. */
function exportedVariables({ credentials, region, reach }: Session): EnvironmentChange {
  const set: Record<string, string> = { ...reach, ...keyVariables(credentials), ...regionAsVariables(region) };
  const rivals = [...profileChoiceVariables, ...identityVariables];
  return { set, unset: rivals.filter((name) => !Object.hasOwn(set, name)) };
}

/** In `set "X=…"` cmd.exe has no way to quote these that works both at the prompt and in a batch file. */
function quoteCmd(text: string): string {
  if (/["%!^\p{Cc}]/u.test(text)) throw unquotable('windows-cmd');
  return text;
}

/**
 * A `.env` file: bare where Docker, which knows no quotes, can read it too; else in quotes between which both a reader of such
 * files and a shell that sources it find the text as it is.
 */
function quoteDotenv(text: string): string {
  if (/^[\w@%+=:,./-]*$/.test(text)) return text;
  if (/[\0\r]/.test(text)) throw unquotable('dotenv');
  if (!text.includes("'")) return quotePosix(text);
  if (!/["$`\\!\n]/.test(text)) return `"${text}"`;
  throw unquotable('dotenv');
}

function unquotable(format: ExportFormat): Problem {
  return new Problem({
    code: 'value-unquotable',
    title: `A value holds characters that the format ${format} cannot carry.`,
    todo: ['Choose another one with --format, such as json.'],
    exitCode: 2,
  });
}

function indented(document: object): string {
  return `${jsonText(document, 2)}\n`;
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

/** The same for the person's own programs, with profile, role and region. */
function jsonDocument(session: Session) {
  const { Version: _, ...keys } = processDocument(session);
  return { Profile: session.profile, ...keys, RoleArn: session.roleArn, Region: session.region };
}
