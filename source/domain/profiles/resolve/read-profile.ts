import type { Location } from '../../../problem.ts';
import type { Disagreement, Profile, Setting } from '../profile.ts';
import type { Ini, IniSection } from '../text/ini.ts';
import { type IniVisitor, plainValues, walkBody } from '../text/lines.ts';
import { openBelow } from '../text/unread.ts';

/** A file that was read. */
export type Source = {
  readonly path: string;
  readonly ini: Ini;
  /** `[DEFAULT]`: Python hands its keys to every section of the file. */
  readonly defaults: IniSection[];
};

/** One section of a file. */
export type Part = { readonly source: Source; readonly section: IniSection };

/**
 * A profile made of its sections; for a key in two of them, the later section counts. The first question for a value
 * reads the bodies.
 */
export class ReadProfile implements Profile {
  readonly name: string;
  /** Nearly always one. The first is the place of the profile. */
  private parts: Part | readonly Part[];
  private read: ReadonlyMap<string, string> | undefined;
  private isPlain: boolean;
  private places: ReadonlyMap<string, Location> | undefined;

  constructor(name: string, part: Part) {
    this.name = name;
    this.parts = part;
    this.read = undefined;
    this.isPlain = false;
    this.places = undefined;
  }

  get values(): ReadonlyMap<string, string> {
    if (this.read === undefined) {
      const values = plainly(this.parts);
      this.isPlain = values !== undefined;
      this.read = values ?? readParts(this.parts, (value) => value, oneLineMore);
    }
    return this.read;
  }

  /** The sections of the profile, in their order. */
  get sections(): readonly Part[] {
    return 'section' in this.parts ? [this.parts] : this.parts;
  }

  get at(): Location {
    const { source, section } = 'section' in this.parts ? this.parts : (this.parts[0] as Part);
    return { file: source.path, line: source.ini.lineOf(section) };
  }

  setting(key: string): Setting | undefined {
    const value = this.values.get(key);
    if (value === undefined) return undefined;
    const place = () => {
      this.places ??= placesOf(this.parts);
      return this.places.get(key) ?? this.at;
    };
    return {
      value,
      get at() {
        return place();
      },
    };
  }

  get openHeader(): Profile['openHeader'] {
    return this.sections.map(({ source, section }) => openBelow(source.ini, section, source.path)).find(Boolean);
  }

  disagreement(keys: ReadonlySet<string>): Disagreement | undefined {
    // In nearly all no key can stand twice.
    if (this.values.size === 0 || this.isPlain) return undefined;
    const first = new Map<string, { readonly value: string; readonly at: Location }>();
    let found: Disagreement | undefined;
    for (const part of this.sections) {
      const { source, section } = part;
      const entry: IniVisitor['entry'] = (key, value, line, _parent, indented) => {
        if (indented || !keys.has(key)) return;
        const at = { file: source.path, line: source.ini.lineOf(section) + 1 + line };
        const before = first.get(key);
        if (before === undefined || before.at.file !== at.file) first.set(key, { value, at });
        else if (before.value !== value) found ??= { key, at: [before.at, at] };
      };
      walkBody(source.ini, section, { entry, continued: () => undefined });
    }
    return found;
  }

  /**
   * Adds a section of the same name. The AWS CLI lets `[profile "a"]` replace an earlier `[profile a]`, and the later of
   * `[default]` and `[profile default]` the other. The same header twice it refuses; there the JS SDK's merging holds.
   */
  add(part: Part): void {
    const parts = 'section' in this.parts ? [this.parts] : (this.parts as Part[]);
    const stays = (other: Part) => other.source !== part.source || other.section.header === part.section.header;
    // The sections of one file have one header: comparing the last is enough. A million repeated headers would take hours.
    const last = parts.at(-1);
    const remaining = last === undefined || stays(last) ? parts : parts.filter(stays);
    remaining.push(part);
    this.parts = remaining;
  }
}

/** The values of a profile of one section of plain lines, as nearly all are; undefined for any other. */
function plainly(parts: Part | readonly Part[]): ReadonlyMap<string, string> | undefined {
  const isPlain = 'section' in parts && parts.source.defaults.length === 0;
  return isPlain ? plainValues(parts.source.ini, parts.section) : undefined;
}

const oneLineMore = (value: string, more: string): string => `${value}\n${more}`;

/** Line by key. Read for messages only. */
function placesOf(parts: Part | readonly Part[]): ReadonlyMap<string, Location> {
  const placed = (_: string, line: number, { source, section }: Part) => ({
    file: source.path,
    line: source.ini.lineOf(section) + 1 + line,
  });
  return readParts(parts, placed, (place) => place);
}

function readParts<T>(
  parts: Part | readonly Part[],
  ofEntry: (value: string, line: number, part: Part) => T,
  lengthened: (before: T, more: string) => T,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const part of allOf(parts)) {
    const reader = readInto(found, (value, line) => ofEntry(value, line, part), lengthened);
    walkBody(part.source.ini, part.section, reader);
  }
  return found;
}

/**
 * Collects one result for each key, by the rules on which the AWS CLI and the JS SDK agree.
 * @param ofEntry the result of an entry
 * @param lengthened the result where one more line belongs to the entry
 */
function readInto<T>(
  found: Map<string, T>,
  ofEntry: (value: string, line: number) => T,
  lengthened: (before: T, more: string) => T,
): IniVisitor {
  let last = '';
  return {
    entry: (key, value, line, parent, indented) => {
      // No key to the AWS CLI: it counts only where the key is missing otherwise.
      if (indented && found.has(key)) return;
      // `s3 =` has no value of its own once a line is nested in it.
      if (parent !== undefined) found.delete(parent);
      found.set(key, ofEntry(value, line));
      last = key;
    },
    continued: (more) => {
      const before = found.get(last);
      if (before !== undefined) found.set(last, lengthened(before, more));
    },
  };
}

/** The sections to read. `[DEFAULT]` comes before the first section of its file: Python gives its keys to all. */
function allOf(found: Part | readonly Part[]): readonly Part[] {
  const parts = 'section' in found ? [found] : found;
  if (!parts.some(({ source }) => source.defaults.length > 0)) return parts;
  return parts.flatMap((part, index) => {
    const { source } = part;
    const before = parts[index - 1]?.source === source ? [] : source.defaults;
    return [...before.map((section) => ({ source, section })), part];
  });
}
