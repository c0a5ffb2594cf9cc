import { splitLikeShell } from '../../domain/profiles/text/header.ts';
import type { Environment } from '../../domain/shells/environment.ts';
import { spawn } from '../runtime/spawn.ts';

/** How a command that a profile names ended. */
export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

/** More than any answer has; a command that goes on printing is ended. Bytes. */
const most = 1 << 20;

/** What it printed is on its way when it has ended. Milliseconds. */
const forTheRest = 300;

type Options = {
  readonly env: Environment;
  /** What it says to a person goes to the terminal; else it is kept for the error. */
  readonly speaks: boolean;
  /** Milliseconds. */
  readonly patience: number;
};

/**
 * Runs a command as the AWS CLI does: split like a shell's words, without a shell. A program under `~/` or `$HOME/` is
 * found as well, which the JS SDK's shell would do.
 * @throws Error `ENOENT` and its kin where it cannot be started, `ETIMEDOUT` where it does not end, `EFBIG` where it
 * does not stop printing
 */
export function runCommand(command: string, { env, speaks, patience }: Options): Promise<Ran> {
  const [program = '', ...args] = splitCommand(command);
  return new Promise((resolve, reject) => {
    const child = spawn(atHome(program, env), args, {
      env: env as NodeJS.ProcessEnv,
      stdio: ['inherit', 'pipe', speaks ? 'inherit' : 'pipe'],
      windowsHide: true,
    });
    let out = '';
    let err = '';
    /** Whatever it left running may hold its streams open; nobody waits for that. */
    const end = (settle: () => void) => {
      clearTimeout(timer);
      child.stdout?.destroy();
      child.stderr?.destroy();
      settle();
    };
    const give = (code: string, why: string) => {
      child.kill();
      end(() => reject(Object.assign(new Error(why), { code })));
    };
    const timer = setTimeout(() => give('ETIMEDOUT', `It did not end within ${patience / 1000} s.`), patience);
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (out.length > most) give('EFBIG', 'It printed more than any answer has.');
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (err.length < most) err += text;
    });
    child.on('error', (error) => end(() => reject(named(error, program))));
    child.on('exit', (code) => {
      const done = () => end(() => resolve({ code, out, err }));
      child.once('close', done);
      setTimeout(done, forTheRest).unref();
    });
  });
}

/** The runtime words one of these errors without its code. */
function named(error: NodeJS.ErrnoException, program: string): Error {
  return error.code === 'ENOENT' ? Object.assign(error, { message: `spawn ${program} ENOENT` }) : error;
}

/** A backslash is part of a path on Windows, and an escape elsewhere. */
function splitCommand(command: string): readonly string[] {
  if (process.platform !== 'win32') return splitLikeShell(command) ?? [command];
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

function atHome(program: string, env: Environment): string {
  const home = env.HOME ?? env.USERPROFILE;
  return home === undefined ? program : program.replace(/^(~|\$HOME|\$\{HOME\})(?=\/)/, () => home);
}
