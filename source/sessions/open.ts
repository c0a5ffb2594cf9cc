import { Problem } from '../problem.ts';
import { callerOf, isIamUser, isRoot, sessionNameFor } from './caller.ts';
import { discoverDevice } from './discover.ts';
import { explainFailure } from './explain.ts';
import { callerKey, sessionKey } from './keys.ts';
import { dropMfaSession, openMfaSession } from './mfa-session.ts';
import { inHours, isLongTerm, type SwitchPlan } from './plan.ts';
import type { SessionPorts } from './ports.ts';
import type { CacheUse } from './request.ts';
import type { Credentials, Session } from './session.ts';
import type { StoredCaller, StoredSession } from './store.ts';
import type { CallerIdentity, MfaProof, StsFailure } from './sts.ts';
import { type FirstCaller, HopFailure, walk } from './walk.ts';
import { withCode } from './with-code.ts';

/**
 * A session for a plan: a cached one while enough of it is left, else a new one.
 * @throws Problem with what was tried, what AWS said and what to do; Cancelled when the person gave up
 */
export async function openSession(plan: SwitchPlan, use: CacheUse, ports: SessionPorts): Promise<Session> {
  const cached = use.bypass ? undefined : await readSession(plan, use, ports);
  if (cached !== undefined) return toSession(plan, cached, await rememberedCaller(plan, ports), true);
  const borrowing = new Borrowing(plan, use, ports);
  try {
    const stored = await borrowing.borrow();
    return toSession(plan, stored, borrowing.caller, false);
  } catch (error) {
    throw explainFailure(error, { plan, caller: borrowing.caller });
  }
}

/** The cached session of a plan, while more than `minRemaining` is left of it. No network. */
export async function readSession(
  plan: SwitchPlan,
  use: CacheUse,
  ports: Pick<SessionPorts, 'store' | 'now' | 'environmentKeyId'>,
): Promise<StoredSession | undefined> {
  const found = await ports.store.read<StoredSession>(sessionKey(plan, ports.environmentKeyId));
  if (found === undefined) return undefined;
  return found.credentials.expiresAt - ports.now() > use.minRemaining * 1000 ? found : undefined;
}

async function rememberedCaller(plan: SwitchPlan, ports: SessionPorts): Promise<CallerIdentity | undefined> {
  return ports.store.read<StoredCaller>(callerKey(plan, ports.environmentKeyId));
}

/** AWS may limit how old MFA is; younger than this, a fresh code would change nothing. Milliseconds. */
const agedMfa = 15 * 60_000;

/** One walk from source to role, with everything that may have to be asked on the way. */
class Borrowing {
  caller: CallerIdentity | undefined;
  readonly #plan: SwitchPlan;
  readonly #use: CacheUse;
  readonly #ports: SessionPorts;
  #source!: Credentials;

  constructor(plan: SwitchPlan, use: CacheUse, ports: SessionPorts) {
    this.#plan = plan;
    this.#use = use;
    this.#ports = ports;
  }

