import { mkdtemp, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import type { Machine } from '../../domain/machine/view.ts';
import { Problem } from '../../problem.ts';
import { isSystem } from '../files/own-directory.ts';
import { ownExecutable } from '../runtime/own-executable.ts';
import { findExecutable } from './executable.ts';
import { inHome } from './profile-commands.ts';

/** Time-out for a host that does not answer. Milliseconds. */
const patience = 4_000;

/** The checks of `doctor` that need this machine: files, clock, network. */
export function createMachine(): Machine {
  return { ownProgram: ownExecutable, look, clockOf, whyUnreachable, whyUnwritable, whyNotRun };
}

const look: Machine['look'] = async (path) => {
  const found = await stat(path).catch(() => undefined);
  // Nobody keeps anything in a device or a pipe, such as /dev/null, and its mode is the system's affair.
  if (!found?.isFile() && !found?.isDirectory()) return undefined;
  const own = process.getuid?.();
  return {
    path,
    isDirectory: found.isDirectory(),
    mode: own === undefined ? undefined : found.mode & 0o7777,
    isYours: own === undefined || found.uid === own,
    isSystem: own !== undefined && isSystem(found.uid),
  };
};

/** Tries it: modes alone say nothing of a disk that is full or read-only. What it makes it removes. */
const whyUnwritable: Machine['whyUnwritable'] = async (directory) => {
  let there = directory;
  while ((await stat(there).catch(() => undefined)) === undefined && dirname(there) !== there) there = dirname(there);
  try {
    const trial = await mkdtemp(join(there, '.rolecall-'));
    await rm(trial, { recursive: true, force: true });
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
};

const whyNotRun: Machine['whyNotRun'] = async (program, env) => {
  try {
    findExecutable(inHome(program, env), env);
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.text.title;
    throw error;
  }
};

const clockOf: Machine['clockOf'] = async (url) => {
  const { get } = url.startsWith('http:') ? await import('node:http') : await import('node:https');
  return new Promise((resolve) => {
    const before = Date.now();
    const request = get(url, { timeout: patience, agent: false }, (answer) => {
      answer.resume();
      const said = Date.parse(answer.headers.date ?? '');
      // The header has whole seconds: on average half a second has passed.
      if (Number.isNaN(said)) resolve({ why: 'its answer has no date' });
      else resolve({ offset: said + 500 - (before + Date.now()) / 2 });
    });
    request.on('timeout', () => request.destroy(new Error('no answer in time')));
    request.on('error', (error: NodeJS.ErrnoException) => resolve({ why: error.code ?? error.message }));
  });
};

const whyUnreachable: Machine['whyUnreachable'] = (host, port) =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patience }, () => end(undefined));
    const end = (why: string | undefined) => {
      socket.destroy();
      resolve(why);
    };
    socket.on('timeout', () => end('no answer in time'));
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
