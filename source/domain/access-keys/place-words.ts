import { plain } from '../display/sanitize.ts';
import type { Place } from './known.ts';

// What a place is good for, in words. On macOS and Windows none of it was tried.

const keychains: ReadonlyMap<NodeJS.Platform, { readonly name: string; readonly limits: string }> = new Map([
  [
    'darwin',
    {
      name: 'the macOS keychain',
      limits:
        'macOS lets in the program that put it there, by its signature: after an update of rolecall it asks again. It asks on the screen, so over SSH you have to unlock it first: security unlock-keychain',
    },
  ],
  [
    'win32',
    {
      name: 'the Windows Credential Manager',
      limits:
        'In a domain with roaming profiles it is copied to your other machines. Every program you run can read it.',
    },
  ],
]);

/** A keychain by its own name. */
export const keychainName = (platform: NodeJS.Platform): string =>
  keychains.get(platform)?.name ?? 'the keychain (Secret Service)';

/** A place, as the end of a sentence. */
export function placeName(place: Place, path: string, platform: NodeJS.Platform): string {
  if (place === 'keychain') return keychainName(platform);
  return place === 'file' ? `${plain(path)}, protected by a passphrase` : 'the place that your command reads';
}

/** What is said where a key is about to be stored. */
export function placeNotes(place: Place, path: string, platform: NodeJS.Platform): readonly string[] {
  const stored = `It goes into ${placeName(place, path, platform)}.`;
  if (place !== 'keychain') return [stored];
  const limits = keychains.get(platform)?.limits ?? 'Every program you run can read it while it is unlocked.';
  return [`${stored} ${limits}`];
}

/** What is said where a stored key is taken out of a keychain that does not open. @param why a sentence */
export const mayHold = (name: string, why: string): string =>
  `The keychain may still hold the key that was stored there as ${plain(name)}: ${plain(why)}`;
