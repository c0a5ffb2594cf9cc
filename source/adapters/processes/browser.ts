import { type Browser, browserCommands, whyNoBrowser } from '../../domain/console/browser.ts';
import type { Environment } from '../../domain/shells/environment.ts';

/** The user's browser: `$BROWSER`, else the default one. The URL is an argument of the program that opens it, visible in the process list. */
export function createBrowser(env: Environment): Browser {
  return {
    missing: whyNoBrowser(env, process.platform),
    open: (url) => (env.BROWSER ? openNamed(browserCommands(env.BROWSER, url), env) : openDefault(url)),
  };
}

async function openDefault(url: string): Promise<void> {
  const { default: open } = await import('open');
  const opener = await open(url);
  await new Promise<void>((resolve, reject) => {
    opener.once('error', reject);
    if (opener.pid !== undefined) resolve();
  });
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
  return new Promise<boolean>((resolve) => {
    const child = spawn(file, words, { env: { ...env }, stdio: 'ignore', detached: true });
    const timer = setTimeout(() => resolve(true), patience);
    const settle = (is: boolean) => {
      clearTimeout(timer);
      resolve(is);
    };
    child.once('error', () => settle(false));
    child.once('exit', (status) => settle(status === 0));
    child.unref();
  }).catch(() => false);
}
