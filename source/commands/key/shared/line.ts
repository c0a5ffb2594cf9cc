import type { Context } from '../../../context.ts';
import { storedKeyLine } from '../../../domain/access-keys/line.ts';
import { changeSections, type SectionChange } from '../../../domain/profiles/edit/edit.ts';
import { standsIn, textOf } from '../../../domain/profiles/lookup.ts';
import type { Changes, Profile, ProfileFile, Profiles } from '../../../domain/profiles/profile.ts';
import { hasKeys, isRoleAlone, kindOf, leadsToStoredKey } from '../../../domain/profiles/resolve/kind.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import { Problem } from '../../../problem.ts';
import { checkConfigChange } from '../../shared/config-writable.ts';

/** The lines of a profile whose key is stored. @param command of the person's, where that prints the key */
export async function linesFor(name: string, command: string | undefined, { shell }: Context): Promise<Changes> {
  const { program } = await shell.installation();
  return { credential_process: storedKeyLine(program, name), rolecall_key_process: command };
}

/** The change that puts them into the config file: of the section that is there, or of a new one. */
export function lineChange(name: string, settings: Changes, profiles: Profiles): SectionChange {
  return standsInConfig(profiles.get(name), profiles)
    ? { does: 'set', name, settings }
    : { does: 'add', name, settings };
}

/** The change that is still to be made for the lines. A role that finds its key by its own name needs none. */
function missingLines(
  name: string,
  settings: Changes,
  profiles: Profiles,
): ((file: ProfileFile) => string) | undefined {
  const profile = profiles.get(name);
  if (profile !== undefined && isRoleAlone(profile, profiles)) return undefined;
  const isThere = Object.entries(settings).every(([key, value]) => profile?.values.get(key) === value);
  const change = lineChange(name, settings, profiles);
  return isThere ? undefined : (file) => changeSections(file, [change]);
}

/** Whether {@link writeLines} could write them, before a key is asked for. @throws Problem */
export async function checkLines(name: string, settings: Changes, context: Context): Promise<void> {
  const change = missingLines(name, settings, await context.profiles.load());
  if (change !== undefined) await checkConfigChange(change, context);
}

/**
 * Writes the lines, where they are not there yet.
 * @param gone why what was there before is not to be put back
 * @returns why that cannot be taken back, see `Edited`
 */
export async function writeLines(
  name: string,
  settings: Changes,
  { profiles }: Context,
  gone?: string,
): Promise<string | undefined> {
  const change = missingLines(name, settings, await profiles.load());
  return change && (await profiles.edit([{ kind: 'config', change }], gone)).final;
}

/** Whether a profile has a section in the config file. */
export function standsInConfig(profile: Profile | undefined, { config }: Profiles): boolean {
  return profile !== undefined && standsIn(profile, config.path);
}

/** Refuses a profile that has its credentials from elsewhere. @throws Problem that says what to do */
export function checkIsFree(name: string, profiles: Profiles): void {
  const profile = profiles.get(name);
  if (profile === undefined) return;
  if (hasKeys(profile)) throw inClear(profile);
  const kind = kindOf(profile, profiles);
  if (kind === 'other' || leadsToStoredKey(profile, profiles)) return;
  const what = {
    role: 'ends in a role, which has no access key',
    'web-identity': 'starts from a web identity',
    sso: 'starts from IAM Identity Center',
    login: 'starts from a sign-in to the console',
    process: 'already has credential_process',
  } as const;
  throw new Problem({
    code: 'profile-taken',
    title: `The profile ${name} ${kind in what ? what[kind as keyof typeof what] : 'has credentials'}.`,
    todo: ['Choose another name; roles name it as their source_profile.'],
    at: [profile.at],
  });
}

function inClear(profile: Profile): Problem {
  const at = profile.setting('aws_secret_access_key')?.at ?? profile.at;
  return new Problem({
    code: 'key-in-clear',
    title: `An access key of ${profile.name} is in plain text in ${at.file}, and AWS's tools would still use that one.`,
    todo: [`Import it from there: rolecall key import --from credentials ${pasteWord(profile.name, 'NAME')} --write`],
    at: [at],
  });
}

/** The other places of the two files, and of the environment, in which an access key lies as well. */
export function placesOf(accessKeyId: string, profiles: Profiles, env: Context['env']): readonly string[] {
  const inFiles = profiles.names.flatMap((name) => {
    const profile = profiles.get(name);
    const setting = profile?.setting('aws_access_key_id');
    return profile !== undefined && setting?.value === accessKeyId && textOf(profile, 'aws_secret_access_key')
      ? [`${setting.at.file}:${setting.at.line}`]
      : [];
  });
  return env.AWS_ACCESS_KEY_ID === accessKeyId ? [...inFiles, 'AWS_ACCESS_KEY_ID of this environment'] : inFiles;
}

/**
 * Refuses to work with the stored key of a profile that does not lead to it: what signs would be another key.
 * @throws Problem that says what to do
 */
export function checkIsLed(name: string, profiles: Profiles): void {
  const profile = profiles.get(name);
  if (profile !== undefined && hasKeys(profile)) throw inClear(profile);
  if (profile !== undefined && leadsToStoredKey(profile, profiles)) return;
  throw new Problem({
    code: 'key-without-profile',
    title: `A key is stored as ${name}, but the profile ${name} does not lead to it.`,
    todo: [
      `Put its line back: rolecall edit --undo, or store the key again: rolecall key add ${pasteWord(name, 'NAME')}`,
    ],
    ...(profile !== undefined && { at: [profile.at] }),
  });
}
