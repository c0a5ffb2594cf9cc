import { holdSecrets } from './adapters/runtime/libc.ts';
import type { Environment } from './domain/shells/environment.ts';
import type { InPlaceCall } from './domain/shells/in-place.ts';
import { outsideOf } from './domain/shells/outside.ts';
import { canDraw } from './domain/terminal/can-draw.ts';
import { screenIn } from './domain/terminal/colors.ts';
import type { Outcome } from './outcome.ts';
import { type AccessKeys, createAccessKeys } from './ports/access-keys.ts';
import { type Aws, createAws } from './ports/aws.ts';
import { type Clock, machineClock } from './ports/clock.ts';
import { createFiles, type Files } from './ports/files.ts';
import { createLate } from './ports/late.ts';
import { createOutput, type Output } from './ports/output.ts';
import { createPortalStore, type PortalStore } from './ports/portals.ts';
import { createProfileStore, type ProfileStore } from './ports/profiles.ts';
import { createPrograms, type Programs } from './ports/programs.ts';
import { createSessionCache, type SessionCache } from './ports/sessions.ts';
import { createSettingsStore, type SettingsStore } from './ports/settings.ts';
import { createShell, type ShellPort } from './ports/shell.ts';
import { createTerminal, type Terminal } from './ports/terminal.ts';

/**
 * The world as commands see it: how rolecall was called, and a port for each thing outside. A verb takes the ports that
 * it uses: `Pick<Context, 'output' | 'profiles'>`. What is costly to load is loaded at a port's first use.
 */
export type Context = {
  readonly env: Environment;
  readonly debug: boolean;
  /** Set where a shell's integration called: it applies the answer on stdout to that shell. */
  readonly inPlace: InPlaceCall['where'] | undefined;
  readonly output: Output;
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly files: Files;
  readonly profiles: ProfileStore;
  readonly settings: SettingsStore;
  readonly sessions: SessionCache;
  readonly accessKeys: AccessKeys;
  readonly aws: Aws;
  readonly portals: PortalStore;
  readonly shell: ShellPort;
  readonly programs: Programs;
  readonly demo: Demo;
};

/** The embedded AWS of `rolecall demo`. */
export type Demo = {
  /** Starts one, with a context whose profiles live there. */
  readonly start: () => Promise<StartedDemo>;
  /** The code that a device of the demo shows at this moment; undefined outside the demo. */
  readonly codeHint: (serial: string) => Promise<string | undefined>;
};

type StartedDemo = {
  readonly context: Context;
  /** Runs a command line of rolecall on it. */
  readonly run: (argv: readonly string[]) => Promise<Outcome>;
  readonly stop: () => Promise<void>;
};

type Options = {
  readonly env: Environment;
  readonly inPlace?: InPlaceCall['where'] | undefined;
  /** Runs a command line: the whole program, in the world of that context. */
  readonly run: (argv: readonly string[], context: Context) => Promise<Outcome>;
  readonly debug: boolean;
  readonly noColor: boolean;
  readonly screenReader: boolean;
  /** Say at a terminal where AWS does not answer soon. */
  readonly tellsLate?: boolean;
};

/** Composes the real world out of the ports. */
export function createContext(options: Options): Context {
  const { env, debug, inPlace } = options;
  const screen = screenIn(env);
  const noColor = options.noColor || screen.depth === 1 || !canDraw(env.TERM, process.platform);
  const isSpoken = async () =>
    (await settings.load()).screenReader || options.screenReader || env.INK_SCREEN_READER === 'true';
  const outside = outsideOf(env);
  const files = createFiles(env);
  const settings = createSettingsStore(files.own.settings);
  const accessKeys = createAccessKeys({ env, outside, ...files.own });
  const output = createOutput(noColor, screen);
  const terminal = createTerminal({
    colorDepth: noColor ? 1 : screen.depth,
    isSpoken,
    term: env.TERM,
    background: screen.background,
    locks: files.own.cache,
  });
  const late = options.tellsLate ? createLate(output, terminal) : undefined;
  const sessions = createSessionCache({ env, outside, cache: files.own.cache, settings: settings.found, accessKeys });
  return {
    env,
    debug,
    inPlace,
    output,
    terminal,
    clock: machineClock,
    files,
    profiles: createProfileStore(files, env, accessKeys.known),
    settings,
    sessions,
    accessKeys,
    aws: createAws({ env, outside, sessions, settings: settings.load, accessKeys, late }),
    portals: createPortalStore({ outside, cache: files.own.cache, late }),
    shell: createShell(env, files.own.cache),
    programs: createPrograms(env, outside, files.own),
    demo: {
      start: async () => {
        holdSecrets();
        const { startDemoAws } = await import('./adapters/aws/demo.ts');
        const aws = await startDemoAws(env);
        const context = createContext({ ...options, env: aws.env });
        return { context, run: (argv) => options.run(argv, context), stop: aws.stop };
      },
      codeHint: async (serial) =>
        env.ROLECALL_DEMO === undefined ? undefined : (await import('./adapters/aws/demo.ts')).demoCodes(env)?.(serial),
    },
  };
}
