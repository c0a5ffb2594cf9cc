import { isFido } from '../mfa/code.ts';
import { Problem } from '../problem.ts';
import { callerOf, isIamUser, isRoot, sessionNameFor } from './caller.ts';
import { discoverDevices, fidoConfigured } from './discover.ts';
import { explainFailure } from './explain.ts';
import { isMfaAnswer, isNotAuthorized, isSpent, isTooLong } from './failures.ts';
import { callerKey, mfaKey, sessionKey } from './keys.ts';
import { type MfaHow, openMfaSession } from './mfa-session.ts';
import { inHours, looksTemporary, oneHour, planSwitch, type SwitchPlan } from './plan.ts';
import type { SessionPorts } from './ports.ts';
import type { CacheUse } from './request.ts';
import { noteLimit, shortened, withinKnownLimit } from './role-limit.ts';
import type { Credentials } from './session.ts';
import type { StoredSession } from './store.ts';
import { readStored } from './stored.ts';
import { type CallerIdentity, type MfaProof, StsFailure } from './sts.ts';
import { type FirstCaller, HopFailure, walk } from './walk.ts';
import { type Why, withCode } from './with-code.ts';

/** AWS may limit how old MFA is; younger than this, a fresh code would change nothing. Milliseconds. */
const agedMfa = 15 * 60_000;

/** One walk from source to role, with everything that may have to be asked on the way. */
export class Borrowing {
  /** Who the source turned out to be, as soon as that is known. */
  caller: CallerIdentity | undefined;
  /** What is done; the request as it was planned stays the key of what is remembered. */
  #plan: SwitchPlan;
  readonly #asked: SwitchPlan;
  readonly #use: CacheUse;
  readonly #ports: SessionPorts;
  #source!: Credentials;
  #identification: Promise<CallerIdentity> | undefined;

  constructor(plan: SwitchPlan, use: CacheUse, ports: SessionPorts) {
    this.#plan = plan;
    this.#asked = plan;
    this.#use = use;
    this.#ports = ports;
  }

  /** @throws HopFailure, StsFailure, Problem, Cancelled */
  async borrow(): Promise<StoredSession> {
    const { chain, request } = this.#plan;
    const { progress } = this.#ports;
    progress({ step: 'source', state: 'started', text: chain.source.profile });
    this.#source = await this.#ports.sourceCredentials(chain);
    progress({ step: 'source', state: 'done', text: chain.source.profile });
    const temporary = this.#source.sessionToken !== undefined;
    // Only what a process or the environment really gave tells whether it was borrowed already.
    if (temporary !== looksTemporary(chain.source)) this.#plan = planSwitch(chain, request, temporary);
    this.#plan = await withinKnownLimit(this.#plan, this.#ports);
    try {
      return await this.#byRoute();
    } catch (error) {
      await this.#dropWhatIsSpent(error);
      throw error;
    }
  }

  async #byRoute(): Promise<StoredSession> {
    const { chain, hops, mfaRoute } = this.#plan;
    if (chain.mfa === undefined || mfaRoute === 'none') return hops.length === 0 ? this.#itself() : this.#plainly();
    const { serial, profile } = chain.mfa;
    if (mfaRoute === 'if-denied') return this.#codeIfDenied(serial);
    if (isFido(serial)) throw fidoConfigured(this.#plan, serial, profile);
    return this.#withMfa([serial]);
  }

