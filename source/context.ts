import { awsFilePaths, readProfileFile } from './adapters/files/aws-files.ts';
import { type OwnPaths, ownPaths } from './adapters/files/paths.ts';
import type { LabelledLine } from './adapters/processes/labelled.ts';
import { holdSecrets } from './adapters/runtime/libc.ts';
import { readLine } from './adapters/terminal/input.ts';
import { isTerminal, writeError, writeOut } from './adapters/terminal/streams.ts';
import type { OwnTerminal } from './adapters/terminal/terminal.ts';
import type { Browser } from './domain/console/browser.ts';
import type { GetSignInToken } from './domain/console/sign-in.ts';
import type { Machine } from './domain/machine/ports.ts';
import type { SessionKeeping } from './domain/machine/sessions.ts';
import type { SignInPorts } from './domain/portals/device-flow.ts';
import type { Portal } from './domain/portals/sign-in.ts';
import type { ProfileEditor } from './domain/profiles/edit/file-edit.ts';
import type { ProfileFile, Profiles, RoleSummary } from './domain/profiles/profile.ts';
import type { RandomBytes } from './domain/roles/definition.ts';
import type { Iam } from './domain/roles/iam.ts';
import { type OutsideIdentity, outsideIdentity } from './domain/sessions/cache/keys.ts';
import type { SessionStore } from './domain/sessions/cache/store.ts';
import type { SessionPorts } from './domain/sessions/open/ports.ts';
import type { Credentials } from './domain/sessions/session.ts';
import type { StsEndpoint } from './domain/sessions/sts.ts';
import type { Settings } from './domain/settings/settings.ts';
import type { Shell } from './domain/shells/detect.ts';
import type { Environment } from './domain/shells/environment-change.ts';
import type { HandOver } from './domain/shells/hand-over.ts';
import type { InPlaceCall } from './domain/shells/in-place.ts';
import { outsideOf } from './domain/shells/outside.ts';
import type { Installation } from './domain/shells/subshell.ts';
import type { Outcome } from './outcome.ts';

/** The world as commands see it. Whatever is costly to load is behind a function, so that only its user pays. */
export type Context = {
  readonly env: Environment;
  readonly paths: OwnPaths;
  readonly files: { readonly config: string; readonly credentials: string };
  readonly now: () => number;
  /** Resolves after so many milliseconds, without keeping the process alive. */
  readonly after: (ms: number) => Promise<void>;
  /** The shell's own integration called, and is told the answer on stdout: in the person's shell, or in one of ours. */
  readonly inPlace: InPlaceCall['where'] | undefined;
  /** Another command line in this same world, or in the one given. */
  readonly run: (argv: readonly string[], as?: Context) => Promise<Outcome>;
  /** A file that the person named. @throws Problem where it cannot be read */
  readonly readFile: (path: string) => Promise<string>;
  /** One line of standard input; the rest stays for whoever reads next. */
  readonly readLine: () => string;
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Colours may be used on that stream. */
  readonly colors: (stream: 'out' | 'error') => boolean;
  /** The answer is read by a person, not by a program. */
  readonly outIsTerminal: () => boolean;
  /** How wide the terminal is; 80 where the answer goes elsewhere. */
  readonly columns: () => number;
  readonly debug: boolean;
  /** Everything that draws. */
  readonly ui: () => Promise<Ui>;
  /** One of the two files as it is now. @throws Problem where it is there but cannot be read */
  readonly profileFile: (kind: ProfileFile['kind']) => ProfileFile;
  /** Reads both files, once, and again after an edit. */
  readonly profiles: () => Promise<Profiles>;
  /** The role profiles as a list shows them; the files are read for it only where they have changed. */
  readonly roles: () => Promise<readonly RoleSummary[]>;
  readonly editProfiles: ProfileEditor['edit'];
  readonly undoEdit: ProfileEditor['undo'];
  readonly store: () => Promise<SessionStore>;
  /** Looks for the keychain where one is wanted, as keeping a session does. */
  readonly sessionKeeping: () => Promise<SessionKeeping>;
  readonly settings: () => Promise<Settings>;
  readonly changeSettings: (change: (before: Settings) => Settings) => Promise<Settings>;
  readonly sessionPorts: (asker: Pick<SessionPorts, 'ask' | 'progress' | 'signIn'>) => Promise<SessionPorts>;
  /** What a sign-in to Identity Center needs. */
  readonly signInPorts: (portal: Portal) => Promise<SignInPorts>;
  /** IAM with these credentials; `at.url` is IAM's own endpoint where one is configured. */
  readonly iam: (caller: Credentials, at: StsEndpoint) => Promise<Iam>;
  readonly signInToken: GetSignInToken;
  readonly browser: () => Promise<Browser>;
  /** Lets the person edit a text in their editor. */
  readonly editText: (fileName: string, text: string) => Promise<string>;
  readonly randomBytes: RandomBytes;
  /** Who the person's own environment says they are: part of what cached sessions are known by. */
  readonly outside: OutsideIdentity;
  /** What `mfa_process` prints; `speaks` where it may use the person's terminal. */
  readonly printedCode: (command: string, speaks: boolean) => Promise<string>;
  readonly wait: (ms: number) => Promise<void>;
  readonly machine: () => Promise<Machine>;
  /** Loads what opening a session needs, while the person is still choosing. */
  readonly warmUp: () => void;
  /** @param evenIfPiped ask the controlling terminal although every stream leads elsewhere */
  readonly openTerminal: (evenIfPiped?: boolean) => Promise<OwnTerminal | undefined>;
  /** A line typed at the terminal as the answer to a question; undefined where the person gave up. */
  readonly askLine: (question: string) => Promise<{ readonly typed: string } | 'no terminal' | undefined>;
  /** Runs one command of several, its lines handed on as they come; gives its exit code. */
  readonly runLabelled: (handOver: HandOver, onLine: (line: LabelledLine) => void) => Promise<number>;
  /** The shell the person types into. */
  readonly shell: () => Promise<Shell>;
  readonly installation: () => Promise<Installation>;
  /** A text that comes with the program: the licences of what is in it, its manual page. */
  readonly shippedText: (name: 'licenses.txt' | 'rolecall.1') => Promise<string>;
  /** Writes the configuration of a live role into the cache; gives its path. */
  readonly keepLiveConfig: (name: string, text: string) => Promise<string>;
  /** An embedded AWS, and a context whose profiles live there. */
  readonly startDemo: () => Promise<{ readonly context: Context; readonly stop: () => Promise<void> }>;
  /** The demo's own: the code of the moment of a device. */
  readonly codeHint: (serial: string) => Promise<string | undefined>;
};

