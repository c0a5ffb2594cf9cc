import { randomBytes, timingSafeEqual } from 'node:crypto';
import { authorityOf, type ServeAddress } from '../../domain/serving/address.ts';
import { type CredentialAnswer, strangerAnswer } from '../../domain/serving/answer.ts';
import { notListening } from '../../domain/serving/not-listening.ts';
import { type Refusal, refusalOf } from '../../domain/serving/request.ts';
import type { ServedAt } from '../../domain/shells/served.ts';
import { listenForRequests, responseText } from './listen.ts';

/** A program sends its request at once; a machine that is busy is not as slow as this. Milliseconds. */
const patience = 2_000;

/** Credentials over HTTP, for as long as this process runs or until it is closed. */
export type CredentialServer = ServedAt & { readonly close: () => void };

/**
 * Serves credentials at one address of this machine, below a path and to a token that nobody can guess.
 * @param current what is answered whoever has both
 * @param heard told of every request: why it got nothing, or the status of its answer
 * @throws Problem where the address cannot be listened on
 */
export async function serveCredentials(
  at: ServeAddress,
  current: () => Promise<CredentialAnswer>,
  heard: (how: Refusal | CredentialAnswer['status']) => void,
): Promise<CredentialServer> {
  const [path, token] = [`/${randomBytes(16).toString('base64url')}`, randomBytes(32).toString('base64url')];
  let authority = '';
  const { port, close } = await listenForRequests(at, patience, async (head) => {
    const refusal = refusalOf(head, { method: 'GET', authority, path, token }, isSame);
    const answer = refusal === undefined ? await current() : strangerAnswer;
    heard(refusal ?? answer.status);
    return responseText({ ...answer, type: 'application/json' });
  }).catch((error: unknown) => {
    throw notListening(at, error as NodeJS.ErrnoException);
  });
  authority = authorityOf({ host: at.host, port });
  return { uri: `http://${authority}${path}`, token, close };
}

/** Hashed first, so that the time it takes says nothing of the length either. */
function isSame(one: string, other: string): boolean {
  const hash = (text: string) => new Bun.CryptoHasher('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
