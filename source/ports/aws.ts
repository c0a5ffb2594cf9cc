import type { Late } from '../adapters/aws/http.ts';
import { inTurn } from '../adapters/aws/in-turn.ts';
import { ownPaths } from '../adapters/files/paths.ts';
import type { UserKeyCalls } from '../domain/access-keys/user-keys.ts';
import type { GetSignInToken } from '../domain/console/sign-in.ts';
import type { SignInPlace } from '../domain/login/endpoint.ts';
import type { ConsoleSignIn, Fault } from '../domain/login/file.ts';
import type { LoginPorts } from '../domain/login/flow.ts';
import type { UserDeviceCalls } from '../domain/mfa/user-devices.ts';
import type { SignInPorts } from '../domain/portals/flow.ts';
import type { Portal } from '../domain/portals/portal.ts';
import type { SignedOut, SignIn } from '../domain/portals/sign-in.ts';
import type { Iam } from '../domain/roles/iam.ts';
import type { SessionStore } from '../domain/sessions/cache/store.ts';
import type { SessionCalls, SessionPorts } from '../domain/sessions/open/ports.ts';
import type { Credentials } from '../domain/sessions/session.ts';
import type { StsEndpoint } from '../domain/sessions/sts.ts';
import type { Settings } from '../domain/settings/settings.ts';
import type { Environment } from '../domain/shells/environment.ts';
import type { Outside } from '../domain/shells/outside.ts';
import type { AccessKeys } from './access-keys.ts';
import { patience } from './late.ts';
import type { SessionCache } from './sessions.ts';

/** AWS's services. */
export type Aws = {
  /** What a session takes of AWS, where nobody is asked. */
  readonly sessionCalls: () => Promise<SessionCalls>;
  /** Everything that opening a session needs. @param person how a person is asked, and told of progress */
  readonly sessionPorts: (
    person: Pick<SessionPorts, 'ask' | 'progress' | 'signIn' | 'unlock' | 'givenUp'>,
  ) => Promise<SessionPorts>;
  /** Everything that a sign-in to IAM Identity Center needs. @param port for the browser to come back to; any free one unless given */
  readonly signInPorts: (portal: Portal, port?: number) => Promise<SignInPorts>;
  /** Everything that a sign-in to the console needs. @param port for the browser to come back to; any free one unless given */
  readonly loginPorts: (place: SignInPlace, port?: number) => Promise<LoginPorts>;
  /** The sign-in of a portal as it lies on this machine, without a call; undefined where there is none. */
  readonly signIn: (portal: Portal) => Promise<SignIn | undefined>;
  /** Whether a file of a sign-in is there, also one that cannot be read. */
  readonly isSignInThere: (portal: Portal) => Promise<boolean>;
  /** Ends a sign-in at the service, and removes it from this machine. @throws Problem where its file cannot be removed */
  readonly signOut: (portal: Portal) => Promise<SignedOut>;
  /** The sign-in of a principal to the console as it lies on this machine, without a call; undefined where there is none. */
  readonly consoleSignIn: (loginSession: string) => Promise<ConsoleSignIn | Fault | undefined>;
  /** Removes it from this machine. @returns whether there was one. @throws Problem where its file cannot be removed */
  readonly consoleSignOut: (loginSession: string) => Promise<boolean>;
  /** The region that the page of a start URL names; undefined where it says none within three seconds. */
  readonly regionOfPage: (portal: Pick<Portal, 'startUrl' | 'caBundle'>) => Promise<string | undefined>;
  /** IAM with these credentials. @param at `url` is IAM's own endpoint, where one is configured */
  readonly iam: (caller: Credentials, at: StsEndpoint) => Promise<Iam>;
  /** The access keys of users. @param at `url` of `iam` is IAM's own endpoint, where one is configured */
  readonly userKeys: (at: { readonly sts: StsEndpoint; readonly iam: StsEndpoint }) => Promise<UserKeyCalls>;
  /** The MFA devices of users. @param at as for the keys */
  readonly userDevices: (at: { readonly sts: StsEndpoint; readonly iam: StsEndpoint }) => Promise<UserDeviceCalls>;
  /** The console's federation endpoint. */
  readonly signInToken: GetSignInToken;
  /** Loads what opening a session needs, while the person is still choosing. */
  readonly warmUp: () => void;
};

type Options = {
  readonly env: Environment;
  readonly outside: Outside;
  readonly sessions: SessionCache;
  readonly settings: () => Promise<Settings>;
  readonly accessKeys: AccessKeys;
  readonly late?: Late | undefined;
};

