import { ageOf, type KeyFacts, oldAfterDays, unusedAfterDays } from '../access-keys/facts.ts';
import { keysInClear } from '../access-keys/in-clear.ts';
import { hasStoredKey } from '../access-keys/line.ts';
import { placeName } from '../access-keys/place-words.ts';
import { isRecordUsable } from '../access-keys/problems.ts';
import type { Rotation } from '../access-keys/rotation/notes.ts';
import { keyWords } from '../access-keys/user-keys.ts';
import { someOf } from '../access-keys/users.ts';
import { plain } from '../display/sanitize.ts';
import { dayOf } from '../display/sentence.ts';
import type { MachineFinding } from '../profiles/findings/finding.ts';
import { textOf } from '../profiles/lookup.ts';
import type { Profiles } from '../profiles/profile.ts';
import { endingOf } from '../profiles/resolve/identity.ts';
import { hasKeys, leadsToStoredKey } from '../profiles/resolve/kind.ts';
import { pasteWord } from '../shells/paste.ts';
import type { MachineCheck, MachineView, StoredKeys } from './view.ts';

/** Temporary keys in the files that have ended. */
export const endedKeyFindings: MachineCheck = async ({ profiles, now }) =>
  profiles.names.flatMap((name) => {
    const profile = profiles.get(name);
    const ending = profile && hasKeys(profile) ? endingOf(profile) : undefined;
    if (ending === undefined || ending.time >= now) return [];
    return {
      code: 'keys-ended',
      severity: 'warning' as const,
      where: `${ending.at.file}:${ending.at.line}`,
      what: `The temporary keys of ${name} have expired: ${ending.key} = ${ending.value}.`,
      remedy: 'Get new ones with the program that wrote them.',
    };
  });

/** Access keys: those that lie in clear, those that are stored, and what is wrong with each. */
export const storedKeyFindings: MachineCheck = async (view) => {
  const keys = await view.storedKeys();
  return [
    ...keys.faults.map((fault) => ({ code: 'stored-keys-unreadable', severity: 'warning' as const, ...fault })),
    ...inClear(view.profiles),
    ...where(keys, view),
    ...keys.facts.flatMap((each) => ofKey(each, keys, view)),
    ...unknown(keys, view.profiles),
  ];
};

/** One finding for all: a note for those that nothing else depends on, a warning where one hides a stored key. */
function inClear(profiles: Profiles): readonly MachineFinding[] {
  const found = keysInClear(profiles);
  const shadowing = found
    .filter(({ shadows }) => shadows)
    .map(
      ({ profile, at, accessKeyId }): MachineFinding => ({
        code: 'key-shadowed',
        severity: 'warning',
        where: `${at.file}:${at.line}`,
        what: `The key ${accessKeyId} of ${profile} is in plain text here, and every AWS tool uses it instead of the stored one.`,
        remedy: `Remove it: rolecall key import --from credentials ${pasteWord(profile, 'NAME')} --write`,
      }),
    );
  const others = found.filter(({ shadows }) => !shadows);
  const [first] = others;
  if (first === undefined) return shadowing;
  const names = others.map(({ profile }) => profile);
  const shown = someOf(names);
  const what =
    names.length === 1
      ? `The access key of ${shown} is in plain text, for every program that can read your files.`
      : `The access keys of ${shown} are in plain text, for every program that can read your files.`;
  const remedy = 'See which can be stored: rolecall key import --from credentials';
  return [...shadowing, { code: 'keys-in-clear', severity: 'note', where: first.at.file, what, remedy }];
}

/** Where keys are stored, in words. */
function where({ facts, path, sealed }: StoredKeys, { platform }: MachineView): readonly MachineFinding[] {
  const [first] = facts;
  if (first === undefined) return [];
  const placed = [...new Set(facts.map(({ place }) => place))].map((place) => placeName(place, sealed, platform));
  const many = facts.length === 1 ? 'One access key is stored' : `${facts.length} access keys are stored`;
  return [
    { code: 'keys-stored', severity: 'fine', where: path, what: `${many} in ${placed.join(', and in ')}.`, remedy: '' },
  ];
}

