import { consoleInFault, isConsoleIn, whereWords } from '../console/where.ts';
import { own } from '../own.ts';
import type { Way } from '../portals/flow.ts';
import { nearestNames } from '../profiles/names.ts';
import { isRecord } from '../record.ts';
import { mfaSessionLength } from '../sessions/cache/margins.ts';
import { displayVariables, profileChoiceVariables, type SegmentPart, segmentParts } from '../shells/names.ts';
import { keysOf } from './json.ts';

/** Why settings cannot be understood or trusted, for a person to mend. */
export type SettingsFault = {
  /** Stable name: `settings-syntax`. */
  readonly code:
    | 'settings-unreadable'
    | 'settings-untrusted'
    | 'settings-encoding'
    | 'settings-syntax'
    | 'settings-key'
    | 'settings-value'
    | 'settings-newer';
  /** 1-based; undefined where it is the whole file. */
  readonly line?: number | undefined;
  readonly what: string;
  readonly remedy: string;
};

/** Where sessions are stored: `auto` seals files with a key of the keychain where there is one, `keychain` demands it. */
export type SessionStoreKind = 'auto' | 'keychain' | 'file' | 'none';

const storeKinds: readonly string[] = ['auto', 'keychain', 'file', 'none'] satisfies SessionStoreKind[];

export const isStoreKind = (value: unknown): value is SessionStoreKind =>
  typeof value === 'string' && storeKinds.includes(value);
const ways: readonly string[] = ['browser', 'device'] satisfies Way[];
export const isWay = (value: unknown): value is Way => typeof value === 'string' && ways.includes(value);
export const isRequestId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{1,128}$/.test(value);
export const isColor = (value: unknown): value is string => typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value);
export const isSessionLength = (value: unknown): value is number =>
  typeof value === 'number' && value >= mfaSessionLength.shortest && value <= mfaSessionLength.longest;
/** A program and its arguments. The system takes no NUL in them. */
export const isCommand = (value: unknown): value is readonly [string, ...string[]] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((word) => typeof word === 'string' && !word.includes('\0')) &&
  value[0].trim() !== '';
export const isSegmentPart = (value: unknown): value is SegmentPart => segmentParts.some((part) => part === value);

/** How the profiles of a portal are kept in step: the flags of `rolecall sync`. */
export type SyncSetting = {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly name?: string;
  readonly region?: string;
  readonly prune?: boolean;
};

const syncFields: Readonly<Record<string, (value: unknown) => boolean>> = {
  include: (value) => isNames(value),
  exclude: (value) => isNames(value),
  name: (value) => typeof value === 'string',
  region: (value) => typeof value === 'string',
  prune: (value) => isBoolean(value),
};

export const isSyncSetting = (value: unknown): value is SyncSetting =>
  isRecord(value) && Object.entries(value).every(([key, each]) => own(syncFields, key)?.(each) === true);

/** The names of a list; a single one may stand without the list. */
export const namesIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const isNames = (value: unknown): boolean => Array.isArray(value) && value.every((name) => typeof name === 'string');
const isDisplayed = (name: unknown): boolean => displayVariables.some((each) => each === name);
const isBoolean = (value: unknown): boolean => typeof value === 'boolean';

type Wanted = {
  readonly is: (value: unknown) => boolean;
  readonly form: string;
  readonly words?: readonly string[];
  /** The words stand by themselves: those of a list are others. */
  readonly alone?: true;
  /** What is wrong, where it can be said better than by showing the value. */
  readonly why?: (value: unknown) => string | undefined;
};

const list: Wanted = { is: isNames, form: 'a list of names, for example ["prod"]' };
const yesOrNo: Wanted = { is: isBoolean, form: 'true or false, without quotes' };

