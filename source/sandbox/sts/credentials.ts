import type { Session } from '../state/caller.ts';
import type { Xml } from '../wire/xml.ts';

/** Temporary credentials as STS answers them. */
export function credentialsResult(session: Session): Xml {
  return {
    AccessKeyId: session.accessKeyId,
    SecretAccessKey: session.secret,
    SessionToken: session.token,
    Expiration: new Date(session.expiresAt),
  };
}
