import { type Clock, TOLERANCE } from './clock.ts';
import { type AccessKey, statusSeenBy } from './state/access-keys.ts';
import { type Caller, findKey, type Sessions } from './state/identities.ts';
import { findRole, type World } from './state/world.ts';
import type { Service } from './wire/answer.ts';
import type { Authorization } from './wire/authorization.ts';
import { AwsProblem } from './wire/problem.ts';
import type { WireRequest } from './wire/request.ts';
import { sameText, signatureMatches } from './wire/sigv4.ts';

/** The state that signatures are checked against. */
export interface Authorities {
  readonly world: World;
  readonly sessions: Sessions;
  readonly clock: Clock;
  /** Requests may be signed for any region. */
  readonly anyRegion: boolean;
}

/** The caller who signed the request; a long-term key and a role remember it. Throws AWS's errors for invalid credentials, times and signatures. */
export async function authenticate(
  request: WireRequest,
  authorization: Authorization | undefined,
  service: Service,
  authorities: Authorities,
): Promise<{ caller: Caller; region: string }> {
  if (!authorization)
    throw new AwsProblem(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token');
  if (authorization.service !== service.name) {
    throw signatureProblem(`Credential should be scoped to correct service: '${service.name}'. `);
  }
  if (!authorities.anyRegion && !service.regions.test(authorization.region)) {
    throw signatureProblem(`Credential should be scoped to a valid region, not '${authorization.region}'. `);
  }
  const { caller, secret, key } = findCredentials(authorization, service, authorities);
  checkTime(authorization, authorities.clock);
  if (!(await signatureMatches(request, authorization, secret))) throw signatureProblem(MISMATCH);
  const { region } = authorization;
  const used = { at: authorities.clock.now(), service: service.name, region };
  if (key) key.lastUsed = used;
  const role = caller.identity.kind === 'role' && findRole(authorities.world, caller.identity.roleArn)?.role;
  if (role) role.lastUsed = used;
  return { caller, region };
}

function findCredentials(
  { accessKeyId, token }: Authorization,
  service: Service,
  { world, sessions, clock }: Authorities,
): { caller: Caller; secret: string; key?: AccessKey } {
  const session = sessions.find(accessKeyId);
  if (session) {
    if (token === undefined || !sameText(token, session.token)) throw invalidToken();
    if (session.expiresAt <= clock.now()) {
      throw new AwsProblem(403, 'ExpiredToken', 'The security token included in the request is expired');
    }
    return { caller: { identity: session.identity, session }, secret: session.secret };
  }
  const found = findKey(world, accessKeyId);
  if (!found || token !== undefined) throw invalidToken();
  const { key, identity } = found;
  if (statusSeenBy(service.name, key, clock.now()) !== 'Active') throw invalidToken();
  return { caller: { identity, session: undefined }, secret: key.secret, key };
}

function checkTime({ signedAt, expires }: Authorization, clock: Clock): void {
  const [signed, now] = [basicTime(signedAt), basicTime(clock.now())];
  if (expires !== undefined && signedAt + expires * 1000 < clock.now()) {
    throw signatureProblem(`Signature expired: ${signed} is now earlier than ${now}`);
  }
  const agreement = clock.agrees(signedAt);
  if (agreement === 'too late') {
    const limit = basicTime(clock.now() + TOLERANCE);
    throw signatureProblem(`Signature not yet current: ${signed} is still later than ${limit} (${now} + 15 min.)`);
  }
  if (agreement === 'too early' && expires === undefined) {
    const limit = basicTime(clock.now() - TOLERANCE);
    throw signatureProblem(`Signature expired: ${signed} is now earlier than ${limit} (${now} - 15 min.)`);
  }
}

/** `20260102T030405Z`. */
const basicTime = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');

const signatureProblem = (message: string) => new AwsProblem(403, 'SignatureDoesNotMatch', message);

const invalidToken = () =>
  new AwsProblem(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key ' +
  'and signing method. Consult the service documentation for details.';
