import { pathToFileURL } from 'node:url';
import type { ConsoleMachine } from '../../domain/console/machine.ts';
import type { Environment } from '../../domain/shells/environment.ts';
import { attempt } from '../attempt.ts';
import { consoleDirectory, forgetConsoles, writeSignInPage } from '../cache/console-files.ts';
import type { OwnPaths } from '../files/paths.ts';
import { outliving } from '../runtime/outliving.ts';
import { startDetached, withoutIdentity } from './browser.ts';
import { browsersHere, readsPages } from './console-browsers.ts';

/** A page is there for as long as a slow browser takes to start. Seconds. */
const pageLasts = 60;

/** The browsers of this machine, and our files for them. @param person their environment, from before any role */
export function createConsoles(person: Environment, { home, cache }: OwnPaths): ConsoleMachine {
  const env = withoutIdentity(person);
  return {
    browsers: async (named) => browsersHere({ env, home }, named),
    readsPages: (program) => readsPages({ env }, program),
    page: async (html) => {
      const path = writeSignInPage(cache, html);
      await removeLater(path, env);
      return pathToFileURL(path).href;
    },
    directory: async (name) => consoleDirectory(cache, name),
    start: ([file, ...words]) => startDetached(file, words, env),
    forget: async (names) => forgetConsoles(cache, names),
    digest: (text, as) => new Bun.CryptoHasher('sha256').update(text).digest(as),
  };
}

/**
 * Has a page removed when we are gone: by a shell that sleeps, which costs less than we would. Where it cannot be started, the
 * next console or the daily sweep removes the page; what is in it serves nobody after a quarter of an hour.
 */
async function removeLater(path: string, env: Environment): Promise<void> {
  const { spawn } = await import('../runtime/spawn.ts');
  const { file, words, options } = outliving(removal(path, process.platform));
  // The runtime throws some refusals of the system at once and emits others later.
  attempt(() => {
    const child = spawn(file, words, { ...options, env: { ...env }, stdio: 'ignore', cwd: '/' });
    child.once('error', () => undefined);
    child.unref();
  });
}

/** The command that removes a file in a minute, by platform. That of Windows was not tried. */
export const removal = (path: string, platform: string): readonly [string, ...string[]] =>
  platform === 'win32'
    ? [
        'powershell',
        '-NoProfile',
        '-Command',
        `Start-Sleep ${pageLasts}; Remove-Item -LiteralPath '${path.replaceAll("'", "''")}'`,
      ]
    : ['/bin/sh', '-c', `sleep ${pageLasts}; rm -f -- "$1"`, 'sh', path];
