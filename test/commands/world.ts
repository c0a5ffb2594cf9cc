import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments } from '../../source/commands/registry/arguments.ts';
import type { Command } from '../../source/commands/registry/command.ts';
import { loadVerb } from '../../source/commands/registry/verbs.ts';
import { type Context, createContext } from '../../source/context.ts';
import type { Outcome } from '../../source/outcome.ts';
import { demoConfig } from '../../source/sandbox/demo/world.ts';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';

/** What a command wrote, and how it ended. */
export type Ran = { readonly out: string; readonly error: string; readonly outcome: Outcome };

/** Commands on the real adapters against an embedded AWS, with a home of their own. */
export type CommandWorld = {
  readonly sandbox: Sandbox;
  /** @throws whatever the command throws */
  readonly run: (command: Command, argv: readonly string[], over?: Partial<Context>, env?: Env) => Promise<Ran>;
  readonly close: () => Promise<void>;
};

type Env = Readonly<Record<string, string>>;

/** @param extra more profiles for `~/.aws/config` */
export async function commandWorld(extra: (sandbox: Sandbox) => string = () => ''): Promise<CommandWorld> {
  const sandbox = await startSandbox();
  const home = await mkdtemp(join(tmpdir(), 'rolecall-test-'));
  const files = demoConfig(sandbox.world, { endpointUrl: sandbox.url });
  await mkdir(join(home, '.aws'));
  await writeFile(join(home, '.aws', 'config'), `${files.config}\n${extra(sandbox)}`);
  await writeFile(join(home, '.aws', 'credentials'), files.credentials);
  return {
    sandbox,
    run: async (command, argv, over = {}, env = {}) => {
      let [out, error] = ['', ''];
      const real = createContext({
        env: { HOME: home, ROLECALL_HOME: join(home, 'rolecall'), PATH: process.env.PATH ?? '', ...env },
        run: () => Promise.reject(new Error('no other command is expected')),
        debug: false,
        noColor: true,
        screenReader: false,
      });
      const context: Context = {
        ...real,
        now: sandbox.clock.now,
        outIsTerminal: () => false,
        openTerminal: async () => undefined,
        writeOut: (text) => {
          out += text;
        },
        writeError: (text) => {
          error += text;
        },
        ...over,
      };
      const { run } = await loadVerb(command.name);
      const outcome = await run(readArguments(command, argv), context);
      return { out, error, outcome };
    },
    close: async () => {
      await sandbox.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
