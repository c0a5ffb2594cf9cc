import { Problem } from '../../../problem.ts';
import type { KeyName } from '../keys.ts';
import type { Profile } from '../profile.ts';
import { lenderOf } from './taken-over.ts';

/** Keys of which another value means another identity, or that its keys go somewhere else. */
const deciding: ReadonlySet<string> = new Set<KeyName>([
  'role_arn',
  'source_profile',
  'credential_source',
  'aws_account_id',
  'role_name',
  'target_role_name',
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'aws_security_token',
  'credential_process',
  'web_identity_token_file',
  'login_session',
  'sso_session',
  'sso_start_url',
  'sso_region',
  'sso_account_id',
  'sso_role_name',
  'endpoint_url',
  'services',
]);

/**
 * Refuses a profile that one file writes twice with different values for what decides the identity, or whose end is not
 * marked; so too where it has taken such a key over from one. The AWS CLI refuses the file, the JavaScript SDK mixes the two:
 * whichever was meant, the other half would be somebody else's.
 * @throws Problem with the lines
 */
export function refuseAmbiguous(profile: Profile): void {
  refuseOpen(profile);
  for (const key of deciding) {
    const lender = lenderOf(profile, key);
    if (lender !== undefined) refuseOpen(lender);
  }
  const found = profile.disagreement(deciding);
  if (found === undefined) return;
  throw new Problem({
    code: 'profile-ambiguous',
    title: `${profile.name} is defined twice, with different ${found.key}.`,
    means: 'It cannot be told which of the two is meant; the AWS CLI refuses the file.',
    todo: ['Remove one of the two, or give it another name.'],
    at: found.at,
  });
}

/** Refuses a profile below which a header is not closed: what stands behind that may be its own. @throws Problem with the line */
export function refuseOpen({ name, openHeader }: Pick<Profile, 'name' | 'openHeader'>): void {
  if (openHeader === undefined) return;
  throw new Problem({
    code: 'header-open',
    title: `Below ${name}, ${openHeader.why}.`,
    means: `It cannot be told whether the keys below it are ${name}'s; the AWS CLI refuses the file.`,
    todo: [openHeader.remedy],
    at: [openHeader.at],
  });
}
