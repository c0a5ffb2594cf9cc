import { type BrowserName, browserNames, type ContainerAddOn } from './where.ts';

/** A browser, and where its program lies on each system. */
export type BrowserKind = {
  readonly name: BrowserName;
  readonly title: string;
  /** Firefox and its like have containers, Chrome and its like take a directory. */
  readonly family: 'firefox' | 'chrome';
  /** Names of its program in PATH. */
  readonly linux: readonly string[];
  /** Below a directory of applications. */
  readonly darwin: string;
  /** Below a directory of programs. */
  readonly win32: string;
  /** Of Firefox's family: below the home, on Linux and on macOS, and below `%APPDATA%`, where its profiles lie. */
  readonly profiles?: { readonly linux: readonly string[]; readonly darwin: string; readonly win32: string };
};

const app = (name: string, program: string) => `${name}.app/Contents/MacOS/${program}`;

/** Firefox's editions share them; those of Snap and Flatpak are the last. */
const firefoxProfiles = {
  linux: [
    '.mozilla/firefox',
    '.config/mozilla/firefox',
    'snap/firefox/common/.mozilla/firefox',
    '.var/app/org.mozilla.firefox/.mozilla/firefox',
  ],
  darwin: 'Library/Application Support/Firefox',
  win32: 'Mozilla\\Firefox',
};

/** Where each browser is found. The paths of macOS and Windows were not tried. */
const kinds: Readonly<Record<BrowserName, Omit<BrowserKind, 'name'>>> = {
  firefox: {
    title: 'Firefox',
    family: 'firefox',
    linux: ['firefox', 'firefox-esr'],
    darwin: app('Firefox', 'firefox'),
    win32: 'Mozilla Firefox\\firefox.exe',
    profiles: firefoxProfiles,
  },
  'firefox-developer-edition': {
    title: 'Firefox Developer Edition',
    family: 'firefox',
    linux: ['firefox-developer-edition', 'firefox-devedition'],
    darwin: app('Firefox Developer Edition', 'firefox'),
    win32: 'Firefox Developer Edition\\firefox.exe',
    profiles: firefoxProfiles,
  },
  'firefox-nightly': {
    title: 'Firefox Nightly',
    family: 'firefox',
    linux: ['firefox-nightly'],
    darwin: app('Firefox Nightly', 'firefox'),
    win32: 'Firefox Nightly\\firefox.exe',
    profiles: firefoxProfiles,
  },
  zen: {
    title: 'Zen',
    family: 'firefox',
    linux: ['zen-browser', 'zen'],
    darwin: app('Zen', 'zen'),
    win32: 'Zen Browser\\zen.exe',
    profiles: { linux: ['.zen', '.config/zen'], darwin: 'Library/Application Support/zen', win32: 'zen' },
  },
  waterfox: {
    title: 'Waterfox',
    family: 'firefox',
    linux: ['waterfox'],
    darwin: app('Waterfox', 'waterfox'),
    win32: 'Waterfox\\waterfox.exe',
    profiles: { linux: ['.waterfox'], darwin: 'Library/Application Support/Waterfox', win32: 'Waterfox' },
  },
  librewolf: {
    title: 'LibreWolf',
    family: 'firefox',
    linux: ['librewolf'],
    darwin: app('LibreWolf', 'librewolf'),
    win32: 'LibreWolf\\librewolf.exe',
    profiles: {
      linux: ['.librewolf', '.config/librewolf/librewolf'],
      darwin: 'Library/Application Support/librewolf',
      win32: 'librewolf',
    },
  },
  chrome: {
    title: 'Google Chrome',
    family: 'chrome',
    linux: ['google-chrome-stable', 'google-chrome'],
    darwin: app('Google Chrome', 'Google Chrome'),
    win32: 'Google\\Chrome\\Application\\chrome.exe',
  },
  edge: {
    title: 'Microsoft Edge',
    family: 'chrome',
    linux: ['microsoft-edge-stable', 'microsoft-edge'],
    darwin: app('Microsoft Edge', 'Microsoft Edge'),
    win32: 'Microsoft\\Edge\\Application\\msedge.exe',
  },
  brave: {
    title: 'Brave',
    family: 'chrome',
    linux: ['brave-browser-stable', 'brave-browser', 'brave'],
    darwin: app('Brave Browser', 'Brave Browser'),
    win32: 'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
  },
  chromium: {
    title: 'Chromium',
    family: 'chrome',
    linux: ['chromium', 'chromium-browser'],
    darwin: app('Chromium', 'Chromium'),
    win32: 'Chromium\\Application\\chrome.exe',
  },
  vivaldi: {
    title: 'Vivaldi',
    family: 'chrome',
    linux: ['vivaldi-stable', 'vivaldi'],
    darwin: app('Vivaldi', 'Vivaldi'),
    win32: 'Vivaldi\\Application\\vivaldi.exe',
  },
};

/** Every browser that is looked for, in that order. */
export const browserKinds: readonly BrowserKind[] = browserNames.map((name) => ({ name, ...kinds[name] }));

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the program of a browser may lie: names to look for in PATH, or whole paths. @param home of the person */
export function programsOf(
  kind: BrowserKind,
  platform: string,
  env: Environment,
  home: string,
): { readonly inPath: readonly string[]; readonly at: readonly string[] } {
  if (platform === 'darwin')
    return { inPath: [], at: ['/Applications', `${home}/Applications`].map((folder) => `${folder}/${kind.darwin}`) };
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA];
    return { inPath: [], at: folders.flatMap((folder) => (folder ? [`${folder}\\${kind.win32}`] : [])) };
  }
  return { inPath: kind.linux, at: [] };
}

const programNames = new Set(
  browserKinds.flatMap(({ linux, darwin, win32 }) => [...linux, ...[darwin, win32].map((path) => lastPartOf(path))]),
);

function lastPartOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** Is it the program of a browser that is known, and not an opener, a wrapper or a shell? @param program its name or path */
export const isBrowserProgram = (program: string): boolean => programNames.has(lastPartOf(program));

/** The directories in which a browser of Firefox's family keeps its profiles. */
export function profileFolders(
  { profiles }: BrowserKind,
  platform: string,
  env: Environment,
  home: string,
): readonly string[] {
  if (profiles === undefined) return [];
  if (platform === 'darwin') return [`${home}/${profiles.darwin}`];
  if (platform === 'win32') return env.APPDATA ? [`${env.APPDATA}\\${profiles.win32}`] : [];
  return profiles.linux.map((folder) => `${home}/${folder}`);
}

/**
 * Whether a program runs shut off from hidden directories of the home, as those of Snap and Flatpak do.
 * @param path of the program, with every link followed. @param start of what is in it: such programs are started by scripts
 */
export const isShutOff = (path: string, start: string): boolean =>
  /^\/(?:snap|var\/lib\/snapd)\/|\/bin\/snap$|\/flatpak\/exports\//.test(path) ||
  (start.startsWith('#!') && /\/snap\/bin\/|\bflatpak\s+run\b/.test(start));

/** A browser that is on this machine. */
export type FoundBrowser = Pick<BrowserKind, 'title' | 'family'> & {
  /** As settings name it: its name, or the path of its program. */
  readonly name: string;
  /** The path of its program. */
  readonly program: string;
  readonly isShutOff: boolean;
  /** Of the add-ons that open containers, those that are switched on in one of its profiles. */
  readonly addOns: readonly ContainerAddOn[];
};