  /** Profiles that are an identity themselves. What AWS gave for a while is kept for that while. */
  async #itself(): Promise<StoredSession> {
    const session = this.#asSession(this.#source);
    const { source } = this.#plan.chain;
    const lasting = source.kind === 'sso' || source.kind === 'web-identity';
    if (lasting && Number.isFinite(session.credentials.expiresAt)) await this.#keep(session);
    return session;
  }

  /** No device is configured: if AWS refuses an IAM user, see whether a device would help. */
  async #plainly(): Promise<StoredSession> {
    try {
      return await this.#walk({ credentials: this.#source, withMfa: false });
    } catch (error) {
      if (!isDenied(error) || this.#source.sessionToken !== undefined) throw error;
      if (this.caller === undefined || !isIamUser(this.caller.arn)) throw error;
      const devices = await discoverDevices(this.#plan, this.#source, this.caller, this.#ports);
      if (devices === undefined) throw error;
      const refusal = explainFailure(error, { plan: this.#plan, caller: this.caller });
      const mfa = { serial: devices[0], profile: this.#plan.hops[0]?.profile ?? this.#plan.chain.profile };
      // With a device the same wish may need another way: more than an hour wants a code of its own.
      const { mfaRoute } = planSwitch({ ...this.#plan.chain, mfa }, this.#plan.request, false);
      this.#plan = { ...this.#plan, mfaRoute };
      return this.#withMfa(devices, refusal instanceof Problem ? refusal : undefined);
    }
  }

  async #codeIfDenied(serial: string): Promise<StoredSession> {
    try {
      return await this.#walk({ credentials: this.#source, withMfa: false });
    } catch (error) {
      if (!isDenied(error) || isFido(serial)) throw error;
      return this.#directly({ devices: [serial], reason: 'The role was refused without a code.' });
    }
  }

  /** With a code one way or the other; `refusal` is what AWS said without. */
  async #withMfa(devices: Why['devices'], refusal?: Problem): Promise<StoredSession> {
    if (this.#plan.mfaRoute !== 'direct') return this.#throughMfaSession({ devices, ...(refusal && { refusal }) });
    const why = { devices, reason: this.#reasonForDirect(), ...(refusal && { instead: refusal }) };
    try {
      return await this.#directly(why);
    } catch (error) {
      if (!(error instanceof HopFailure && isTooLong(error.failure))) throw error;
      // The code is used up, and the next one is better spent on a session that serves every role.
      const role = this.#plan.hops[0]?.roleArn ?? '';
      await noteLimit(this.#plan, role, oneHour, this.#ports);
      this.#plan = shortened(this.#plan, oneHour);
      return this.#throughMfaSession({ devices });
    }
  }

  async #directly(why: Why): Promise<StoredSession> {
    this.#identifyMeanwhile();
    return withCode(this.#ports, why, async (proof) => {
      this.#ports.progress({ step: 'mfa', state: 'started', text: proof.serial });
      const session = await this.#walkWithProof(proof);
      this.#ports.progress({ step: 'mfa', state: 'done', text: proof.serial });
      return this.#advised(session, proof.serial);
    });
  }

  async #walkWithProof(proof: MfaProof): Promise<StoredSession> {
    try {
      return await this.#walk({ credentials: this.#source, proof, withMfa: false });
    } catch (error) {
      // The asker needs to see AWS's own no to a code, not which hop it was.
      throw error instanceof HopFailure && error.index === 0 && isMfaAnswer(error.failure) ? error.failure : error;
    }
  }

  async #throughMfaSession(how: MfaHow): Promise<StoredSession> {
    this.#identifyMeanwhile();
    const text = how.devices[0];
    this.#ports.progress({ step: 'mfa', state: 'started', text });
    const mfa = await openMfaSession(this.#plan, this.#source, how, this.#ports);
    this.#ports.progress({ step: 'mfa', state: 'done', text });
    if (mfa.kind === 'denied') {
      if (this.#plan.hops.length === 0) return this.#asSession(this.#source);
      const reason = 'This identity may not call GetSessionToken, so each role asks for a code.';
      return this.#directly({ devices: how.devices, reason });
    }
    if (this.#plan.hops.length === 0) return this.#asSession(mfa.credentials);
    if (mfa.note !== undefined) this.#plan = { ...this.#plan, notes: [...this.#plan.notes, mfa.note] };
    try {
      return this.#advised(await this.#walk({ credentials: mfa.credentials, withMfa: true }), mfa.serial);
    } catch (error) {
      if (how.fresh || !mfa.cached || !(error instanceof HopFailure) || error.index > 0) throw error;
      if (isSpent(error.failure)) {
        await this.#ports.store.remove(mfaKey(this.#plan, this.#source.accessKeyId, mfa.serial));
        return this.#throughMfaSession(how);
      }
      const aged = this.#ports.now() - mfa.issuedAt > agedMfa;
      if (!isNotAuthorized(error.failure) || !aged) throw error;
      return this.#throughMfaSession({ devices: how.devices, fresh: true });
    }
  }

  /** One chain of AssumeRole, however many processes want the same session at once. */
  async #walk(first: FirstCaller): Promise<StoredSession> {
    const { store, osUser } = this.#ports;
    // The name of the session is the caller's, unless every hop has one; the banner wants to know all the same.
    const named = this.#plan.hops.every((hop) => hop.sessionName !== undefined);
    await (named ? this.#identify().catch(() => undefined) : this.#identify());
    const caller = this.caller;
    if (caller !== undefined && isRoot(caller.arn)) throw rootProblem(caller.arn);
    const work = async (): Promise<StoredSession> => {
      const walked = await walk(this.#plan, first, sessionNameFor(caller?.arn, osUser), this.#ports);
      const session = { ...walked, ...(caller !== undefined && { caller }) };
      await this.#keep(session);
      return session;
    };
    if (this.#use.bypass) return work();
    return store.exclusively(this.#key, () => readStored(this.#key, this.#use, this.#ports), work);
  }

  /** Who the caller is can be asked while the person types, or while another call is under way. */
  #identifyMeanwhile(): void {
    if (this.#plan.hops.length > 0) void this.#identify().catch(() => undefined);
  }

  #identify(): Promise<CallerIdentity> {
    this.#identification ??= callerOf(this.#plan, this.#source, this.#ports).then((caller) => {
      this.caller = caller;
      return caller;
    });
    return this.#identification;
  }

  get #key() {
    return sessionKey(this.#asked, this.#ports.outside);
  }

  async #keep(session: StoredSession): Promise<void> {
    if (!this.#use.bypass) await this.#ports.store.write<StoredSession>(this.#key, session);
  }

  /** Nothing that AWS no longer takes is offered again. */
  async #dropWhatIsSpent(error: unknown): Promise<void> {
    const failure = error instanceof HopFailure ? error.failure : error;
    if (!(failure instanceof StsFailure) || !isSpent(failure)) return;
    const { store, outside } = this.#ports;
    const serial = this.#plan.chain.mfa?.serial;
    await store.remove(this.#key);
    await store.remove(callerKey(this.#plan, outside));
    if (serial !== undefined) await store.remove(mfaKey(this.#plan, this.#source.accessKeyId, serial));
  }

  /** What was found without being configured is worth a line in the profile. */
  #advised(session: StoredSession, serial: string): StoredSession {
    const { chain, hops } = this.#plan;
    if (chain.mfa !== undefined) return session;
    const profile = hops[0]?.profile ?? chain.profile;
    const note = `With mfa_serial = ${serial} in ${profile} the code is asked for at once.`;
    return { ...session, notes: [...(session.notes ?? []), note] };
  }

  #asSession(credentials: Credentials): StoredSession {
    return {
      credentials: { ...credentials, expiresAt: credentials.expiresAt ?? Number.POSITIVE_INFINITY },
      notes: this.#plan.notes,
    };
  }

  #reasonForDirect(): string {
    const seconds = this.#plan.hops[0]?.durationSeconds ?? 0;
    return `A session of ${inHours(seconds)} needs a code of its own: through an MFA session AWS gives 1 h at most.`;
  }
}

function isDenied(error: unknown): error is HopFailure {
  return error instanceof HopFailure && error.index === 0 && isNotAuthorized(error.failure);
}

function rootProblem(arn: string): Problem {
  return new Problem({
    code: 'root-cannot-switch',
    title: 'These are the keys of a root user, and root users cannot switch roles.',
    tried: `as ${arn}`,
    todo: ['Create an IAM user (or use IAM Identity Center) in that account and switch as that.'],
  });
}
