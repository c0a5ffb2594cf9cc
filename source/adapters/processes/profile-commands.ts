import type { ChildProcess } from 'node:child_process';
import { type AccessKey, readPrintedKey } from '../../domain/access-keys/stored-key.ts';
import type { SourceIdentity } from '../../domain/profiles/profile.ts';
import { splitCommand } from '../../domain/profiles/text/command-line.ts';
import { mfaProcessPatienceMs } from '../../domain/sessions/cache/margins.ts';
import type { Offered } from '../../domain/sessions/credentials.ts';
import type { Environment } from '../../domain/shells/environment.ts';
import { Problem } from '../../problem.ts';
import { spawn } from '../runtime/spawn.ts';

// The commands that a profile names: credential_process, mfa_process, web_identity_token_process.

/** `credential_process` may have to ask a vault, or a person. Milliseconds. */
const credentialPatience = 120_000;

/** A command that prints more than any answer has is ended. Bytes. */
const largestOutput = 1 << 20;

/** For a command that is told to end. Milliseconds. */
const graceTime = 1_000;

/** After the exit, the last output is still on its way. Milliseconds. */
const drainTime = 300;

/** Which of these commands are running around this process: a digest of each, the outermost first. */
const runningVariable = 'ROLECALL_RUNNING';

/** Commands that start rolecall for a profile with another command, and so on: more are a mistake. */
const mostNested = 8;

const runningIn = (env: Environment): readonly string[] => (env[runningVariable] ?? '').split(' ').filter(Boolean);

/** The command is running already, and this process is part of it: it would start itself without end. */
class LeadsBack extends Error {
  constructor() {
    super('It leads back to itself: it starts rolecall, which would start it again.');
    this.name = 'LeadsBack';
  }
}

/** How a command ended and what it printed; `code` is null where a signal ended it. */
export type CommandResult = { readonly code: number | null; readonly out: string; readonly err: string };

type Options = {
  readonly env: Environment;
  /** Its standard input is ours unless given. */
  readonly input?: 'ignore';
  /** It gets a process group of its own, without a terminal, and is ended with its children. */
  readonly apart?: boolean;
  /** Ends it. */
  readonly until?: AbortSignal;
  /** Its error stream goes to the terminal; otherwise the text is collected for the error message. */
  readonly speaks: boolean;
  /** Milliseconds. */
  readonly patience: number;
};

/**
 * The code that `mfa_process` prints. Its error stream is the user's terminal where nothing is drawn there, for programs
 * that ask for a key to be touched; its output is never shown.
 * @throws Problem where it cannot be run or does not end with 0
 */
export async function printedCode(command: string, env: Environment, speaks: boolean): Promise<string> {
  const failed = {
    code: 'mfa-process-failed',
    title: 'mfa_process did not give a code.',
    todo: ['Run the command by hand to see what it says.'],
  };
  const result = await runCommand(command, { env, speaks, patience: mfaProcessPatienceMs }).catch((cause: Error) => {
    throw new Problem({ ...failed, means: cause.message }, { cause });
  });
  if (result.code === 0) return result.out;
  throw new Problem({ ...failed, means: result.code === null ? 'It was killed.' : `It exited with ${result.code}.` });
}

/**
 * The credentials that `credential_process` prints, unchecked but for their form. The SDK does not run it, because its reader of profiles cannot find
 * every name that AWS takes, and because it would give the line to a shell.
 * @throws Error that says what was wrong, never what was printed
 */
export async function processCredentials(
  { command, profile }: SourceIdentity & { kind: 'process' },
  env: Environment,
): Promise<Offered> {
  const result = await runCommand(command, { env, speaks: false, patience: credentialPatience }).catch((cause) => {
    if (!(cause instanceof LeadsBack)) throw cause;
    const title = `credential_process of ${profile} ${leadsBack}`;
    const todo = ['Make it name a profile that has its own credentials: rolecall doctor shows the line.'];
    throw new Problem({ code: 'process-loop', title, todo }, { cause });
  });
  if (result.code !== 0) throw new Error(failureText(result));
  const answer = parsed(result.out);
  if (answer.Version !== 1) throw new Error('What it printed does not have Version 1.');
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = answer;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new Error('What it printed lacks AccessKeyId or SecretAccessKey.');
  }
  const { Expiration: expiration } = answer;
  const expiresAt = typeof expiration === 'string' ? Date.parse(expiration) : undefined;
  if (Number.isNaN(expiresAt) || (expiresAt === undefined && (expiration ?? undefined) !== undefined)) {
    throw new Error('The Expiration it printed is not a time.');
  }
  if (expiresAt !== undefined && expiresAt < Date.now()) throw new Error('The credentials it printed have expired.');
  return { accessKeyId, secretAccessKey, sessionToken, expiresAt };
}

/**
 * The access key that `rolecall_key_process` prints.
 * @throws Error that says what was wrong, never what was printed
 */
export async function printedAccessKey(command: string, env: Environment): Promise<AccessKey> {
  const result = await runCommand(command, { env, speaks: false, patience: credentialPatience });
  if (result.code !== 0) throw new Error(failureText(result));
  const key = readPrintedKey(result.out);
  if ('fault' in key) throw new Error(`What it printed is not an access key. ${key.fault}`);
  return key;
}

/**
 * The token that `web_identity_token_process` prints.
 * @throws Error that says what was wrong, never what was printed
 */
