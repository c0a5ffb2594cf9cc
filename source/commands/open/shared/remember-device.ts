import type { Context } from '../../../context.ts';
import { keyEdits } from '../../../domain/profiles/edit/key-edits.ts';
import { unknownProfile } from '../../../domain/profiles/resolve/chain.ts';
import type { FoundDevice } from '../../../domain/sessions/session.ts';

/** Writes a device that was found into the profile that should name it; gives what to tell the person. @throws Problem */
export async function rememberDevice(context: Context, { profile: name, serial }: FoundDevice): Promise<string> {
  const profiles = await context.profiles();
  const profile = profiles.get(name);
  if (profile === undefined) throw unknownProfile(profiles, name);
  const [file] = await context.editProfiles(keyEdits(profile, profiles, { mfa_serial: serial }, false));
  const where = file === undefined ? '' : ` of ${file}`;
  return `mfa_serial = ${serial} stands in ${name}${where} now; rolecall edit --undo takes it out again.`;
}
