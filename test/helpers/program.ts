import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const built = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

type Words = readonly [string, ...string[]];

/** The built program, as a person runs it: a file, and the words that stand before the person's own. */
export const program: Words = [built('dist/rolecall')];
/** The same as words of a shell. */
export const programLine = quoted(program);

/** The program of the same source that lets a test load something into it first. */
export const injectable: Words = [built('dist-test/rolecall')];
export const injectableLine = quoted(injectable);
/** What to set for that. */
export const injecting = (...files: readonly string[]): Readonly<Record<string, string>> => ({
  BUN_OPTIONS: files.map((file) => `--preload ${file}`).join(' '),
});

function quoted(words: Words): string {
  return words.map((word) => `'${word}'`).join(' ');
}

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs the program without a terminal, in an environment of its own. */
export function runProgram(
  argv: readonly string[],
  options: {
    readonly env: Readonly<Record<string, string>>;
    readonly input?: string;
    readonly cwd?: string;
    readonly program?: Words;
  },
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    // A session of its own has no controlling terminal, so that /dev/tty is not the developer's.
    const [file, ...before] = options.program ?? program;
    const child = spawn(file, [...before, ...argv], { env: options.env, cwd: options.cwd, detached: true });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}