  async borrow(): Promise<StoredSession> {
    const { chain } = this.#plan;
    this.#ports.progress({ step: 'source', state: 'started', text: chain.source.profile });
    this.#source = await this.#ports.sourceCredentials(chain);
    this.#ports.progress({ step: 'source', state: 'done', text: chain.source.profile });
    const serial = chain.mfa?.serial;
    if (serial === undefined || this.#plan.mfaRoute === 'none') return this.#plainly();
    if (this.#plan.mfaRoute === 'if-denied') return this.#codeIfDenied(serial);
    if (this.#plan.mfaRoute === 'direct') return this.#directly(serial, this.#reasonForDirect());
    return this.#throughMfaSession(serial);
  }

  /** No device is configured: if AWS refuses an IAM user, see whether a device would help. */
  async #plainly(): Promise<StoredSession> {
    if (this.#plan.hops.length === 0) return { credentials: this.#sourceAsSession(this.#source) };
    try {
      return await this.#walkOnce({ credentials: this.#source, withMfa: false });
    } catch (error) {
      if (!isDenied(error, 0) || !isLongTerm(this.#plan.chain.source)) throw error;
      if (this.caller === undefined || !isIamUser(this.caller.arn)) throw error;
      const device = await discoverDevice(this.#plan, this.#source, this.caller, this.#ports);
      if (device === undefined) throw error;
      const refusal = explainFailure(error, { plan: this.#plan, caller: this.caller });
      const offer = refusal instanceof Problem ? { refusal } : {};
      return withNote(await this.#throughMfaSession(device.serial, offer), adviceFor(this.#plan, device.serial));
    }
  }

  async #codeIfDenied(serial: string): Promise<StoredSession> {
    try {
      return await this.#walkOnce({ credentials: this.#source, withMfa: false });
    } catch (error) {
      if (!isDenied(error, 0)) throw error;
      return this.#directly(serial, 'The role was refused without a code.');
    }
  }

  async #directly(serial: string, reason: string): Promise<StoredSession> {
    void this.#identify().catch(() => undefined);
    return withCode(this.#ports, serial, { reason }, (proof) => this.#walkWithProof(proof));
  }

  async #walkWithProof(proof: MfaProof): Promise<StoredSession> {
    try {
      return await this.#walkOnce({ credentials: this.#source, proof, withMfa: false });
    } catch (error) {
      // The asker needs to see AWS's own no to a code, not which hop it was.
      throw error instanceof HopFailure && error.index === 0 && isMfaAnswer(error.failure) ? error.failure : error;
    }
  }

  async #throughMfaSession(serial: string, how: Parameters<typeof openMfaSession>[4] = {}): Promise<StoredSession> {
    // Who the caller is can be asked while the person types, or while GetSessionToken is under way.
    void this.#identify().catch(() => undefined);
    this.#ports.progress({ step: 'mfa', state: 'started', text: serial });
    const mfa = await openMfaSession(this.#plan, this.#source, serial, this.#ports, how);
    this.#ports.progress({ step: 'mfa', state: 'done', text: serial });
    if (mfa.kind === 'denied') {
      if (this.#plan.hops.length === 0) return { credentials: this.#sourceAsSession(this.#source) };
      return this.#directly(serial, 'This identity may not call GetSessionToken, so each role asks for a code.');
    }
    if (this.#plan.hops.length === 0) return { credentials: this.#sourceAsSession(mfa.credentials) };
    try {
      return await this.#walkOnce({ credentials: mfa.credentials, withMfa: true });
    } catch (error) {
      if (how?.fresh || !(error instanceof HopFailure) || error.index > 0 || !mfa.cached) throw error;
      if (isSpent(error.failure)) {
        await dropMfaSession(this.#plan, this.#source, serial, this.#ports);
        return this.#throughMfaSession(serial);
      }
      const aged = this.#ports.now() - mfa.issuedAt > agedMfa;
      if (!isDenied(error, 0) || !aged) throw error;
      return this.#throughMfaSession(serial, { fresh: true });
    }
  }

  /** One AssumeRole chain, however many processes want the same session at once. */
  async #walkOnce(first: FirstCaller): Promise<StoredSession> {
    const { store } = this.#ports;
    // The name of the session is the caller's, unless every hop has one; the banner wants to know all the same.
    const named = this.#plan.hops.every((hop) => hop.sessionName !== undefined);
    const identity = this.#identify();
    await (named ? identity.catch(() => undefined) : identity);
    if (this.caller !== undefined && isRoot(this.caller.arn)) throw rootProblem(this.caller.arn);
    const key = sessionKey(this.#plan, this.#ports.environmentKeyId);
    const work = async (): Promise<StoredSession> => {
      const name = sessionNameFor(this.caller?.arn, this.#ports.osUser);
      const session = await walk(this.#plan, first, name, this.#ports);
      if (!this.#use.bypass) await store.write<StoredSession>(key, session);
      return session;
    };
    if (this.#use.bypass) return work();
    return store.exclusively(key, async () => (await readSession(this.#plan, this.#use, this.#ports)) ?? work());
  }

  #identification: Promise<CallerIdentity> | undefined;

  #identify(): Promise<CallerIdentity> {
    this.#identification ??= callerOf(this.#plan, this.#source, this.#ports).then((caller) => {
      this.caller = caller;
      return caller;
    });
    return this.#identification;
  }

  #sourceAsSession(credentials: Credentials): StoredSession['credentials'] {
    return { ...credentials, expiresAt: credentials.expiresAt ?? Number.POSITIVE_INFINITY };
  }

  #reasonForDirect(): string {
    const seconds = this.#plan.hops[0]?.durationSeconds ?? 0;
    return `A session of ${inHours(seconds)} needs a code of its own: through an MFA session AWS gives 1 h at most.`;
  }
}

function withNote(session: StoredSession, note: string): StoredSession {
  return { ...session, notes: [...(session.notes ?? []), note] };
}

function adviceFor({ chain, hops }: SwitchPlan, serial: string): string {
  const profile = hops[0]?.profile ?? chain.profile;
  return `With mfa_serial = ${serial} in ${profile} the code is asked for at once.`;
}

function isDenied(error: unknown, index: number): error is HopFailure {
  return (
    error instanceof HopFailure &&
    error.index === index &&
    error.failure.code === 'AccessDenied' &&
    /not authorized/i.test(error.failure.message)
  );
}

function isSpent(failure: StsFailure): boolean {
  return failure.code === 'ExpiredToken' || failure.code === 'InvalidClientTokenId';
}

function isMfaAnswer(failure: StsFailure): boolean {
  return failure.message.startsWith('MultiFactorAuthentication failed');
}

function rootProblem(arn: string): Problem {
  return new Problem({
    code: 'root-cannot-switch',
    title: 'These are the keys of a root user, and root users cannot switch roles.',
    tried: `as ${arn}`,
    todo: ['Create an IAM user (or use IAM Identity Center) in that account and switch as that.'],
  });
}

function toSession(
  plan: SwitchPlan,
  stored: StoredSession,
  caller: CallerIdentity | undefined,
  cached: boolean,
): Session {
  const last = plan.hops.at(-1);
  const { expiresAt, ...keys } = stored.credentials;
  const region = plan.request.region ?? plan.chain.transport.region;
  const arn = stored.assumedRoleArn;
  const accountId = last?.accountId ?? caller?.accountId;
  return {
    profile: plan.chain.profile,
    credentials: Number.isFinite(expiresAt) ? stored.credentials : keys,
    notes: [...plan.notes, ...(stored.notes ?? [])],
    cached,
    ...(arn !== undefined && { assumedRoleArn: arn }),
    ...(last !== undefined && { roleArn: last.roleArn, roleName: last.roleName }),
    ...(accountId !== undefined && { accountId }),
    ...(caller !== undefined && { callerArn: caller.arn }),
    ...(region !== undefined && { region }),
  };
}
