import { Problem } from '../../problem.ts';
import type { FoundBrowser } from './browsers.ts';
import type { NamedBrowser } from './machine.ts';
import type { ConsoleIn, ContainerAddOn } from './where.ts';

/** How a console is opened on this machine. */
export type ConsoleWay =
  | { readonly tag: 'default' }
  | { readonly tag: 'container'; readonly browser: FoundBrowser; readonly addOn: ContainerAddOn }
  | { readonly tag: 'directory'; readonly browser: FoundBrowser; readonly per: 'role' | 'account' }
  | { readonly tag: 'command'; readonly command: readonly [string, ...string[]] };

type Found = readonly FoundBrowser[];

/** What a setting comes to with the browsers that are here. @throws Problem where they cannot do it */
export function consoleWayOf(setting: ConsoleIn, found: Found): ConsoleWay {
  switch (setting.in) {
    case 'default':
      return { tag: 'default' };
    case 'command':
      if (setting.command === undefined) throw noCommand();
      return { tag: 'command', command: setting.command };
    case 'firefox-container':
      return inContainer(setting, found);
    case 'own-directory':
      return inDirectory(setting, found);
  }
}

/** The browser that a setting names by its path, which no list has; undefined where it names none so. */
export function namedBrowser({ in: where, browser }: ConsoleIn): NamedBrowser | undefined {
  if (browser === undefined || !/[\\/]/.test(browser)) return undefined;
  return { program: browser, family: where === 'firefox-container' ? 'firefox' : 'chrome' };
}

/**
 * The place of its own that a console can have here without anything being installed: a container where Firefox has an
 * add-on for it, else a directory of its own for Chrome or its like.
 */
export function ownPlace(
  found: Found,
):
  | { readonly setting: { readonly in: 'firefox-container' | 'own-directory' }; readonly browser: FoundBrowser }
  | undefined {
  const firefox = found.find(({ addOns }) => addOns.length > 0);
  if (firefox !== undefined) return { setting: { in: 'firefox-container' }, browser: firefox };
  const chrome = found.find(({ family, isShutOff }) => family === 'chrome' && !isShutOff);
  return chrome && { setting: { in: 'own-directory' }, browser: chrome };
}

const isNamed =
  ({ browser }: ConsoleIn) =>
  ({ name }: FoundBrowser): boolean =>
    browser === undefined || name === browser;

function inContainer(setting: ConsoleIn, found: Found): ConsoleWay {
  const browsers = found.filter(({ family }) => family === 'firefox').filter(isNamed(setting));
  for (const browser of browsers) {
    const addOn = browser.addOns.find((each) => setting.addOn === undefined || each === setting.addOn);
    if (addOn !== undefined) return { tag: 'container', browser, addOn };
  }
  const [first] = browsers;
  if (first === undefined) throw notHere(setting, 'neither Firefox nor a browser like it');
  // Its profiles may lie where nobody looks for them.
  if (setting.addOn !== undefined) return { tag: 'container', browser: first, addOn: setting.addOn };
  throw new Problem({
    code: 'console-no-add-on',
    title: `No profile of ${first.title} has an add-on that opens containers.`,
    todo: [
      'Install one from addons.mozilla.org: Open external links in a container, or Granted.',
      'If one is installed, say which: "consoleIn": {"in": "firefox-container", "addOn": "granted"}',
    ],
  });
}

function inDirectory(setting: ConsoleIn, found: Found): ConsoleWay {
  const browsers = found.filter(({ family }) => family === 'chrome').filter(isNamed(setting));
  const browser = browsers.find(({ isShutOff }) => !isShutOff);
  if (browser !== undefined) return { tag: 'directory', browser, per: setting.per ?? 'role' };
  const [shutOff] = browsers;
  if (shutOff === undefined) throw notHere(setting, 'neither Chrome nor a browser like it');
  throw new Problem({
    code: 'console-shut-off',
    title: `${shutOff.title} comes as a Snap or a Flatpak here, so it cannot use a directory of rolecall's.`,
    todo: [
      'Install it as a package of your system, or install another browser: Chrome, Edge, Brave, Chromium, Vivaldi.',
    ],
  });
}

function notHere({ browser }: ConsoleIn, any: string): Problem {
  return new Problem({
    code: 'console-no-browser',
    title: browser === undefined ? `There is ${any} on this machine.` : `${browser} is not on this machine.`,
    todo: ['Open it where your other links open: --in default', 'Or name its program: "browser": "/path/of/it"'],
  });
}

function noCommand(): Problem {
  return new Problem({
    code: 'console-no-command',
    title: 'Your settings have no command that opens a console.',
    todo: ['Add one to settings.json: "consoleIn": ["firefox", "--new-window", "{url}"]'],
    exitCode: 2,
  });
}