function ofKey(
  facts: KeyFacts,
  { path, rotations }: StoredKeys,
  { now, profiles }: MachineView,
): readonly MachineFinding[] {
  const { name, accessKeyId, createdAt, place } = facts;
  const make = (severity: MachineFinding['severity'], code: string, what: string, remedy: string) => [
    { severity, code, where: path, what, remedy },
  ];
  const rotate =
    place === 'command'
      ? 'Rotate it in the place your command gets it from.'
      : `rolecall key rotate ${pasteWord(name, 'NAME')}`;
  const age = createdAt === undefined ? 0 : ageOf(createdAt, now);
  const second = facts.keys?.find((each) => each.isActive && each.accessKeyId !== accessKeyId);
  const rotation = rotations.get(name);
  const ofRotation = rotation === undefined ? [] : rotationFinding(name, rotation, path, now);
  if (facts.isRefused) {
    const what = `AWS does not know the access key of ${name}, ${accessKeyId}: it was deleted or deactivated.`;
    const remedy = `Store the current one: rolecall key add ${pasteWord(name, 'NAME')}; or remove it: rolecall key remove ${pasteWord(name, 'NAME')}`;
    return [...ofRotation, ...make('warning', 'key-refused', what, remedy)];
  }
  return [
    ...ofRotation,
    ...(age <= oldAfterDays
      ? []
      : make('warning', 'key-old', `The access key of ${name}, ${accessKeyId}, is ${age} days old.`, rotate)),
    ...(second === undefined || rotation !== undefined
      ? []
      : make(
          'warning',
          'key-second',
          `The user of ${name} has a second access key, ${second.accessKeyId}: ${keyWords({ ...second, lastUse: facts.otherUse })}.`,
          'If nothing uses it, deactivate it in the IAM console: with two active keys, neither can be rotated.',
        )),
    ...(isUnused(facts, now)
      ? make(
          'note',
          'key-unused',
          `The access key of ${name} has not been used through rolecall for ${unusedAfterDays} days.`,
          `If nobody needs it, delete it in the IAM console, and here: rolecall key remove ${pasteWord(name, 'NAME')}`,
        )
      : []),
    ...(isLedTo(name, profiles)
      ? []
      : make(
          'warning',
          'key-without-profile',
          `A key is stored as ${name}, but the profile ${name} does not lead to it.`,
          `Store it again, or remove it: rolecall key remove ${pasteWord(name, 'NAME')}`,
        )),
  ];
}

function rotationFinding(
  name: string,
  { old, keepUntil }: Rotation,
  where: string,
  now: number,
): readonly MachineFinding[] {
  const go = `rolecall key rotate ${pasteWord(name, 'NAME')}`;
  if (keepUntil === undefined) {
    const what = `A rotation of ${name} was interrupted. The stored key works; the user may have two keys.`;
    return [{ code: 'rotation-under-way', severity: 'warning', where, what, remedy: `Finish it: ${go}` }];
  }
  if (keepUntil > now) {
    const what = `The previous key of ${name}, ${old}, is kept inactive until ${dayOf(keepUntil)}.`;
    return [{ code: 'rotation-kept', severity: 'note', where, what, remedy: `After that: ${go}` }];
  }
  const what = `The previous key of ${name}, ${old}, was to be kept until ${dayOf(keepUntil)}, and is still there.`;
  return [{ code: 'rotation-kept', severity: 'warning', where, what, remedy: `Delete it: ${go}` }];
}

/** By what rolecall itself was asked for: that IAM is asked about a key counts as a use of it there. */
function isUnused({ usedAt, storedAt, place }: KeyFacts, now: number): boolean {
  return place !== 'command' && ageOf(usedAt ?? storedAt, now) > unusedAfterDays;
}

function isLedTo(name: string, profiles: Profiles): boolean {
  const profile = profiles.get(name);
  return profile !== undefined && (leadsToStoredKey(profile, profiles) || hasKeys(profile));
}

/** Profiles whose line leads to a key that this machine does not have. */
function unknown({ facts, record }: StoredKeys, profiles: Profiles): readonly MachineFinding[] {
  if (!isRecordUsable(record)) return [];
  const known = new Set(facts.map(({ name }) => name));
  return profiles.names.flatMap((name) => {
    const profile = profiles.get(name);
    if (profile === undefined || !hasStoredKey(profile) || known.has(name)) return [];
    if (textOf(profile, 'rolecall_key_process') !== undefined) return [];
    const { file, line } = profile.setting('credential_process')?.at ?? profile.at;
    const what = `${plain(name)} gets its key from rolecall, but no key is known under that name on this machine.`;
    const remedy = `Store it: rolecall key add ${pasteWord(name, 'NAME')}`;
    return [{ code: 'key-missing', severity: 'warning', where: `${file}:${line}`, what, remedy }];
  });
}