/** The UI's own file, loaded when something is drawn. */
export type Ui = typeof import('./ui/main.ts');

type Options = {
  readonly env: Environment;
  readonly inPlace?: InPlaceCall['where'] | undefined;
  readonly run: (argv: readonly string[], context: Context) => Promise<Outcome>;
  readonly debug: boolean;
  readonly noColor: boolean;
  readonly screenReader: boolean;
};

/** Composes the real world. The only place that knows the adapters. */
export function createContext(options: Options): Context {
  const { env, debug } = options;
  const paths = ownPaths(env);
  const outside = outsideOf(env);
  const reach = { env: outside.environment };
  const identity = outsideIdentity(outside.environment);
  const files = awsFilePaths(env, paths.home);
  const noColor = options.noColor || Boolean(env.NO_COLOR) || env.TERM === 'dumb';
  const profileFile = (kind: ProfileFile['kind']) => {
    holdSecrets();
    return readProfileFile(kind, files[kind]);
  };
  const readProfiles = async () => {
    const { loadProfiles } = await import('./domain/profiles/resolve/load.ts');
    return loadProfiles(profileFile('config'), profileFile('credentials'));
  };
  const readRoles = async () => {
    const { keptRoles } = await import('./adapters/cache/kept-roles.ts');
    return keptRoles(Object.values(files), paths.cache, async () => {
      const [{ roleSummaries }, read] = await Promise.all([import('./domain/profiles/resolve/summary.ts'), profiles()]);
      return roleSummaries(read);
    });
  };
  let profiles = once(readProfiles);
  let roles = once(readRoles);
  const editor = async () =>
    (await import('./adapters/files/profile-editor.ts')).createProfileEditor(files, paths.settings);
  const rereadAfter = async <T>(edit: (editor: ProfileEditor) => Promise<T>): Promise<T> => {
    const result = await edit(await editor());
    profiles = once(readProfiles);
    roles = once(readRoles);
    return result;
  };
  const keychain = once(async () => (await import('./adapters/keychain/keychain.ts')).openKeychain(env, paths.cache));
  // The demo leaves nothing in anybody's keychain.
  const storeKind = async () => (env.ROLECALL_DEMO === undefined ? (await settings()).sessionStore : 'file');
  const store = once(async () => {
    holdSecrets();
    const [{ createSessionFiles }, { createGuard }, kind] = await Promise.all([
      import('./adapters/cache/sessions.ts'),
      import('./adapters/cache/sealed-entries.ts'),
      storeKind(),
    ]);
    return createSessionFiles(
      paths.cache,
      Date.now,
      createGuard(kind, async () => (await keychain()).seal),
    );
  });
  const settings = once(async () => (await import('./adapters/files/settings.ts')).loadSettings(paths.settings));
  const terminal = async (evenIfPiped = false) => {
    holdSecrets();
    const [{ openTerminal }, { screenReader }] = await Promise.all([
      import('./adapters/terminal/terminal.ts'),
      settings(),
    ]);
    const wanted = options.screenReader || env.INK_SCREEN_READER === 'true' || screenReader;
    return openTerminal({ noColor, screenReader: wanted, evenIfPiped });
  };
  const shell = once(async () => {
    const [{ ancestors }, { detectShell }] = await Promise.all([
      import('./adapters/processes/list.ts'),
      import('./domain/shells/detect.ts'),
    ]);
    return detectShell(await ancestors(), env.SHELL, process.platform === 'win32' ? 'windows' : 'posix');
  });
  const context: Context = {
    env,
    paths,
    files,
    debug,
    ui: () => import('./ui/main.ts'),
    now: Date.now,
    after: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()),
    inPlace: options.inPlace,
    run: (argv, as = context) => options.run(argv, as),
    readFile: async (path) => (await import('./adapters/files/aws-files.ts')).readNamedFile(path),
    readLine,
    writeOut,
    writeError,
    colors: (stream) => !noColor && isTerminal(stream === 'out' ? 1 : 2),
    columns: () => (isTerminal(1) ? process.stdout.columns || 80 : 80),
    outIsTerminal: () => isTerminal(1),
    profileFile,
    profiles: () => profiles(),
    roles: () => roles(),
    editProfiles: (edits) => rereadAfter(({ edit }) => edit(edits)),
    undoEdit: () => rereadAfter(({ undo }) => undo()),
    store,
    sessionKeeping: async () => {
      const kind = await storeKind();
      const found = kind === 'auto' || kind === 'keychain' ? await keychain() : undefined;
      return { kind, cache: paths.cache, noKeychain: found !== undefined && 'why' in found ? found.why : undefined };
    },
    settings,
    changeSettings: async (change) =>
      (await import('./adapters/files/settings.ts')).changeSettings(paths.settings, change),
    sessionPorts: async (asker) => {
      const [{ createSts }, { sourceCredentials }, devices] = await Promise.all([
        import('./adapters/aws/sts.ts'),
        import('./adapters/aws/source-credentials.ts'),
        import('./adapters/aws/devices.ts'),
      ]);
      return {
        ...asker,
        sts: createSts(reach),
        sourceCredentials: (chain) => sourceCredentials(chain, { ...reach, identityKnown: outside.identityKnown }),
        listDevices: (caller, at) => devices.listDevices(caller, at, reach),
        store: await store(),
        now: Date.now,
        osUser: await osUser(),
        outside: identity,
        mfaSessionSeconds: (await settings()).mfaSessionDuration,
      };
    },
    signInPorts: async (portal) => (await import('./adapters/aws/sign-in-ports.ts')).signInPorts(portal, env, reach),
    iam: async (caller, at) => (await import('./adapters/aws/iam.ts')).createIam(caller, at, reach),
    signInToken: async (request) => (await import('./adapters/aws/federation.ts')).getSignInToken(request, reach),
    browser: async () => (await import('./adapters/processes/browser.ts')).createBrowser(env),
    editText: async (fileName, text) => (await import('./adapters/processes/editor.ts')).editText(env, fileName, text),
    machine: async () => (await import('./adapters/processes/machine.ts')).createMachine(),
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    outside: identity,
    printedCode: async (command, speaks) =>
      (await import('./adapters/processes/mfa-process.ts')).printedCode(command, outside.environment, speaks),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    warmUp: () => {
      // What will be needed the moment a role is chosen; whatever fails to load says so when it is used.
      for (const loading of [
        import('./adapters/aws/sts.ts').then(({ loadSts }) => loadSts()),
        import('./adapters/files/lock.ts').then(({ loadLock }) => loadLock()),
        import('./adapters/files/settings.ts').then(({ loadConf }) => loadConf()),
        shell(),
      ]) {
        loading.catch(() => undefined);
      }
    },
    openTerminal: terminal,
    askLine: async (question) => {
      const opened = await terminal();
      if (opened === undefined) return 'no terminal';
      const { askLine } = await import('./adapters/terminal/confirm.ts');
      const typed = await askLine(opened, question).finally(opened.close);
      return typed === undefined ? undefined : { typed };
    },
    runLabelled: async (handOver, onLine) =>
      (await import('./adapters/processes/labelled.ts')).runLabelled(handOver, onLine),
    shell,
    installation: async () => (await import('./adapters/files/installation.ts')).installation(paths.cache, env),
    shippedText: async (name) => (await import('./adapters/files/installation.ts')).shippedText(name),
    keepLiveConfig: async (name, text) =>
      (await import('./adapters/cache/live.ts')).keepLiveConfig(paths.cache, name, text),
    startDemo: async () => {
      holdSecrets();
      const { startDemoAws } = await import('./adapters/aws/demo.ts');
      const demo = await startDemoAws(env);
      return { context: createContext({ ...options, env: demo.env }), stop: demo.stop };
    },
    codeHint: async (serial) =>
      env.ROLECALL_DEMO === undefined ? undefined : (await import('./adapters/aws/demo.ts')).demoCodes(env)?.(serial),
  };
  return context;
}

/** As the system knows this user: the runtime's own answer is what USER says. */
async function osUser(): Promise<string> {
  try {
    if (process.platform === 'win32') return process.getBuiltinModule('node:os').userInfo().username;
    return (await import('./adapters/runtime/libc.ts')).userName() ?? 'rolecall';
  } catch {
    return 'rolecall';
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
