import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isBrowserApart, isOverSsh } from '../../domain/console/browser.ts';
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
import { attempt } from '../attempt.ts';
import { readBounded } from '../files/bounded-file.ts';
import { commandsHere } from './browser.ts';
import { findExecutable, firstBytes } from './executable.ts';

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
  const path = named && inPathOf(named.program, env);
  if (named === undefined || path === undefined) return found;
  const { program: name, family } = named;
  const kinds = browserKinds.filter((kind) => kind.family === family);
  const addOns = [...new Set(kinds.flatMap((kind) => addOnsOf(kind, { env, home, platform })))];
  return [...found, browserAt({ name, title: basename(name), family }, path, addOns)];
}

const browserAt = (
  { name, title, family }: Pick<FoundBrowser, 'name' | 'title' | 'family'>,
  program: string,
  addOns: readonly ContainerAddOn[],
): FoundBrowser => ({ name, title, family, program, isShutOff: isShutOffHere(program), addOns });

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
  return isShutOff(path, firstBytes(path, 4096) ?? '') || isShutOff(program, '');
}

/**
 * Whether a program can read a page that lies here: a browser that is known, on this machine, and not shut off from hidden
 * directories. Of an opener or a wrapper nobody knows what it starts.
 * @param program that opens a browser; the person's usual browser unless given
 */
export async function readsPages({ env }: Pick<Here, 'env'>, program?: string): Promise<boolean> {
  if (isOverSsh(env) || isBrowserApart(env, existsSync)) return false;
  if (program !== undefined) return isReadingBrowser(program, env);
  if (env.BROWSER) return commandsHere(env.BROWSER, '').every(([file]) => isReadingBrowser(file, env));
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
export async function handlerOf(type: string, env: Environment): Promise<string> {
  const { spawn } = await import('../runtime/spawn.ts');
  return new Promise<string>((resolve) => {
    const stdio = ['ignore', 'pipe', 'ignore'] as const;
    const child = spawn('xdg-mime', ['query', 'default', type], { env: { ...env }, stdio: [...stdio], timeout: 2_000 });
    let printed = '';
    child.stdout?.on('data', (part) => {
      printed += part;
    });
    child.once('error', () => resolve(''));
    child.once('close', () => resolve(printed.trim()));
    // The runtime throws some refusals of the system at once.
  }).catch(() => '');
}
