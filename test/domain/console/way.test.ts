import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FoundBrowser } from '../../../source/domain/console/browsers.ts';
import { consoleWayOf, namedBrowser, ownPlace } from '../../../source/domain/console/way.ts';
import type { ConsoleIn } from '../../../source/domain/console/where.ts';
import { Problem } from '../../../source/problem.ts';

const browser = (name: string, over: Partial<FoundBrowser> = {}): FoundBrowser => ({
  name,
  title: name,
  family: 'chrome',
  program: `/bin/${name}`,
  isShutOff: false,
  addOns: [],
  ...over,
});
const firefox = browser('firefox', { family: 'firefox', addOns: ['granted', 'open-url-in-container'] });
const bare = browser('firefox', { family: 'firefox' });
const zen = browser('zen', { family: 'firefox', addOns: ['open-url-in-container'], isShutOff: true });
const [chrome, edge, snap] = [browser('chrome'), browser('edge'), browser('chromium', { isShutOff: true })];

const ways: readonly (readonly [setting: ConsoleIn, found: readonly FoundBrowser[], way: unknown])[] = [
  [{ in: 'default' }, [], { tag: 'default' }],
  [{ in: 'command', command: ['x', '{url}'] }, [], { tag: 'command', command: ['x', '{url}'] }],
  [{ in: 'firefox-container' }, [chrome, firefox], { tag: 'container', browser: firefox, addOn: 'granted' }],
  [
    { in: 'firefox-container', addOn: 'open-url-in-container' },
    [firefox],
    { tag: 'container', browser: firefox, addOn: 'open-url-in-container' },
  ],
  [{ in: 'firefox-container' }, [bare, zen], { tag: 'container', browser: zen, addOn: 'open-url-in-container' }],
  [
    { in: 'firefox-container', browser: 'zen' },
    [firefox, zen],
    { tag: 'container', browser: zen, addOn: 'open-url-in-container' },
  ],
  // What the person says of their add-ons is believed.
  [{ in: 'firefox-container', addOn: 'granted' }, [bare], { tag: 'container', browser: bare, addOn: 'granted' }],
  [{ in: 'own-directory' }, [firefox, snap, chrome, edge], { tag: 'directory', browser: chrome, per: 'role' }],
  [
    { in: 'own-directory', browser: 'edge', per: 'account' },
    [chrome, edge],
    { tag: 'directory', browser: edge, per: 'account' },
  ],
];

for (const [setting, found, way] of ways) {
  test(`${JSON.stringify(setting)} with ${found.map(({ name }) => name).join(', ') || 'nothing'}`, () => {
    assert.deepEqual(consoleWayOf(setting, found), way);
  });
}

const refused: readonly (readonly [setting: ConsoleIn, found: readonly FoundBrowser[], code: string])[] = [
  [{ in: 'command' }, [firefox], 'console-no-command'],
  [{ in: 'firefox-container' }, [chrome], 'console-no-browser'],
  [{ in: 'firefox-container' }, [bare], 'console-no-add-on'],
  [{ in: 'firefox-container', browser: 'zen' }, [firefox], 'console-no-browser'],
  [{ in: 'own-directory' }, [firefox], 'console-no-browser'],
  [{ in: 'own-directory' }, [snap], 'console-shut-off'],
  [{ in: 'own-directory', browser: 'vivaldi' }, [chrome], 'console-no-browser'],
];

for (const [setting, found, code] of refused) {
  test(`${JSON.stringify(setting)} with ${found.map(({ name }) => name).join(', ')}: ${code}`, () => {
    assert.throws(
      () => consoleWayOf(setting, found),
      (error) => error instanceof Problem && error.text.code === code && (error.text.todo ?? []).length > 0,
    );
  });
}

test('a browser that is named by its path is looked for there', () => {
  assert.deepEqual(namedBrowser({ in: 'own-directory', browser: '/opt/b' }), { program: '/opt/b', family: 'chrome' });
  const windows = { in: 'firefox-container', browser: 'C:\\z\\zen.exe' } as const;
  assert.deepEqual(namedBrowser(windows), { program: 'C:\\z\\zen.exe', family: 'firefox' });
  assert.equal(namedBrowser({ in: 'own-directory', browser: 'edge' }), undefined);
});

test('the place that is offered is one that works without anything being installed', () => {
  assert.deepEqual(ownPlace([bare, chrome, firefox])?.setting, { in: 'firefox-container' });
  assert.deepEqual(ownPlace([bare, snap, edge]), { setting: { in: 'own-directory' }, browser: edge });
  assert.equal(ownPlace([bare, snap]), undefined);
  assert.equal(ownPlace([]), undefined);
});