/** How often a process that asks for a code looks whether another one has opened the session. Milliseconds. */
const betweenLooks = 300;

/** The same store; who waits there for another process is told. */
const inTheirTurn = (
  store: SessionStore,
  progress: SessionPorts['progress'],
  late: Late | undefined,
): SessionStore => ({
  ...store,
  exclusively: (key, ready, work) =>
    inTurn(work, (inItsTurn) => store.exclusively(key, ready, inItsTurn), {
      after: patience,
      tell: () => {
        late?.tellOthers('is opening the same session');
        progress({ step: 'others', state: 'started', text: others });
      },
      over: () => progress({ step: 'others', state: 'done', text: others }),
    }),
});

const others = 'another rolecall, which is opening the same session';

/** AWS as this environment reaches it. */
export function createAws({ env, outside, sessions, settings, accessKeys, late }: Options): Aws {
  const reach = { env: outside.environment, ...(late && { late }) };
  const sessionCalls = async (): Promise<SessionCalls> => {
    const [{ createSts }, { sourceCredentials }, devices, { osUser }] = await Promise.all([
      import('../adapters/aws/sts.ts'),
      import('../adapters/aws/source-credentials.ts'),
      import('../adapters/aws/iam.ts'),
      import('../adapters/runtime/libc.ts'),
    ]);
    return {
      sts: createSts(reach),
      sourceCredentials: (chain) => {
        const { identityKnown } = outside;
        return sourceCredentials(chain, { ...reach, identityKnown, storedKey: accessKeys.credentials });
      },
      listDevices: (caller, at) => devices.listDevices(caller, at, reach),
      osUser: await osUser(),
    };
  };
  return {
    sessionCalls,
    sessionPorts: async (person) => ({
      ...person,
      ...(await sessionCalls()),
      store: inTheirTurn(await sessions.store(), person.progress, late),
      now: Date.now,
      pause: () => new Promise((resolve) => setTimeout(resolve, betweenLooks)),
      outside: sessions.outside,
      mfaSessionSeconds: (await settings()).mfaSessionDuration,
    }),
    signInPorts: async (portal, port) =>
      (await import('../adapters/aws/identity-center/sign-in.ts')).signInPorts(portal, env, reach, port),
    loginPorts: async (place, port) =>
      (await import('../adapters/aws/login/sign-in.ts')).loginPorts(place, env, reach, port),
    signIn: async (portal) => {
      const { signInPath, storedSignIn } = await import('../adapters/aws/identity-center/stored.ts');
      return storedSignIn(signInPath(portal, ownPaths(reach.env).home));
    },
    isSignInThere: async (portal) => {
      const [{ signInPath }, { isFileThere }] = await Promise.all([
        import('../adapters/aws/identity-center/stored.ts'),
        import('../adapters/aws/whole-file.ts'),
      ]);
      return isFileThere(signInPath(portal, ownPaths(reach.env).home));
    },
    signOut: async (portal) => (await import('../adapters/aws/identity-center/sign-out.ts')).signOut(portal, reach),
    consoleSignIn: async (loginSession) =>
      (await import('../adapters/aws/login/files.ts')).loginFiles(loginSession, reach.env).read(),
    consoleSignOut: async (loginSession) =>
      (await import('../adapters/aws/login/sign-out.ts')).signOutOfConsole(loginSession, reach.env),
    regionOfPage: async (portal) =>
      (await import('../adapters/aws/identity-center/start-page.ts')).regionOfStartPage(portal, reach),
    iam: async (caller, at) => (await import('../adapters/aws/iam.ts')).createIam(caller, at, reach),
    userKeys: async (at) => (await import('../adapters/aws/access-keys.ts')).createUserKeyCalls(at, reach),
    userDevices: async (at) => (await import('../adapters/aws/user-devices.ts')).createUserDeviceCalls(at, reach),
    signInToken: async (request) => (await import('../adapters/aws/federation.ts')).getSignInToken(request, reach),
    warmUp: () => {
      for (const loading of [
        import('../adapters/aws/sts.ts').then(({ loadSts }) => loadSts()),
        import('../adapters/files/lock.ts').then(({ loadLock }) => loadLock()),
        import('../adapters/files/settings.ts').then(({ loadConf }) => loadConf()),
      ]) {
        // What cannot be loaded says so when it is used.
        loading.catch(() => undefined);
      }
    },
  };
}
