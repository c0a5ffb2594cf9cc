import { keyMissing } from '../../source/domain/access-keys/problems.ts';

/** A machine on which no access key is stored. */
export const noStoredKey = ({ profile }: { readonly profile: string }): Promise<never> =>
  Promise.reject(keyMissing(profile));
