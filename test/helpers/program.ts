import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built program, as a person runs it. */
export const program = fileURLToPath(new URL('../../dist/rolecall.cjs', import.meta.url));

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs the program without a terminal, in an environment of its own. */
export function runProgram(
  argv: readonly string[],
  options: { readonly env: Readonly<Record<string, string>>; readonly input?: string; readonly cwd?: string },
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    // A session of its own has no controlling terminal, so that /dev/tty is not the developer's.
    const child = spawn(process.execPath, [program, ...argv], { env: options.env, cwd: options.cwd, detached: true });
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
