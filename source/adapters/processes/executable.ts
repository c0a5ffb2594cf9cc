import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { own } from '../../domain/own.ts';
import type { Environment } from '../../domain/shells/environment.ts';
import type { HandOver } from '../../domain/shells/hand-over.ts';
import { batchLine, isBatchFile, namesOfProgram } from '../../domain/windows.ts';
import { Problem } from '../../problem.ts';

const defaultPath = '/usr/local/bin:/usr/bin:/bin';

/**
 * The file that a shell would run for `name`: itself where it holds a slash, else the first in the PATH of `environment`.
 *
 * @throws Problem: 127 where there is none, 126 where it may not be run.
 */
export function findExecutable(name: string, environment: Environment, platform: string = process.platform): string {
  const isPath = name.includes('/') || name.includes(sep);
  const names = platform === 'win32' ? namesOfProgram(name, environment.PATHEXT) : [name];
  const folders = isPath ? [undefined] : searchPath(environment).map((folder) => folder || '.');
  const candidates = folders.flatMap((folder) =>
    names.map((each) => (folder === undefined ? each : join(folder, each))),
  );
  const files = candidates.filter(isFile);
  const found = files.find(isExecutable);
  if (found !== undefined) return found;
  const [refused] = files;
  if (refused !== undefined) {
    throw new Problem({ code: 'command-not-executable', title: `${refused} is not executable.`, exitCode: 126 });
  }
  const title = isPath ? noFile(name) : undefined;
  if (title !== undefined) throw new Problem({ code: 'command-not-executable', title, exitCode: 126 });
  throw new Problem({
    code: 'command-not-found',
    title: `There is no command ${name}.`,
    todo: ['Check the name, and that its directory is in PATH.'],
    exitCode: 127,
  });
}

/** A file and its arguments, as the system starts them. */
type Runnable = Pick<HandOver, 'file' | 'argv'> & {
  /** Windows gets the arguments as they are, quotes and all. */
  readonly windowsVerbatimArguments?: true;
};

/**
 * The file and arguments to start: the file itself, or `sh` for a script without `#!`, which execve refuses and shells run; on
 * Windows `cmd.exe` for a batch file.
 * @throws Problem 126 where the interpreter is missing, or cmd cannot be given such arguments
 */
export function runnable({ file, argv, environment }: HandOver, platform: string = process.platform): Runnable {
  if (platform === 'win32') return isBatchFile(file) ? batch(file, argv.slice(1), environment) : { file, argv };
  const start = firstBytes(file);
  if (start === undefined) return { file, argv };
  if (start.startsWith('#!')) {
    const interpreter = /^#![ \t]*([^\s]+)/.exec(start)?.[1] ?? '';
    if (isExecutable(interpreter)) return { file, argv };
    throw new Problem({
      code: 'interpreter-not-found',
      title: `${file} has to be run by ${interpreter}, which does not exist.`,
      exitCode: 126,
    });
  }
  return isBinary(start) ? { file, argv } : { file: '/bin/sh', argv: ['sh', file, ...argv.slice(1)] };
}

function batch(file: string, words: readonly string[], environment: Environment): Runnable {
  const line = batchLine([file, ...words]);
  if (line !== undefined) {
    // Never one of the folder in which we are.
    const cmd = environment.COMSPEC ?? findExecutable('cmd.exe', environment);
    return { file: cmd, argv: ['cmd', '/d', '/v:off', '/s', '/c', line], windowsVerbatimArguments: true };
  }
  throw new Problem({
    code: 'command-refused',
    title: `${file} cannot be given these arguments.`,
    means: 'It is a batch file, and cmd cannot quote an argument with %, " or a line break.',
    todo: ['Run the program that it starts, with the same arguments.'],
    exitCode: 126,
  });
}

/**
 * Whether the system has to know what to do with a file: a program of this machine, of Windows in WSL, of another kind that is
 * registered (binfmt_misc). As in bash, what has a NUL before its first line ends is no script; nor is a program that was damaged.
 */
const isBinary = (start: string) => start.startsWith('\x7fELF') || /^[^\n]*\0/.test(start);

/** The first bytes of a file as Latin-1; undefined where it may be run but not read. */
export function firstBytes(file: string, count = 256): string | undefined {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const bytes = new Uint8Array(count);
      return String.fromCharCode(...bytes.subarray(0, readSync(descriptor, bytes)));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}

function searchPath(environment: Environment): readonly string[] {
  return (environment.PATH ?? defaultPath).split(delimiter);
}

function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    // Missing, or in a directory of PATH that we may not read: the search continues, as in a shell.
    return false;
  }
}

/** Why a path that is there, or may be, is no file to run; undefined where nothing is there. Shells tell these apart. */
function noFile(path: string): string | undefined {
  try {
    return `${path} is ${statSync(path).isDirectory() ? 'a directory' : 'not a file that can be run'}.`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') return `${path} cannot exist: what comes before the last / is not a directory.`;
    return code === 'EACCES' ? `${path} is in a directory that you may not read.` : undefined;
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Why the system refused to start a file, by error code. */
const reasons: Readonly<Record<string, string>> = {
  E2BIG: 'Its arguments and environment are too long.',
  EACCES: 'It may not be run, or is where nothing may be run.',
  ENOENT: 'What would run it, an interpreter or the loader of another system, is missing.',
  ENOEXEC: 'It is not a program for this machine: damaged, or built for another kind of machine.',
  ETXTBSY: 'It is being written to right now.',
  ENOMEM: 'There is not enough memory for it.',
  ELIBBAD: 'What would load it is damaged.',
};

/**
 * The problem for a command that the system refused to start.
 * @param cause the error number of execve, or the error of the child
 */
export function refused(file: string, cause: number | NodeJS.ErrnoException): Problem {
  const code = typeof cause === 'number' ? codeOf(cause) : cause.code;
  return new Problem(
    {
      code: 'command-refused',
      title: `${file} could not be started.`,
      means: own(reasons, code ?? '') ?? (typeof cause === 'number' ? `The system says ${code}.` : cause.message),
      exitCode: 126,
    },
    { cause },
  );
}

const codeOf = (number: number): string =>
  Object.entries(process.getBuiltinModule('node:os').constants.errno).find(([, value]) => value === number)?.[0] ??
  `error ${number}`;
