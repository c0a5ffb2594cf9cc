import { Problem } from '../../problem.ts';
import { jsonText } from '../display/sanitize.ts';
import type { Session } from '../sessions/session.ts';
import {
  type Environment,
  type EnvironmentChange,
  isoSeconds,
  keyVariables,
  regionAsVariables,
} from './environment.ts';
import { exportedRecord, leadsToAws } from './exported.ts';
import { fish, quoteFish } from './fish/fish.ts';
import { exportedVariable, identityVariables, profileChoiceVariables } from './names.ts';
import { nushell, quoteNushell } from './nushell/nushell.ts';
import { outsideOf } from './outside.ts';
import { quotePosix, unsetPosix } from './posix.ts';
import { powershell, quotePowerShell } from './powershell/powershell.ts';

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
    unset: unsetPosix,
  }),
  'env-no-export': variables({ quote: quotePosix, set: (name, quoted) => `${name}=${quoted}` }),
  fish: variables({
    quote: quoteFish,
    // `eval (…)` joins the lines with spaces.
    set: (name, quoted) => `set -gx ${name} ${quoted};`,
    unset: (names) => `${fish.unset(names)};`,
  }),
  powershell: variables({
    quote: quotePowerShell,
    set: (name, quoted) => `$Env:${name} = ${quoted}`,
    unset: powershell.unset,
  }),
  nushell: variables({
    quote: quoteNushell,
    set: (name, quoted) => `$env.${name} = ${quoted}`,
    unset: nushell.unset,
  }),
  'windows-cmd': variables({
    quote: quoteCmd,
    set: (name, quoted) => `set "${name}=${quoted}"`,
    unset: (names) => names.map((name) => `set ${name}=`).join('\n'),
  }),
  dotenv: variables({ quote: quoteDotenv, set: (name, quoted) => `${name}=${quoted}` }),
  'json-env': (session, before) => indented(environmentDocument(inShell(exportedVariables(session), before))),
  json: (session) => indented(jsonDocument(session)),
  process: (session) => indented(processDocument(session)),
} as const satisfies Readonly<Record<string, (session: Session, before: Environment) => string>>;

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
 * @param before the environment of that shell; an empty one unless given
 * @throws Problem where the format cannot carry a value
 */
export function exportText(session: Session, format: ExportFormat, before: Environment = {}): string {
  return formats[format](session, before);
}

function variables({ quote, set, unset }: VariableFormat): (session: Session, before: Environment) => string {
  return (session, before) => {
    const exported = exportedVariables(session);
    const change = unset === undefined ? { set: exported, unset: [] } : inShell(exported, before);
    const removal = unset && change.unset.length > 0 ? [unset(change.unset)] : [];
    const assignments = Object.entries(change.set).map(([name, value]) => set(name, quote(value)));
    return `${[...removal, ...assignments].join('\n')}\n`;
  };
}

/** The keys, their region, their end and the AWS that takes them. */
const exportedVariables = ({ credentials, region, reach }: Session): Record<string, string> => ({
  ...reach,
  ...keyVariables(credentials),
  ...regionAsVariables(region),
});

/**
 * The same in a shell: no rival identity beside them, and nothing of how the role that was there before reached AWS. What is set of
 * that now is named, for the next one.
 */
function inShell(exported: Readonly<Record<string, string>>, before: Environment): EnvironmentChange {
  const { environment: own } = outsideOf(before);
  const formerly = Object.keys(before).filter((name) => leadsToAws(name) && before[name] !== own[name]);
  const restored = formerly.flatMap((name) => (own[name] === undefined ? [] : [[name, own[name]] as const]));
  const brought = Object.entries(exported).filter(([name, value]) => value !== own[name]);
  const record = exportedRecord(Object.fromEntries(brought));
  const set = { ...Object.fromEntries(restored), ...exported, ...(record && { [exportedVariable]: record }) };
  const gone = [...profileChoiceVariables, ...identityVariables, ...formerly];
  if (before[exportedVariable] !== undefined) gone.push(exportedVariable);
  return { set, unset: [...new Set(gone)].filter((name) => !Object.hasOwn(set, name)) };
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
    todo: ['Choose another one, for example --format json.'],
    exitCode: 2,
  });
}

function indented(document: object): string {
  return `${jsonText(document, 2)}\n`;
}

/** For a shell that evaluates no text but reads JSON: a variable that is to be unset is `null`. */
function environmentDocument({ set, unset }: EnvironmentChange) {
  return { ...Object.fromEntries(unset.map((name) => [name, null])), ...set };
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
