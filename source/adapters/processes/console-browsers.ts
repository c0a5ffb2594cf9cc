import { closeSync, existsSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { browserCommands, isBrowserApart } from '../../domain/console/browser.ts';
import {
  type BrowserKind,
  browserKinds,
  type FoundBrowser,
  isBrowserProgram,
  isShutOff,
  profileFolders,
  programsOf,
} from '../../domain/console/browsers.ts';
import { addOnsIn } from '../../domain/console/container.ts';
import type { NamedBrowser } from '../../domain/console/machine.ts';
import type { ContainerAddOn } from '../../domain/console/where.ts';
import type { Environment } from '../../domain/shells/environment.ts';
import { unlessProblem } from '../../problem.ts';
import { readBounded } from '../files/bounded-file.ts';
import { findExecutable } from './executable.ts';

type Here = { readonly env: Environment; readonly home: string; readonly platform?: string };

/** The browsers of this machine, each once. @param named the path of one more */
export function browsersHere(
  { env, home, platform = process.platform }: Here,
  named?: NamedBrowser,
): readonly FoundBrowser[] {
  const found = browserKinds.flatMap((kind): readonly FoundBrowser[] => {
    const { inPath, at } = programsOf(kind, platform, env, home);
    const program = inPath.map((name) => inPathOf(name, env)).find((path) => path !== undefined) ?? at.find(existsSync);
    return program === undefined ? [] : [browserAt(kind, program, addOnsOf(kind, { env, home, platform }))];
  });
  if (named === undefined) return found;
  const addOns = [...new Set(browserKinds.flatMap((kind) => addOnsOf(kind, { env, home, platform })))];
  const { program, family } = named;
  const path = inPathOf(program, env);
  return path === undefined
    ? found
    : [...found, browserAt({ name: program, title: basename(program), family }, path, addOns)];
}

const browserAt = (
  { name, title, family }: Pick<FoundBrowser, 'name' | 'title' | 'family'>,
  program: string,
  addOns: readonly ContainerAddOn[],
): FoundBrowser => ({
  name,
  title,
  family,
  program,
  isShutOff: isShutOffHere(program),
  addOns: family === 'firefox' ? addOns : [],
});

const inPathOf = (name: string, env: Environment): string | undefined => unlessProblem(() => findExecutable(name, env));

/** A profile of a browser is small; `extensions.json` of one with many add-ons has some hundred kilobytes. */
const bounds = { largest: 16 << 20, patience: 500 };

function addOnsOf(kind: BrowserKind, { env, home, platform }: Required<Here>): readonly ContainerAddOn[] {
  const roots = profileFolders(kind, platform, env, home).flatMap((folder) => [folder, join(folder, 'Profiles')]);
  const profiles = roots.flatMap((root) => foldersIn(root).map((name) => join(root, name, 'extensions.json')));
  const texts = profiles.filter(existsSync).flatMap((path) => attempt(() => readBounded(path, bounds)) ?? []);
  return [...new Set(texts.flatMap(addOnsIn))];
}

const foldersIn = (path: string): readonly string[] => attempt(() => readdirSync(path)) ?? [];

/** Whether the program runs shut off from directories of ours. */
function isShutOffHere(program: string): boolean {
  const path = attempt(() => realpathSync(program)) ?? program;
  return isShutOff(path, startOf(path)) || isShutOff(program, '');
}

/** The first 4 KiB of a file as Latin-1. */
function startOf(path: string): string {
  const read = attempt(() => {
    const file = openSync(path, 'r');
    try {
      const bytes = new Uint8Array(4096);
      return Buffer.from(bytes.subarray(0, readSync(file, bytes))).toString('latin1');
    } finally {
      closeSync(file);
    }
  });
  return read ?? '';
}

/**
 * Whether a program can read a page that lies here: a browser that is known, on this machine, and not shut off from hidden
 * directories. Of an opener or a wrapper nobody knows what it starts.
 * @param program that opens a browser; the person's usual browser unless given
 */
export async function readsPages({ env }: Pick<Here, 'env'>, program?: string): Promise<boolean> {
  if (env.SSH_CONNECTION || env.SSH_TTY || env.SSH_CLIENT || isBrowserApart(env, existsSync)) return false;
  if (program !== undefined) return isReadingBrowser(program, env);
  if (env.BROWSER) return browserCommands(env.BROWSER, '').every(([file]) => isReadingBrowser(file, env));
  return usualReadsPages(env);
}

function isReadingBrowser(program: string, env: Environment): boolean {
  const path = isBrowserProgram(program) ? inPathOf(program, env) : undefined;
  return path !== undefined && !isShutOffHere(path);
}

/** On Linux, where the browser of https addresses is that of HTML files as well; elsewhere nobody says so. */
async function usualReadsPages(env: Environment): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const types = ['x-scheme-handler/https', 'text/html'];
  const [ofAddresses = '', ofFiles] = await Promise.all(types.map((type) => handlerOf(type, env)));
  // Those of Snap and Flatpak have other names.
  return ofAddresses === ofFiles && isReadingBrowser(ofAddresses.replace(/\.desktop$/, ''), env);
}

/** The desktop file of the program that opens things of a kind; empty where nobody knows. */
async function handlerOf(type: string, env: Environment): Promise<string> {
  const { spawn } = await import('../runtime/spawn.ts');
  return new Promise((resolve) => {
    const stdio = ['ignore', 'pipe', 'ignore'] as const;
    const child = spawn('xdg-mime', ['query', 'default', type], { env: { ...env }, stdio: [...stdio], timeout: 2_000 });
    let printed = '';
    child.stdout?.on('data', (part) => {
      printed += part;
    });
    child.once('error', () => resolve(''));
    child.once('close', () => resolve(printed.trim()));
  });
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
