import { splitCommand } from '../profiles/text/command-line.ts';

/** The person's browser. */
export type Browser = {
  /** Why no browser can be opened here; undefined where one can. */
  readonly missing: string | undefined;
  /** @throws where it did not start */
  readonly open: (url: string) => Promise<void>;
};

/**
 * Why no browser can be opened in front of the person; undefined where one can.
 * @param env the environment of this process
 */
export function whyNoBrowser(env: Readonly<Record<string, string | undefined>>, platform: string): string | undefined {
  if (env.BROWSER) return undefined;
  if (isOverSsh(env)) return 'You are here over SSH';
  const hasDisplay = platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY || env.WSL_DISTRO_NAME);
  return hasDisplay ? undefined : 'There is no display here';
}

/** Does the person sit at another machine? @param env the environment of this process */
export const isOverSsh = (env: Readonly<Record<string, string | undefined>>): boolean =>
  Boolean(env.SSH_CONNECTION || env.SSH_TTY || env.SSH_CLIENT);

/** Files that containers have. */
export const containerMarks: readonly string[] = ['/.dockerenv', '/run/.containerenv'];

/**
 * Whether the person's browser runs where no port of 127.0.0.1 here can be reached: outside a container, or on the Windows
 * around a Linux.
 * @param isThere whether a file is there
 */
export const isBrowserApart = (
  env: Readonly<Record<string, string | undefined>>,
  isThere: (path: string) => boolean,
): boolean =>
  Boolean(env.WSL_DISTRO_NAME || env.container || env.REMOTE_CONTAINERS || env.CODESPACES) ||
  containerMarks.some(isThere);

/** Where `$BROWSER` is read. */
type Machine = { readonly platform: string; readonly isThere: (path: string) => boolean };

/**
 * The command lines that `$BROWSER` names, in the order in which they are tried: several are parted by colons, on Windows by
 * semicolons (not tried there), and `%s` stands for the address, which else comes last. No shell reads them, but they are quoted
 * as for one; a path that is there needs no quotes.
 */
export function browserCommands(
  browser: string,
  url: string,
  { platform, isThere }: Machine,
): readonly (readonly [file: string, ...words: string[]])[] {
  const isWindows = platform === 'win32';
  return browser.split(isWindows ? ';' : ':').flatMap((line) => {
    const path = line.trim();
    const isPath = /[\\/]/.test(path) && isThere(path);
    const [file, ...words] = isPath ? [path] : (splitCommand(line, isWindows) ?? []);
    if (file === undefined) return [];
    const hasPlace = words.some((word) => word.includes('%s'));
    return [[file, ...(hasPlace ? words.map((word) => word.replaceAll('%s', () => url)) : [...words, url])] as const];
  });
}
