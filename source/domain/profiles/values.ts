import { Problem, wrongUsage } from '../../problem.ts';
import { own } from '../own.ts';

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * Seconds of `1h`, `90m`, `1h30m`, `3600`.
 * @throws Problem (wrong usage) naming the flag
 */
export function readDuration(text: string, flag: string): number {
  const trimmed = text.trim().toLowerCase();
  if (/^\d+$/.test(trimmed)) return Number(trimmed);
  const parts = [...trimmed.matchAll(/(\d+(?:\.\d+)?)\s*([smhd])/g)];
  const read = parts.map(([part]) => part).join('');
  if (parts.length === 0 || read !== trimmed.replace(/\s+(?=\d)/g, '')) {
    throw wrongUsage(`--${flag} ${text} is not a length of time.`, 'Write it as 1h, 90m, 1h30m, or as seconds: 3600.');
  }
  return Math.round(parts.reduce((sum, [, count, unit]) => sum + Number(count) * (own(units, unit ?? '') ?? 0), 0));
}

/**
 * Session tags in aws-vault's spelling: `Team=core,Cost=42`.
 * @returns undefined where a part has no `=` or no key
 */
export function parseTags(text: string): Readonly<Record<string, string>> | undefined {
  if (text.trim() === '') return {};
  const tags: [string, string][] = [];
  for (const part of text.split(',')) {
    const equals = part.indexOf('=');
    const key = part.slice(0, equals).trim();
    if (equals === -1 || key === '') return undefined;
    tags.push([key, part.slice(equals + 1).trim()]);
  }
  return Object.fromEntries(tags);
}

/** Seconds that STS accepts for the session of a role. */
export const SHORTEST_ROLE_SESSION = 900;
export const LONGEST_ROLE_SESSION = 43_200;

/** The same, for a person. */
export const roleSessionTimes = 'It has to be between 15 minutes (15m) and 12 hours (12h).';

/** Whether STS accepts this many seconds for the session of a role. */
export const isRoleSessionTime = (seconds: number): boolean =>
  seconds >= SHORTEST_ROLE_SESSION && seconds <= LONGEST_ROLE_SESSION;

/**
 * Seconds of `duration_seconds` as a person means them: `3600`, `"7200"`, `3600.0`, `1h`. Undefined for anything else,
 * which the AWS CLI passes over as well.
 */
export function readSeconds(text: string): number | undefined {
  const bare = text.replace(/^(["'])(.*)\1$/, '$2').trim();
  if (/^\d+(\.0*)?$/.test(bare)) return Number.parseInt(bare, 10);
  try {
    return readDuration(bare, 'duration');
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/**
 * Epoch milliseconds of a time as programs write it beside temporary keys: ISO 8601, without a zone in UTC, or seconds
 * since 1970. Undefined for anything else.
 */
export function readExpiry(text: string): number | undefined {
  if (/^\d{9,11}$/.test(text)) return Number(text) * 1000;
  const iso = text.trim().replace(/^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)/, '$1T$2');
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(iso)) return undefined;
  const time = Date.parse(/([zZ]|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** AWS's flags, as botocore reads them: `true` in any case, and nothing else. */
export const isTrue = (text: string): boolean => text.toLowerCase() === 'true';

/** rolecall's own flags, where a misspelt word must not turn a guard off: all but `false`, `no`, `off` and `0`. */
export const isYes = (text: string): boolean => text !== '' && !/^(false|no|off|0)$/i.test(text);

/** Seconds as a person reads them, and may type them: `4h`, `45m`, `1h30m`. */
export function inHours(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${hours > 0 ? `${hours}h` : ''}${rest > 0 || hours === 0 ? `${rest}m` : ''}`;
}
