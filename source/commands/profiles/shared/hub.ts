import type { Context } from '../../../context.ts';
import type { Hub } from '../../../domain/portals/kept/source.ts';
import type { Edited, FileEdit } from '../../../domain/profiles/edit/file-edits.ts';
import { profileNamed } from '../../open/shared/profile-named.ts';
import { refuseGone, rememberKept } from '../../portals/shared/write-kept.ts';

/**
 * Checks a source: the name of a found role may have led to another account before, and its portal may list it no more.
 * @throws Problem, Cancelled
 */
export async function confirmSource(source: string, hub: Hub | undefined, context: Context): Promise<void> {
  await profileNamed(source, context);
  if (hub === undefined) return;
  refuseGone(
    source,
    (await context.profiles.roles()).find(({ name }) => name === hub.id),
  );
}

/** Edits the files; a hub that is written with that is remembered as `rolecall keep` does. @throws Problem */
export async function editWithHub(
  edits: readonly FileEdit[],
  hub: Hub | undefined,
  context: Pick<Context, 'profiles' | 'settings' | 'output'>,
): Promise<Edited> {
  if (hub === undefined) return context.profiles.edit(edits);
  const before = await context.profiles.load();
  let text = '';
  const heard = (edit: FileEdit): FileEdit => ({
    ...edit,
    change: (file) => {
      const changed = edit.change(file);
      if (edit.kind === 'config') text = changed;
      return changed;
    },
  });
  const edited = await context.profiles.edit(edits.map(heard));
  await rememberKept([hub], text, before, context);
  return edited;
}
