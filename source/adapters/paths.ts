import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../shell/environment-change.ts';

/** Where rolecall keeps its own things: sessions in the cache, choices in the settings. */
export type OwnPaths = { readonly home: string; readonly cache: string; readonly settings: string };

/** The platform's conventions, or everything under `ROLECALL_HOME`. */
export function ownPaths(env: Environment, platform: NodeJS.Platform = process.platform): OwnPaths {
  const home = env.HOME || (platform === 'win32' && env.USERPROFILE) || systemHome();
  const own = env.ROLECALL_HOME;
  if (own) return { home, cache: join(own, 'cache'), settings: join(own, 'settings') };
  if (platform === 'win32') {
    const local = env.LOCALAPPDATA || join(home, 'AppData', 'Local');
    const roaming = env.APPDATA || join(home, 'AppData', 'Roaming');
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

/** The XDG specification says that a relative path is to be ignored. */
function absolute(path: string | undefined): string | undefined {
  return path?.startsWith('/') ? path : undefined;
}

/** A user without a home, as in some containers, keeps nothing: below this path nothing can be. */
function systemHome(): string {
  try {
    return homedir() || '/dev/null';
  } catch {
    return '/dev/null';
  }
}
