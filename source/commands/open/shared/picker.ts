import type { Context } from '../../../context.ts';
import type { KeyFileClosed } from '../../../domain/access-keys/problems.ts';
import type { CodeQuestion } from '../../../domain/mfa/ask.ts';
import { portalsIn, signInId } from '../../../domain/portals/portal.ts';
import { isSignedOut } from '../../../domain/portals/sign-in.ts';
import { lastPart } from '../../../domain/profiles/arn.ts';
import { findProfile } from '../../../domain/profiles/find.ts';
import { roleColor } from '../../../domain/profiles/looks/color.ts';
import { copiesOf } from '../../../domain/profiles/looks/copies.ts';
import { unknownProfile } from '../../../domain/profiles/names.ts';
import type { Profiles, RoleSummary } from '../../../domain/profiles/profile.ts';
import { inHours } from '../../../domain/profiles/values.ts';
import { chainSteps } from '../../../domain/sessions/explain/steps.ts';
import { planRequest } from '../../../domain/sessions/plan/plan.ts';
import type { CacheUse, SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import { whoHere } from '../../../domain/shells/current.ts';
import type { Environment } from '../../../domain/shells/environment.ts';
import type { Needed } from '../../../domain/sign-in/needed.ts';
import { copyText, multiplexerOf } from '../../../domain/terminal/clipboard.ts';
import { Problem } from '../../../problem.ts';
import type { Detail, SignInOffer, UiPorts, UiPreferences, UiResult, UiStart } from '../../../ui/core/ports.ts';
import { explainedText } from '../../explain/show.ts';
import { openKeyFile } from '../../key/shared/unlock.ts';
import { writeDevice } from '../../shared/device-line.ts';
import { changedSinceListed } from './as-listed.ts';
import { cachedKnowledge } from './cached-knowledge.ts';
import { openRequest } from './open-request.ts';
import { createReading, type PortalReading, readBefore } from './reading.ts';

/** The requests that roles of the list stand for. */
export type RequestsOfList = {
  readonly use: CacheUse;
  /** The request of a profile: flags are part of it. */
  readonly requestFor: (profile: string) => SwitchRequest;
  /** The question that programs left to the person, for the first role that is opened. */
  readonly after?: CodeQuestion | undefined;
};

/** Runs the UI on the person's terminal. @returns undefined where nobody sits at one */
export async function runPicker(
  context: Context,
  start: UiStart,
  requests: RequestsOfList,
): Promise<UiResult | undefined> {
  const terminal = await context.terminal.open();
  if (terminal === undefined) return undefined;
  const reading = createReading(context);
  try {
    const isList = start.at === 'picker';
    // A drawn list hears of the portals later. One on lines cannot change, so what is due is read before.
    if (isList && terminal.lines !== undefined) await readBefore(context, terminal.lines.tell);
    const needsUnread = isList && (terminal.lines !== undefined || start.filter !== '');
    const [known, { drawFirst }] = await Promise.all([
      uiPorts(context, requests, reading, needsUnread),
      context.terminal.firstFrame(),
    ]);
    const copy = (text: string): boolean => {
      const sequence = copyText(text, multiplexerOf(context.env));
      if (sequence !== undefined) terminal.output.write(sequence);
      return sequence !== undefined;
    };
    const { changed, ...always } = known;
    // A role that was named was read a moment ago.
    const ports = { ...always, ...(isList && { changed }), copy, read: reading.start };
    const drawn = drawFirst(start, terminal, ports);
    try {
      const { runUi } = await context.terminal.ui();
      return await runUi(start, terminal, ports, drawn);
    } finally {
      await drawn?.screen.leave();
    }
  } finally {
    await reading.stop();
    terminal.close();
  }
}

async function uiPorts(
  context: Context,
  requests: RequestsOfList,
  reading: PortalReading,
  needsUnread: boolean,
): Promise<Omit<UiPorts, 'copy' | 'read' | 'changed'> & Required<Pick<UiPorts, 'changed'>>> {
  const { profiles, settings, clock, aws, shell, demo, terminal } = context;
  let { after } = requests;
  const [roles, preferences] = await Promise.all([profiles.roles(), settings.load()]);
  const { forget, ...knowledge } = cachedKnowledge(context, requests.requestFor);
  return {
    ...knowledge,
    roles,
    preferences,
    now: clock.now,
    here: roleHere(context.env, roles, preferences.colors),
    ...(roles.length === 0 && (await portalsHere(context))),
    ...(needsUnread && { unread: (await profiles.load()).found.unread }),
    explain: async (profile) => {
      try {
        return roleDetail(await profiles.load(), requests.requestFor(profile));
      } catch (error) {
        if (error instanceof Problem) return { problem: error.text };
        throw error;
      }
    },
    show: (profile) => explainedText(profile, context, undefined),
    copies: async (name) => {
      const read = await profiles.load();
      const profile = findProfile(read, name);
      if (profile === undefined) throw unknownProfile(read, name);
      return copiesOf(profile, read, (await settings.load()).colors);
    },
    changed: async (profile) => {
      const changed = await changedSinceListed(context, [profile]);
      if (changed !== undefined) forget();
      return changed;
    },
    open: (profile, hooks) => {
      const before = after;
      after = undefined;
      const asking = {
        ...hooks,
        signIn: (needed: Needed) => hooks.signIn(signInOffer(context, needed)),
        unlock: (closed: KeyFileClosed) => openKeyFile(closed, context, hooks.unlock),
        onScreen: true,
        after: before,
        mfaAsk: { hasPerson: async () => true },
      };
      const asked = { request: requests.requestFor(profile), use: requests.use };
      return reading.whileOpening(() => openRequest(context, asked, asking), hooks.signal);
    },
    started: terminal.started,
    warmUp: () => {
      aws.warmUp();
      shell.current().catch(() => undefined);
    },
    savePreferences: async (change) => {
      await settings.change((before) => ({ ...before, ...change(before) }));
    },
    rememberDevice: ({ profile, serial }) => writeDevice(context, profile, serial),
    codeHint: demo.codeHint,
  };
}

/** The portals of the files, where there is no role to choose. */
async function portalsHere(context: Context): Promise<Pick<UiPorts, 'portals' | 'isSignedIn'>> {
  const { statesOf } = await import('../../portals/shared/choose.ts');
  const portals = await statesOf(portalsIn(await context.profiles.load()), context);
  return {
    portals: portals.map(({ portal }) => signInId(portal)),
    isSignedIn: portals.some(({ state }) => !isSignedOut(state)),
  };
}

/** A sign-in as the UI offers it. */
export function signInOffer(context: Context, needed: Needed): SignInOffer {
  if ('portal' in needed) {
    const { portal } = needed;
    return {
      to: 'IAM Identity Center',
      at: portal.startUrl,
      begin: async (signer, signal) => {
        await (await import('../../portals/shared/sign-in.ts')).signInTo(portal, context, signer, { signal });
      },
    };
  }
  const { profile, loginSession } = needed.of;
  return {
    to: 'the AWS console',
    at: loginSession,
    begin: async (signer, signal) => {
      const [{ loginTarget }, { signInForProfile }, profiles] = await Promise.all([
        import('../../../domain/login/target.ts'),
        import('../../portals/shared/console-sign-in.ts'),
        context.profiles.load(),
      ]);
      const target = loginTarget(profile, profiles);
      if (target === undefined) throw needed;
      await signInForProfile(target, context, signer, { signal });
    },
  };
}

/** What the configuration says of a role. @throws Problem where it cannot be resolved */
function roleDetail(profiles: Profiles, request: SwitchRequest): Detail {
  const { hops } = planRequest(profiles, request);
  const last = hops.at(-1);
  const name = request.target.kind !== 'role' ? request.target.profile : undefined;
  const at = name === undefined ? undefined : findProfile(profiles, name)?.at;
  return {
    steps: chainSteps(profiles, request),
    ...(last?.durationSeconds !== undefined && { lasts: inHours(last.durationSeconds) }),
    ...(last?.sessionName !== undefined && { sessionName: last.sessionName }),
    ...(at !== undefined && { at: `${at.file}:${at.line}` }),
  };
}

/** The role that the shell is in, as the header shows it. */
function roleHere(env: Environment, roles: readonly RoleSummary[], colors: UiPreferences['colors']): UiPorts['here'] {
  const who = whoHere(env);
  if (who.tag !== 'role') return undefined;
  const role = roles.find(({ name }) => name === who.profile);
  const { profile, displayName, callerArn, expiresAt, readOnly } = who;
  const color = role === undefined ? (env.ROLECALL_COLOR ?? '#7c818c') : roleColor(colors, role);
  return { profile, displayName, color, caller: callerArn && lastPart(callerArn), expiresAt, readOnly };
}
