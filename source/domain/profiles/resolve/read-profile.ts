import type { Location } from '../../../problem.ts';
import type { Profile, Setting } from '../profile.ts';
import type { Ini, IniSection } from '../text/ini.ts';
import { type IniVisitor, plainValues, walkBody } from '../text/lines.ts';

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
 * A profile as its sections have it: of two that say something of the same key, the later one counts. What they hold
 * is read when something of it is asked for.
 */
export class ReadProfile implements Profile {
  readonly name: string;
  /** Nearly always one; of several the first says where the profile stands. */
  private parts: Part | readonly Part[];
  private read: ReadonlyMap<string, string> | undefined;
  private places: ReadonlyMap<string, Location> | undefined;

  constructor(name: string, part: Part) {
    this.name = name;
    this.parts = part;
    this.read = undefined;
    this.places = undefined;
  }

  get values(): ReadonlyMap<string, string> {
    this.read ??= valuesOf(this.parts);
    return this.read;
  }

  /** The sections that it is read from, in their order. */
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

  /**
   * One more section of the name. The AWS CLI lets `[profile "a"]` replace an earlier `[profile a]`, and the later of
   * `[default]` and `[profile default]` the other. The same header twice it refuses; there the JS SDK's merging holds.
   */
  add(part: Part): void {
    const parts = 'section' in this.parts ? [this.parts] : (this.parts as Part[]);
    const stays = (other: Part) => other.source !== part.source || other.section.header === part.section.header;
    // Those of one file are alike: the last one tells for all, or a header repeated a million times would take hours.
    const last = parts.at(-1);
    const kept = last === undefined || stays(last) ? parts : parts.filter(stays);
    kept.push(part);
    this.parts = kept;
  }
}

function valuesOf(parts: Part | readonly Part[]): ReadonlyMap<string, string> {
  // Nearly all are of this kind.
  const plain = 'section' in parts && parts.source.defaults.length === 0;
  const values = plain ? plainValues(parts.source.ini, parts.section) : undefined;
  return values ?? readParts(parts, (value) => value, oneLineMore);
}

const oneLineMore = (value: string, more: string): string => `${value}\n${more}`;

/** Looked for when somebody is to be told. */
function placesOf(parts: Part | readonly Part[]): ReadonlyMap<string, Location> {
  const placed = (_: string, line: number, { source, section }: Part) => ({
    file: source.path,
    line: source.ini.lineOf(section) + 1 + line,
  });
  return readParts(parts, placed, (place) => place);
}

function readParts<T>(
  parts: Part | readonly Part[],
  kept: (value: string, line: number, part: Part) => T,
  lengthened: (before: T, more: string) => T,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const part of allOf(parts)) {
    const reader = readInto(found, (value, line) => kept(value, line, part), lengthened);
    walkBody(part.source.ini, part.section, reader);
  }
  return found;
}

/**
 * Keeps one thing of each setting, by the rules on which the AWS CLI and the JS SDK agree.
 * @param kept what is kept of an entry
 * @param lengthened the same where one more line belongs to it
 */
function readInto<T>(
  found: Map<string, T>,
  kept: (value: string, line: number) => T,
  lengthened: (before: T, more: string) => T,
): IniVisitor {
  let last = '';
  return {
    entry: (key, value, line, parent, indented) => {
      // No key to the AWS CLI: it may stand in for one that is missing, not for one that is there.
      if (indented && found.has(key)) return;
      // `s3 =` says nothing of its own once something is nested in it.
      if (parent !== undefined) found.delete(parent);
      found.set(key, kept(value, line));
      last = key;
    },
    continued: (more) => {
      const before = found.get(last);
      if (before !== undefined) found.set(last, lengthened(before, more));
    },
  };
}

/** The sections to read, those before the first of a file that Python hands to every one. */
function allOf(found: Part | readonly Part[]): readonly Part[] {
  const parts = 'section' in found ? [found] : found;
  if (!parts.some(({ source }) => source.defaults.length > 0)) return parts;
  return parts.flatMap((part, index) => {
    const { source } = part;
    const before = parts[index - 1]?.source === source ? [] : source.defaults;
    return [...before.map((section) => ({ source, section })), part];
  });
}
