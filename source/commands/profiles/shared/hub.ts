import type { Context } from '../../../context.ts';
import type { Hub } from '../../../domain/portals/kept/source.ts';
import { profileNamed } from '../../open/shared/profile-named.ts';
import { profileOf, refuseGone, unlistedText } from '../../portals/shared/write-kept.ts';

/**
 * Checks a source: the name of a found role may have led to another account before, and its portal may list it no more.
 * @throws Problem, Cancelled
 */
export async function confirmSource(source: string, hub: Hub | undefined, context: Context): Promise<void> {
  await profileNamed(source, context);
  if (hub === undefined) return;
  const role = (await context.profiles.roles()).find(({ name }) => name === hub.id);
  refuseGone(source, role);
  if (role === undefined) context.output.writeError(`${unlistedText(source, profileOf(hub).portal)}\n`);
}
