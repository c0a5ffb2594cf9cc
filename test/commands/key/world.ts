import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { makeDemoHome } from '../../helpers/home.ts';
import { openKernelHeld } from '../../helpers/key-file.ts';
import { program } from '../../helpers/program.ts';

/** The passphrase of the file of keys in these tests. */
export const passphrase = 'correct horse battery';

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

/** The halves of an access key. */
export type Pair = { readonly id: string; readonly secret: string };

/**
 * Mary's home, with her key in no file: it is handed over as `key`. The file of keys is there and open, as after
 * `rolecall key unlock`, unless `closed` is wanted.
 */
export async function makeKeyHome(context: TestContext, { closed = false } = {}) {
  const home = await makeDemoHome(context);
  const credentials = await readFile(home.credentials, 'utf8');
  const key = pairOf(credentials, 'mary');
  await writeFile(home.credentials, credentials.replace(/\[mary\]\n(?:aws_.*\n)+\n?/, ''));
  await openKernelHeld(context, join(home.directory, '.config', 'rolecall', 'access-keys.sealed'), passphrase, closed);
  /** Runs the built program without a terminal. */
  const run = (argv: readonly string[], input = '', env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
    new Promise((resolve, reject) => {
      const [file, ...words] = program;
      const child = spawn(file, [...words, ...argv], { env: { ...home.env, ...env }, stdio: 'pipe', detached: true });
      let [out, err] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        out += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        err += text;
      });
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, out, err }));
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
    });
  const add = (name = 'mary', pair = key, ...flags: string[]) =>
    run(['key', 'add', name, '--in', 'file', ...flags], json(pair));
  return { ...home, key, run, add };
}

export const json = ({ id, secret }: Pair): string => JSON.stringify({ AccessKeyId: id, SecretAccessKey: secret });

export function pairOf(credentials: string, name: string): Pair {
  const [, id = '', secret = ''] =
    new RegExp(`\\[${name}\\]\\naws_access_key_id = (.*)\\naws_secret_access_key = (.*)\\n`).exec(credentials) ?? [];
  return { id, secret };
}
