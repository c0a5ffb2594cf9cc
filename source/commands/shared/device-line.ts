import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { ifStill, keyEdits } from '../../domain/profiles/edit/file-edits.ts';
import { unknownProfile } from '../../domain/profiles/names.ts';
import { takenBack } from './taken-back.ts';

/** Writes an MFA device into the profile of its user. @returns what to tell the person. @throws Problem */
export async function writeDevice(
  { profiles }: Pick<Context, 'profiles'>,
  name: string,
  serial: string,
): Promise<string> {
  const read = await profiles.load();
  const profile = read.get(name);
  if (profile === undefined) throw unknownProfile(read, name);
  const edits = keyEdits(profile, read, { mfa_serial: serial }, false);
  const { files, final } = await profiles.edit(edits.map((edit) => ifStill(edit, [name, 'mfa_serial'], read)));
  const where = files[0] === undefined ? '' : ` of ${files[0]}`;
  return plain(`mfa_serial = ${serial} is now in ${name}${where}; ${takenBack(final, 'removes it again')}`);
}
