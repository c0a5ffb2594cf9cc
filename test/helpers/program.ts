import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const built = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

type Words = readonly [string, ...string[]];

type Build = {
  /** How it is started, as a person does: a file, and the words that stand before the person's own. */
  readonly program: Words;
  /** The same, where a test has something loaded into it first: by a variable, and the word that stands there. */
  readonly injectable: { readonly program: Words; readonly variable: string; readonly loads: string };
};

const builds: Readonly<Record<'node' | 'native', Build>> = {
  node: {
    program: [process.execPath, built('dist/rolecall.cjs')],
    injectable: {
      program: [process.execPath, built('dist/rolecall.cjs')],
      variable: 'NODE_OPTIONS',
      loads: '--import',
    },
  },
  native: {
    program: [built('dist/rolecall')],
    injectable: { program: [built('dist-test/rolecall')], variable: 'BUN_OPTIONS', loads: '--preload' },
  },
};

/** Both are built; the native one where it is asked for. */
const chosen = builds[process.env.ROLECALL_TEST_PROGRAM === 'native' ? 'native' : 'node'];

/** The built program, as a person runs it. */
export const program = chosen.program;
/** The same as words of a shell. */
export const programLine = quoted(program);

/** The program that lets a test load something into it, the same as words of a shell, and what to set for it. */
export const injectable = chosen.injectable.program;
export const injectableLine = quoted(injectable);
export const injecting = (...files: readonly string[]): Readonly<Record<string, string>> => ({
  [chosen.injectable.variable]: files.map((file) => `${chosen.injectable.loads} ${file}`).join(' '),
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
