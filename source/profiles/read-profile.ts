import type { Location } from '../problem.ts';
import { type Ini, type IniSection, walkBody } from './ini.ts';
import type { Profile, Setting } from './profile.ts';
import { readInto } from './reading.ts';

/** A file that was read. */
export type Source = {
  readonly path: string;
  readonly ini: Ini;
  /** `[DEFAULT]`: Python hands its keys to every section of the file. */
  readonly defaults: IniSection[];
};

/** One section of a file. */
export type Part = { readonly source: Source; readonly section: IniSection };

/** A profile as its sections have it: of two that say something of the same key, the later one counts. */
export class ReadProfile implements Profile {
  readonly name: string;
  readonly values: ReadonlyMap<string, string>;
  private readonly found: Part | readonly Part[];
  private places: ReadonlyMap<string, Location> | undefined;

  /** @param found one section, or several, of which the first says where the profile stands */
  constructor(name: string, found: Part | readonly Part[]) {
    this.name = name;
    this.found = found;
    this.values = valuesOf(found);
  }

  get at(): Location {
    const { source, section } = 'section' in this.found ? this.found : (this.found[0] as Part);
    return { file: source.path, line: source.ini.lineOf(section) };
  }

  setting(key: string): Setting | undefined {
    const value = this.values.get(key);
    if (value === undefined) return undefined;
    this.places ??= placesOf(this.found);
    return { value, at: this.places.get(key) ?? this.at };
  }
}

function valuesOf(found: Part | readonly Part[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const reader = readInto(values, theValue, oneLineMore);
  // Nearly all are of this kind.
  if ('section' in found && found.source.defaults.length === 0) walkBody(found.source.ini, found.section, reader);
  else for (const { source, section } of allOf(found)) walkBody(source.ini, section, reader);
  return values;
}

const theValue = (value: string): string => value;
const oneLineMore = (value: string, more: string): string => `${value}\n${more}`;

/** Looked for when somebody is to be told. */
function placesOf(found: Part | readonly Part[]): ReadonlyMap<string, Location> {
  const places = new Map<string, Location>();
  for (const { source, section } of allOf(found)) {
    const first = source.ini.lineOf(section) + 1;
    const placed = (_: string, line: number) => ({ file: source.path, line: first + line });
    walkBody(
      source.ini,
      section,
      readInto(places, placed, (place) => place),
    );
  }
  return places;
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
