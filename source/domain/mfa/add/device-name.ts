import { lastPart, parseArn } from '../../profiles/arn.ts';
import { mostDevices } from '../user-devices.ts';

/** What a name has that IAM does not take, as a sentence; undefined where it takes it. */
export const deviceNameFault = (name: string): string | undefined =>
  /^[\w+=,.@-]{1,226}$/.test(name) ? undefined : 'The name of a device has letters, digits and _ + = , . @ - only.';

/**
 * The names that a user's devices may have, best first: the user's own, as the policies want it with which AWS lets users look
 * after themselves (`mfa/${aws:username}`), then `mary-2`, `mary-3`, …
 */
export function usualNames(user: string): readonly string[] {
  const name = lastPart(user);
  return [name, ...Array.from({ length: mostDevices }, (_, at) => `${name}-${at + 2}`)];
}

/** The serial that a virtual device of that name has in the account of a user. */
export function serialOf(user: string, name: string): string {
  const { partition = 'aws', accountId = '' } = parseArn(user) ?? {};
  return `arn:${partition}:iam::${accountId}:mfa/${name}`;
}