export async function printedToken(command: string, env: Environment): Promise<string> {
  const result = await runCommand(command, { env, speaks: false, patience: credentialPatience });
  if (result.code !== 0) throw new Error(failureText(result));
  return result.out;
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === 'object' && answer !== null) return answer as Record<string, unknown>;
  } catch {
    // The parser's own message would quote the output.
  }
  throw new Error('What it printed is not JSON.');
}

const leadsBack = 'leads back to itself.';

function failureText({ code, err }: CommandResult): string {
  const ended = code === null ? 'It was killed by a signal.' : `It exited with ${code}.`;
  const lines = err.split('\n').filter((line) => line.trim() !== '');
  // Of several rolecalls inside one another the innermost knows why.
  const words = lines.find((line) => line.includes(leadsBack)) ?? lines[0];
  return words === undefined ? ended : `${ended} It said: ${words}`;
}

/**
 * Runs a command as the AWS CLI does: split into words like a shell, without a shell. It also finds a program under `~/`
 * or `$HOME/`, as the JS SDK's shell does.
 * @throws Error with code `ENOENT` and similar where it cannot be started, `ETIMEDOUT` where it does not end, `EFBIG`
 * where it does not stop printing
 */
export function runCommand(command: string, { env, ...options }: Options): Promise<CommandResult> {
  const [program = '', ...args] = splitCommand(command, process.platform === 'win32') ?? [command];
  const around = aroundCommand(command, env);
  if (around === undefined) return Promise.reject(new LeadsBack());
  return runProgram(inHome(program, env), args, { env: around, ...options });
}

/** The environment for a command, which notes that it runs. @returns undefined where it is running around us already */
export function aroundCommand(command: string, env: Environment): Environment | undefined {
  const running = runningIn(env);
  const id = Bun.hash(command).toString(36);
  if (running.includes(id) || running.length >= mostNested) return undefined;
  return { ...env, [runningVariable]: [...running, id].join(' ') };
}

/**
 * Runs a program with its arguments, and collects what it prints.
 * @throws as {@link runCommand}; Error with code `ABORT_ERR` where `until` ended it
 */
export function runProgram(
  program: string,
  args: readonly string[],
  { env, speaks, patience, input, apart = false, until }: Options,
): Promise<CommandResult> {
  return new Promise<CommandResult>((resolve, reject) => {
    const child = spawn(program, args, {
      env: env as NodeJS.ProcessEnv,
      stdio: [input ?? 'inherit', 'pipe', speaks ? 'inherit' : 'pipe'],
      windowsHide: true,
      detached: apart && process.platform !== 'win32',
    });
    const kill = (signal: NodeJS.Signals) => endChild(child, apart, signal);
    // Whatever it does about the other signal: it ends with us.
    const killAtExit = () => kill('SIGKILL');
    process.once('exit', killAtExit);
    child.once('exit', () => process.off('exit', killAtExit));
    let out = '';
    let err = '';
    /** A process that the command left running may hold the streams open; we do not wait for it. */
    const end = (settle: () => void) => {
      clearTimeout(timer);
      until?.removeEventListener('abort', abort);
      child.stdout?.destroy();
      child.stderr?.destroy();
      settle();
    };
    const giveUp = (code: string, why: string) => {
      kill('SIGTERM');
      setTimeout(killAtExit, graceTime).unref();
      end(() => reject(Object.assign(new Error(why), { code })));
    };
    const timer = setTimeout(() => giveUp('ETIMEDOUT', `It did not end within ${patience / 1000} s.`), patience);
    const abort = () => giveUp('ABORT_ERR', 'It was stopped.');
    if (until?.aborted) abort();
    else until?.addEventListener('abort', abort);
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (out.length > largestOutput) giveUp('EFBIG', 'It printed too much for an answer.');
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (err.length < largestOutput) err += text;
    });
    child.on('error', (error) => end(() => reject(error)));
    child.on('exit', (code) => {
      const done = () => end(() => resolve({ code, out, err }));
      child.once('close', done);
      setTimeout(done, drainTime).unref();
    });
  }).catch((error) => {
    // The runtime throws some refusals of the system at once and emits others.
    throw withProgram(error, program);
  });
}

/** @param apart with its whole process group */
function endChild(child: ChildProcess, apart: boolean, signal: NodeJS.Signals): void {
  if (!apart || child.pid === undefined || process.platform === 'win32') {
    child.kill(signal);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself.
  }
}

/** The runtime's words for a program that cannot be started would mean nothing to a person. */
function withProgram(error: NodeJS.ErrnoException, program: string): Error {
  const why = reasons.get(error.code ?? '');
  return why === undefined ? error : Object.assign(error, { message: why(program) });
}

const reasons: ReadonlyMap<string, (program: string) => string> = new Map([
  ['ENOENT', (program: string) => `There is no program ${program}.`],
  ['EACCES', (program: string) => `Your user may not run ${program}.`],
  ['EISDIR', (program: string) => `${program} is a directory.`],
  ['E2BIG', (program: string) => `The command line for ${program} is longer than the system allows.`],
]);

/** A program below `~`, whose other spelling Windows has. */
export function inHome(program: string, env: Environment, platform: string = process.platform): string {
  const home = env.HOME ?? env.USERPROFILE;
  const start = platform === 'win32' ? /^(~|\$HOME|\$\{HOME\})(?=[\\/])/ : /^(~|\$HOME|\$\{HOME\})(?=\/)/;
  return home === undefined ? program : program.replace(start, () => home);
}
