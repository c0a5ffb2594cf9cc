import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { dispatch } from '../../../source/commands/registry/dispatch.ts';
import type { Context } from '../../../source/context.ts';
import type { Outcome } from '../../../source/outcome.ts';
import { addAccessKey, addUser } from '../../../source/sandbox/state/build.ts';
import { contextOf, heard } from '../../helpers/context.ts';
import { makeDemoHome } from '../../helpers/home.ts';

/** What a command said, and how it ended. */
export type Ran = { readonly out: string; readonly error: string; readonly outcome: Outcome };

/** Members of ports that a test replaces. */
type Over = { readonly [Port in keyof Context]?: Partial<Context[Port]> };

/** The passphrase of the file of keys. */
export const passphrase = 'correct horse battery';

/** `NAME` as a section of the credentials file. */
export const section = (name: string, { id, secret }: { readonly id: string; readonly secret: string }) =>
  `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;

/**
 * Mary's home on an AWS of its own, with a file of keys that is open; commands run in this process.
 * @param files their texts, by mary's key and the URL of AWS; those of the demo where they are left out
 */
export async function importWorld(
  test: TestContext,
  files: (
    mary: { readonly id: string; readonly secret: string },
    url: string,
  ) => {
    readonly config?: string;
    readonly credentials?: string;
  } = () => ({}),
) {
  const home = await makeDemoHome(test);
  const account = home.aws.world.accounts.get('111122223333');
  if (account === undefined) throw new Error('the demo has mary’s account');
  const mary = account.users.get('mary')?.keys[0];
  if (mary === undefined) throw new Error('mary has a key');
  const { config, credentials } = files(mary, home.aws.url);
  if (config !== undefined) await writeFile(home.config, config);
  if (credentials !== undefined) await writeFile(home.credentials, credentials);
  await chmod(home.credentials, 0o600);
  const bin = join(home.directory, 'bin');
  await mkdir(bin);
  const env = { ...home.env, PATH: `${bin}:${home.env.PATH}`, AWS_ENDPOINT_URL: home.aws.url };
  const { accessKeys } = contextOf(env);
  const file = await accessKeys.file();
  await file.create(passphrase);
  // The keyring of the user outlives this test.
  test.after(file.close);
  return {
    ...home,
    env,
    mary,
    accessKeys,
    /** A user of mary's account. @returns the key */
    user: (name: string) => addAccessKey(account, addUser(account, name)),
    text: async () => ({
      config: await readFile(home.config, 'utf8').catch(() => ''),
      credentials: await readFile(home.credentials, 'utf8').catch(() => ''),
    }),
    /** A program on the PATH. */
    program: (name: string, script: string) => writeFile(join(bin, name), `#!/bin/sh\n${script}`, { mode: 0o755 }),
    /** What is stored by a name: ID and secret. */
    stored: async (name: string) => {
      const current = (await accessKeys.read(name))?.current;
      return current && { id: current.accessKeyId, secret: current.secretAccessKey };
    },
    /** @throws whatever the command throws */
    run: async (
      argv: readonly string[],
      over: Over = {},
      more: Readonly<Record<string, string>> = {},
    ): Promise<Ran> => {
      const real = contextOf({ ...env, ...more });
      const { output, said } = heard(real.output);
      const context: Context = {
        ...real,
        inPlace: undefined,
        accessKeys: { ...accessKeys, ...over.accessKeys },
        profiles: { ...real.profiles, ...over.profiles },
        shell: {
          ...real.shell,
          installation: async () => ({ ...(await real.shell.installation()), program: ['/opt/rolecall'] }),
        },
        clock: { ...real.clock, now: home.aws.clock.now, ...over.clock },
        terminal: {
          ...real.terminal,
          open: async () => undefined,
          ask: async () => undefined,
          askHidden: async () => undefined,
          ...over.terminal,
        },
        output,
      };
      return { outcome: await dispatch(argv, context), ...said };
    },
  };
}
