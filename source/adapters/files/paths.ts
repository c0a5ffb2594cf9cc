import { posix, win32 } from 'node:path';
import type { Environment } from '../../domain/shells/environment.ts';
import { Problem } from '../../problem.ts';

/** Directories: the user's home, our cache (sessions), our settings. */
export type OwnPaths = { readonly home: string; readonly cache: string; readonly settings: string };

/**
 * By the platform's conventions, or all under `ROLECALL_HOME`. Never relative: files in the current directory must not be
 * taken for ours.
 * @throws Problem where `ROLECALL_HOME` is relative
 */
export function ownPaths(env: Environment, platform: NodeJS.Platform = process.platform): OwnPaths {
  const { isAbsolute, join, dirname } = platform === 'win32' ? win32 : posix;
  // The XDG specification says that a relative path is to be ignored; a relative home is no better.
  const absolute = (path: string | undefined) => (path !== undefined && isAbsolute(path) ? path : undefined);
  const home = absolute(env.HOME) ?? (platform === 'win32' ? absolute(env.USERPROFILE) : undefined) ?? systemHome();
  if (env.ROLECALL_HOME) {
    const own = absolute(env.ROLECALL_HOME);
    if (own === undefined) throw relativeHome(env.ROLECALL_HOME);
    // In the demo nothing in the person's own home is read or changed: sign-ins lie in ~/.aws as well.
    const inDemo = env.ROLECALL_DEMO === undefined ? home : dirname(own);
    return { home: inDemo, cache: join(own, 'cache'), settings: join(own, 'settings') };
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

/** Where aws-sso-cli looks for its settings, on every platform. */
export function awsSsoCliPaths(env: Environment, home: string): readonly string[] {
  const { isAbsolute, join } = process.platform === 'win32' ? win32 : posix;
  const { XDG_CONFIG_HOME: named } = env;
  const base = named !== undefined && isAbsolute(named) ? named : join(home, '.config');
  return [join(base, 'aws-sso', 'config.yaml'), join(home, '.aws-sso', 'config.yaml')];
}

/** The home by the system's user database. `node:os` is loaded only where HOME is not set. */
function systemHome(): string {
  const { homedir, userInfo } = process.getBuiltinModule('node:os');
  const named = trying(homedir);
  // `homedir` returns HOME where it is set, even to a relative path.
  return posix.isAbsolute(named) || win32.isAbsolute(named) ? named : trying(() => userInfo().homedir);
}

/** `/dev/null` where there is no home (some containers): no file can exist below it. */
function trying(find: () => string): string {
  try {
    return find() || '/dev/null';
  } catch {
    return '/dev/null';
  }
}

function relativeHome(path: string): Problem {
  return new Problem({
    code: 'home-relative',
    title: `ROLECALL_HOME is ${path}, a relative path, which means another place in each directory.`,
    means: 'A directory you merely visit could bring its own sessions and settings.',
    todo: [
      'Set it to an absolute path, for example "$HOME/.rolecall".',
      'Or remove ROLECALL_HOME from the environment.',
    ],
    exitCode: 2,
  });
}
