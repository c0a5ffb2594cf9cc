import { textOf } from '../profiles/lookup.ts';
import type { Profile, Profiles } from '../profiles/profile.ts';
import { hasKeys } from '../profiles/resolve/kind.ts';
import { hasStoredKey } from './line.ts';
import { isLongTerm } from './stored-key.ts';

/** A long-term access key that lies in one of the two files. */
export type KeyInClear = {
  readonly profile: string;
  readonly accessKeyId: string;
  readonly at: Profile['at'];
  /** The profile's key is stored as well, and this one comes before it: botocore and the SDKs read keys first. */
  readonly shadows: boolean;
};

/** The long-term access keys in the two files, in file order. */
export const keysInClear = (profiles: Profiles): readonly KeyInClear[] =>
  profiles.names.flatMap((name) => {
    const profile = profiles.get(name);
    if (profile === undefined || !hasKeys(profile) || isTemporary(profile)) return [];
    const setting = profile.setting('aws_secret_access_key');
    const at = setting?.at ?? profile.at;
    return [
      { profile: name, accessKeyId: textOf(profile, 'aws_access_key_id') ?? '', at, shadows: hasStoredKey(profile) },
    ];
  });

/** Keys with a token, or of a form that always has one. */
export const isTemporary = (profile: Profile): boolean =>
  textOf(profile, 'aws_session_token') !== undefined ||
  textOf(profile, 'aws_security_token') !== undefined ||
  !isLongTerm(textOf(profile, 'aws_access_key_id') ?? '');
