import { posix, win32 } from 'node:path';
import type { Environment } from '../../domain/shells/environment.ts';

/** Where rolecall keeps its own things: sessions in the cache, choices in the settings. */
export type OwnPaths = { readonly home: string; readonly cache: string; readonly settings: string };

/**
 * The platform's conventions, or everything under `ROLECALL_HOME`. No path is relative: what lies in the directory where
 * one happens to be must not be taken for ours.
 */
export function ownPaths(env: Environment, platform: NodeJS.Platform = process.platform): OwnPaths {
  const { isAbsolute, join, resolve } = platform === 'win32' ? win32 : posix;
  // The XDG specification says that a relative path is to be ignored; a relative home is no better.
  const absolute = (path: string | undefined) => (path !== undefined && isAbsolute(path) ? path : undefined);
  const home = absolute(env.HOME) ?? (platform === 'win32' ? absolute(env.USERPROFILE) : undefined) ?? systemHome();
  if (env.ROLECALL_HOME) {
    // `resolve` alone takes the program's own directory for one that is gone.
    const own = absolute(env.ROLECALL_HOME) ?? trying(() => resolve(process.cwd(), env.ROLECALL_HOME ?? ''));
    return { home, cache: join(own, 'cache'), settings: join(own, 'settings') };
  }
  if (platform === 'win32') {
    const local = absolute(env.LOCALAPPDATA) ?? join(home, 'AppData', 'Local');
    const roaming = absolute(env.APPDATA) ?? join(home, 'AppData', 'Roaming');
    return { home, cache: join(local, 'rolecall', 'Cache'), settings: join(roaming, 'rolecall') };
  }
  if (platform === 'darwin') {
    const library = join(home, 'Library');
    return {
      home,
      cache: join(library, 'Caches', 'rolecall'),
      settings: join(library, 'Application Support', 'rolecall'),
    };
  }
  return {
    home,
    cache: join(absolute(env.XDG_CACHE_HOME) ?? join(home, '.cache'), 'rolecall'),
    settings: join(absolute(env.XDG_CONFIG_HOME) ?? join(home, '.config'), 'rolecall'),
  };
}

/** A user without a home, as in some containers, keeps nothing. Whoever has `HOME` set need not wait for `node:os`. */
function systemHome(): string {
  const { homedir, userInfo } = process.getBuiltinModule('node:os');
  const named = trying(homedir);
  // The runtime says what HOME says, where it says something.
  return posix.isAbsolute(named) || win32.isAbsolute(named) ? named : trying(() => userInfo().homedir);
}

/** Below this path nothing can be: for whoever has no home, or is in a directory that is gone. */
function trying(find: () => string): string {
  try {
    return find() || '/dev/null';
  } catch {
    return '/dev/null';
  }
}
