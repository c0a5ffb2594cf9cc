import type { Location } from '../../../problem.ts';
import { isProfileName } from '../edit/safe.ts';
import type { ProfileFile, Profiles } from '../profile.ts';
import { bodyOf, type Entry, type Quirk } from '../text/entries.ts';
import { readHeader } from '../text/header.ts';
import { scanIni } from '../text/ini.ts';
import { openHeader } from '../text/unread.ts';
import { portalKeys } from './peer.ts';

/** A section that another tool wrote, as it stands in the file. */
export type WrittenSection = {
  /** The profile's name; the whole header where nothing reads it. */
  readonly name: string;
  readonly isRead: boolean;
  readonly at: Location;
  /** The value of each key, without the quotes that other tools put around it. */
  readonly keys: ReadonlyMap<string, string>;
  /** Keys that AWS's tools read differently: they cannot be changed safely. */
  readonly odd: ReadonlySet<string>;
  /** Lines of other sections of the same profile. */
  readonly twins: readonly number[];
};

const oddQuirks: ReadonlySet<Quirk> = new Set(['hash-value', 'indented-key', 'continued']);
const isOdd = ({ quirks, opensBlock }: Entry) => opensBlock || quirks.some((quirk) => oddQuirks.has(quirk));

/**
 * The profiles of a text that have something of another tool in them, in the order of the file.
 * @param mark what the text of such a section has
 */
export function sectionsWith({ path, text }: Pick<ProfileFile, 'path' | 'text'>, mark: RegExp): WrittenSection[] {
  const ini = scanIni(text ?? '');
  const lines = new Map<string, number[]>();
  const found: (() => WrittenSection)[] = [];
  for (const section of ini.sections) {
    const header = readHeader(section.header, 'config');
    if (header.kind !== 'profile' && header.kind !== 'none') continue;
    const name = header.kind === 'profile' ? header.name : (openHeader(ini, section)?.bare ?? section.header);
    const line = ini.lineOf(section);
    lines.set(name, [...(lines.get(name) ?? []), line]);
    if (!mark.test(ini.text.slice(section.body, section.end))) continue;
    found.push(() => {
      const entries = bodyOf(ini, section).entries.filter(({ parent }) => parent === undefined);
      return {
        name,
        isRead: header.kind === 'profile',
        at: { file: path, line },
        keys: new Map(entries.map(({ key, value }) => [key, unquoted(value)])),
        odd: new Set(entries.filter(isOdd).map(({ key }) => key)),
        twins: (lines.get(name) ?? []).filter((other) => other !== line),
      };
    });
  }
  return found.map((make) => make());
}

/** Go's INI library puts a value with `#` into backquotes. */
const unquoted = (value: string): string => /^(["`])(.*)\1$/s.exec(value)?.[2] ?? value;

/** Keys that give a profile other credentials, before its process or beside it. */
const otherIdentities = [
  'role_arn',
  'web_identity_token_file',
  'login_session',
  'credential_source',
  'aws_access_key_id',
] as const;

/**
 * Why a section cannot become a profile of IAM Identity Center where it stands; undefined where it can.
 * @param touched keys that go
 */
export function changeFault(
  section: WrittenSection,
  touched: readonly string[],
  profiles: Profiles,
): string | undefined {
  const { name, isRead, twins, odd } = section;
  if (!isRead) return `no AWS tool reads the header [${name}]`;
  if (twins.length > 0) return twice(section);
  const values = profiles.get(name)?.values;
  const other = otherIdentities.find((key) => values?.get(key));
  if (other !== undefined) return `it also has ${other}`;
  const key = [...touched, ...portalKeyNames].find((each) => odd.has(each));
  return key && `AWS's tools differ on what its line of ${key} means`;
}

/** Why a section of another file cannot be added as a profile of IAM Identity Center; undefined where it can. */
export function additionFault(section: WrittenSection): string | undefined {
  const { name, isRead, twins, keys } = section;
  if (!isRead || !isProfileName(name, 'config')) return 'not every AWS tool would read its name';
  if (twins.length > 0) return twice(section);
  const other = otherIdentities.find((key) => keys.get(key));
  return other && `it also has ${other}`;
}

const portalKeyNames = Object.keys(portalKeys('', { accountId: '', roleName: '' }));

const twice = ({ twins }: WrittenSection) => `it is defined twice, also in line ${twins.join(', ')}`;
