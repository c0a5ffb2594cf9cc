import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, browserCommands, whyNoBrowser } from '../../domain/console/browser.ts';
import type { Environment } from '../../domain/shells/environment.ts';
import { isIdentity, outsideKeysVariable } from '../../domain/shells/names.ts';
import { outliving } from '../runtime/outliving.ts';
import { findExecutable } from './executable.ts';

/** The user's browser: `$BROWSER`, else the default one. The URL is an argument of the program that opens it, visible in the process list. */
export function createBrowser(person: Environment): Browser {
  const env = withoutIdentity(person);
  return {
    missing: whyNoBrowser(env, process.platform),
    open: (url) => (env.BROWSER ? openNamed(commandsHere(env.BROWSER, url), env) : openDefault(url, env)),
  };
}

/** {@link browserCommands} on this machine. */
export const commandsHere = (browser: string, url: string): ReturnType<typeof browserCommands> =>
  browserCommands(browser, url, { platform: process.platform, isThere: existsSync });

/** A browser runs on for days, and its helpers have what it has: no key is for them. */
export const withoutIdentity = (env: Environment): Environment =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !isIdentity(name) && name !== outsideKeysVariable));

async function openDefault(url: string, env: Environment): Promise<void> {
  const { default: open } = await import('open');
  const opener = await asIfIn(env, () => open(url));
  if (!(await runsOrSucceeds(opener))) throw new Error('the default browser could not be started');
}

/** Runs work whose children have that environment: the library gives them this process's own. */
async function asIfIn<T>(env: Environment, work: () => Promise<T>): Promise<T> {
  const ours = { ...process.env };
  const put = (wanted: Environment) => {
    for (const name of Object.keys(process.env)) if (wanted[name] === undefined) delete process.env[name];
    for (const [name, value] of Object.entries(wanted)) if (value !== undefined) process.env[name] = value;
  };
  put(env);
  try {
    return await work();
  } finally {
    put(ours);
  }
}

/** A program that opens a browser and ends does so within this time; a browser itself runs on. Milliseconds. */
const patience = 1_000;

/** The first that starts and does not fail at once. */
async function openNamed(commands: ReturnType<typeof browserCommands>, env: Environment): Promise<void> {
  for (const [file, ...words] of commands) {
    if (await startDetached(file, words, env)) return;
  }
  throw new Error('no program of BROWSER could be started');
}

/** Starts a program that lives on after us. @returns whether it started and did not fail at once */
export async function startDetached(file: string, words: readonly string[], env: Environment): Promise<boolean> {
  const { spawn } = await import('../runtime/spawn.ts');
  try {
    // Where it is not there, cmd of Windows would say so in a window, and wait.
    const start = outliving([findExecutable(file, env), ...words]);
    const child = spawn(start.file, start.words, { ...start.options, env: { ...env }, stdio: 'ignore' });
    child.unref();
    return await runsOrSucceeds(child);
  } catch {
    return false;
  }
}

/** Whether a program goes on running, or ends well at once. */
const runsOrSucceeds = (child: ChildProcess): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), patience);
    const settle = (is: boolean) => {
      clearTimeout(timer);
      resolve(is);
    };
    child.once('error', () => settle(false));
    child.once('exit', (status) => settle(status === 0));
  });
