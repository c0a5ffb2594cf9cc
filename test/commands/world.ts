import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dispatch } from '../../source/commands/registry/dispatch.ts';
import type { Context } from '../../source/context.ts';
import type { Outcome } from '../../source/outcome.ts';
import { demoConfig } from '../../source/sandbox/demo/world.ts';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';
import { contextOf, heard } from '../helpers/context.ts';

/** What a command wrote, and how it ended. */
export type Ran = { readonly out: string; readonly error: string; readonly outcome: Outcome };

/** Commands on the real adapters against an embedded AWS, with a home of their own. */
export type CommandWorld = {
  readonly sandbox: Sandbox;
  readonly home: string;
  /** The real world of that home, without the embedded AWS's clock. */
  readonly context: (env?: Env) => Context;
  /** @throws whatever the command throws */
  readonly run: (argv: readonly string[], over?: Over, env?: Env) => Promise<Ran>;
  readonly close: () => Promise<void>;
};

type Env = Readonly<Record<string, string>>;

/** Members of ports that a test replaces. */
export type Over = { readonly [Port in keyof Context]?: Partial<Context[Port]> };

/** @param extra more profiles for `~/.aws/config` */
export async function commandWorld(extra: (sandbox: Sandbox) => string = () => ''): Promise<CommandWorld> {
  const sandbox = await startSandbox();
  const home = await mkdtemp(join(tmpdir(), 'rolecall-test-'));
  const files = demoConfig(sandbox.world, { endpointUrl: sandbox.url });
  await mkdir(join(home, '.aws'));
  await writeFile(join(home, '.aws', 'config'), `${files.config}\n${extra(sandbox)}`);
  await writeFile(join(home, '.aws', 'credentials'), files.credentials);
  const contextIn = (env: Env = {}) =>
    contextOf({
      HOME: home,
      ROLECALL_HOME: join(home, 'rolecall'),
      PATH: process.env.PATH ?? '',
      TERM: 'xterm',
      ...env,
    });
  return {
    sandbox,
    home,
    context: contextIn,
    run: async (argv, over = {}, env = {}) => {
      const real = contextIn(env);
      const { output, said } = heard(real.output);
      const context: Context = {
        ...real,
        inPlace: over.inPlace,
        files: { ...real.files, ...over.files },
        programs: { ...real.programs, ...over.programs },
        clock: { ...real.clock, now: sandbox.clock.now },
        terminal: { ...real.terminal, open: async () => undefined, ask: async () => undefined, ...over.terminal },
        output,
      };
      const outcome = await dispatch(argv, context);
      return { ...said, outcome };
    },
    close: async () => {
      await sandbox.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