/** Every setting, and what it may be. */
const wanted: ReadonlyMap<string, Wanted> = new Map([
  ['$schema', { is: (value) => typeof value === 'string', form: 'the address of the schema, for editors' }],
  ['version', { is: (value) => Number.isInteger(value) && Number(value) >= 1, form: 'the number 1' }],
  ['favourites', list],
  ['recents', list],
  ['hidden', list],
  ['lastRequest', { is: isRequestId, form: 'what rolecall wrote there' }],
  [
    'colors',
    {
      is: (value) => isRecord(value) && Object.values(value).every(isColor),
      form: 'an object of profiles and colours, for example {"prod": "#d13212"}',
    },
  ],
  [
    'prompt',
    {
      is: (value) => isBoolean(value) || isSegmentPart(value),
      form: 'true or false, without quotes, or one of "name", "time" and "drift"',
      words: segmentParts,
    },
  ],
  [
    'alsoSet',
    {
      is: (value) => namesIn(value).every(isDisplayed),
      form: `a list of names out of ${displayVariables.join(', ')}, which prompts show and no SDK reads`,
      words: displayVariables,
      why: notDisplayed,
    },
  ],
  ['screenReader', yesOrNo],
  [
    'mfaAsk',
    {
      is: isCommand,
      form: 'a list of words, the program first, for example ["zenity", "--entry", "--text", "MFA code of {device}"]',
      why: notCommand,
    },
  ],
  [
    'consoleIn',
    {
      is: isConsoleIn,
      form: 'one of "default", "firefox-container" and "own-directory", a command as a list of words, for example ["firefox", "{url}"], or an object, for example {"in": "own-directory", "browser": "edge"}',
      words: whereWords,
      alone: true,
      why: consoleInFault,
    },
  ],
  [
    'mfaSessionDuration',
    { is: isSessionLength, form: `a number of seconds, ${mfaSessionLength.shortest} to ${mfaSessionLength.longest}` },
  ],
  [
    'signIn',
    {
      is: (value) => isRecord(value) && Object.values(value).every(isWay),
      form: 'an object of sessions or profiles and ways, for example {"corp": "device"}; the ways are "browser" and "device"',
      words: ways,
    },
  ],
  [
    'sync',
    {
      is: (value) => isRecord(value) && Object.values(value).every(isSyncSetting),
      form: 'an object of sessions and what is written for them, for example {"corp": {"include": ["prod*/*"], "prune": true}}; include, exclude, name, region and prune are as for rolecall sync',
    },
  ],
  ['sessionStore', { is: isStoreKind, form: 'one of "auto", "keychain", "file" and "none"', words: storeKinds }],
]);

/** Keys that are no setting or stand there twice, and values that are none of their setting. @param text its JSON */
export function contentFaults(text: string, settings: Readonly<Record<string, unknown>>): readonly SettingsFault[] {
  const keys = keysOf(text);
  return keys.flatMap(({ key, line }, index): SettingsFault[] => {
    const known = wanted.get(key);
    if (known === undefined) {
      const [near] = nearestNames(key, [...wanted.keys()], 1);
      const remedy = near === undefined ? 'Remove it.' : `Did you mean ${near}?`;
      return [{ code: 'settings-key', line, what: `${key} is not a setting of rolecall.`, remedy }];
    }
    const former = keys.slice(0, index).find((each) => each.key === key);
    if (former !== undefined) {
      const what = `${key} is already in line ${former.line}.`;
      return [{ code: 'settings-key', line, what, remedy: 'Remove the one that is not meant.' }];
    }
    const value = own(settings, key);
    return known.is(value) ? [] : [{ code: 'settings-value', line, ...wrongValue(key, value, known) }];
  });
}

/** Why a role cannot set the first of these variables that it must not set. */
function notDisplayed(value: unknown): string | undefined {
  const name = namesIn(value).find((each) => !isDisplayed(each));
  if (typeof name !== 'string' || name.length > 40) return undefined;
  if (profileChoiceVariables.some((each) => each === name)) {
    return `alsoSet cannot hold ${name}: it chooses a profile, and programs would be that one instead of the role.`;
  }
  return `alsoSet cannot hold ${name}${/^(AWS|AMAZON)_/.test(name) ? ': AWS programs may act on it' : ''}.`;
}

/** A command may hold what is nobody's to read: it is not shown. */
function notCommand(value: unknown): string {
  if (typeof value === 'string')
    return 'mfaAsk is one string, but no shell reads it: write each word as a string of its own.';
  if (Array.isArray(value) && value.length === 0) return 'mfaAsk names no program.';
  return 'mfaAsk has a wrong value.';
}

function wrongValue(key: string, value: unknown, wanted: Wanted): Pick<SettingsFault, 'what' | 'remedy'> {
  const { form, words = [], alone = false, why } = wanted;
  const shown = JSON.stringify(value);
  const what = why?.(value) ?? (shown.length > 40 ? `${key} has a wrong value.` : `${key} cannot be ${shown}.`);
  const wrong = (alone ? [value] : namesIn(value)).find((each) => typeof each !== 'string' || !words.includes(each));
  const [near] = typeof wrong === 'string' ? nearestNames(wrong, words, 1) : [];
  return { what, remedy: near === undefined ? `It is ${form}.` : `Did you mean "${near}"? It is ${form}.` };
}
