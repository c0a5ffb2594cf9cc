import { isRecord } from './record.ts';

/**
 * The version of each format that another rolecall may read: an older one after a step back, a newer one after an update, a
 * shell that loaded its hook weeks ago. What is older is read. What is newer is left alone.
 */
export const formats = {
  /** `settings.json`. A newer one is read as far as it is understood, said, and not overwritten. */
  settings: 1,
  /** Every file of the cache: sessions, requests, lists. A newer one is as good as none; a request that is missed is said. */
  cacheEntry: 1,
  /** The accounts and roles of a portal, in the cache. Another one is as good as none: the portal is asked again. */
  inventory: 1,
  /** `last-edit.json`. Version 1, of 0.1.0, was a list with the whole text of each file. `undo` names a newer one. */
  editRecord: 2,
  /** `used-names.json`. One that is not understood is said: a newer one is not written over, a damaged one is set aside. */
  usedNames: 1,
  /** `written-sections.json`. As `used-names.json`. */
  writtenSections: 1,
  /** `access-keys.json`: what is known of stored keys. As `used-names.json`. */
  knownKeys: 1,
  /** A stored key, in its place. A newer one is said, and never written over. */
  storedKey: 1,
  /** `access-keys.sealed`. A newer one is said, and never written over. */
  keyFile: 1,
  /** `rotations.json`. One that is not understood is said, and stops a rotation. */
  rotations: 1,
  /** The answer that an integrated shell applies. A shell takes no other one, says so, and changes nothing. */
  answer: 1,
} as const;

/** Why a file of ours is of no use: a newer rolecall wrote it, or it is not whole. */
export type FormatFault = 'newer' | 'damaged';

/** @param value what the file holds; undefined where that is no JSON. @param version of {@link formats} */
export const formatFault = (value: unknown, version: number): FormatFault =>
  isRecord(value) && typeof value.version === 'number' && value.version > version ? 'newer' : 'damaged';
