import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { changeSections } from '../../../domain/profiles/edit/edit.ts';
import type { FileEdit } from '../../../domain/profiles/edit/file-edits.ts';
import { textOf } from '../../../domain/profiles/lookup.ts';
import type { ProfileFile } from '../../../domain/profiles/profile.ts';
import { loadAlone } from '../../../domain/profiles/resolve/load.ts';
import { confirm } from '../../../ports/terminal.ts';
import { Cancelled, Problem } from '../../../problem.ts';
import { writeDevice } from '../../shared/device-line.ts';

/**
 * Writes a device that AWS has enabled into the profile of its user, where no other one stands there or the person agrees.
 * @throws Problem with the line to write by hand, where it cannot be written
 */
export async function writeSerial(name: string, serial: string, context: Context): Promise<void> {
  const { output, terminal, profiles } = context;
  const line = `mfa_serial = ${serial}`;
  const profile = (await profiles.load()).get(name);
  const there = profile && textOf(profile, 'mfa_serial');
  if (there === serial) return;
  if (there !== undefined) {
    const question = `${plain(name)} has mfa_serial = ${plain(there)}. Replace it with the new one?`;
    const agrees = await confirm(terminal, question, 'no').catch((error: unknown) => {
      if (error instanceof Cancelled) return false;
      throw error;
    });
    if (agrees !== true) {
      output.writeError(`${plain(name)} is left as it is. The line for the new device: ${line}\n`);
      return;
    }
  }
  try {
    output.writeError(`${await writeDevice(context, name, serial)}\n`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw error.withMore({
      means: 'The device is enabled at AWS, and stays enabled.',
      todo: [`Add it to ${name} yourself: ${line}`],
    });
  }
}

/**
 * Takes the lines out that name a device. Not for `edit --undo`: they would name one that is gone.
 * @throws Problem with the profiles, where a file cannot be written
 */
export async function takeSerialOut(serial: string, { profiles, output }: Context): Promise<void> {
  const read = await profiles.load();
  const named = read.names.flatMap((name) => {
    const profile = read.get(name);
    return profile !== undefined && textOf(profile, 'mfa_serial') === serial ? [name] : [];
  });
  if (named.length === 0) return;
  const names = named.map(plain).join(', ');
  // One profile may stand in both files, with the line in each.
  const namedIn = (file: ProfileFile): readonly string[] => {
    const alone = loadAlone(file);
    return named.filter((name) => alone.get(name)?.values.get('mfa_serial') === serial);
  };
  const edits = (['config', 'credentials'] as const).flatMap((kind): readonly FileEdit[] => {
    if (namedIn(read[kind]).length === 0) return [];
    // By now another program may have written another device there.
    const change = (file: ProfileFile): string => {
      const changes = namedIn(file).map(
        (name) => ({ does: 'set', name, settings: { mfa_serial: undefined } }) as const,
      );
      return changes.length === 0 ? (file.text ?? '') : changeSections(file, changes);
    };
    return [{ kind, change }];
  });
  try {
    await profiles.edit(edits, 'The device that the lines named is gone.');
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw error.withMore({ todo: [`Remove mfa_serial = ${serial} from ${names} yourself.`] });
  }
  output.writeError(`Removed mfa_serial from ${names}.\n`);
}
