import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ConsoleIn, consoleInFault, consoleInOf } from '../../../source/domain/console/where.ts';

const command = ['firefox', '--new-window', '{url}'] as const;

const read: readonly (readonly [written: unknown, ConsoleIn])[] = [
  ['default', { in: 'default' }],
  ['firefox-container', { in: 'firefox-container' }],
  ['own-directory', { in: 'own-directory' }],
  [command, { in: 'command', command: [...command] }],
  [
    { in: 'own-directory', browser: 'edge', per: 'account' },
    { in: 'own-directory', browser: 'edge', per: 'account' },
  ],
  [
    { in: 'firefox-container', browser: 'zen', addOn: 'granted' },
    { in: 'firefox-container', browser: 'zen', addOn: 'granted' },
  ],
  [
    { in: 'own-directory', browser: '/opt/a b/brave' },
    { in: 'own-directory', browser: '/opt/a b/brave' },
  ],
  [
    { in: 'own-directory', browser: 'C:\\b\\chrome.exe' },
    { in: 'own-directory', browser: 'C:\\b\\chrome.exe' },
  ],
  [
    { in: 'default', command },
    { in: 'default', command: [...command] },
  ],
];

for (const [written, setting] of read) {
  test(`consoleIn ${JSON.stringify(written)} is read`, () => {
    assert.deepEqual(consoleInOf(written), setting);
  });
}

const faults: readonly (readonly [written: unknown, fault: RegExp | undefined])[] = [
  ['command', /but has no command/],
  [{ in: 'command' }, /but has no command/],
  [[], /names no program/],
  [['firefox'], /has \{url\}/],
  [['{url}'], /has \{url\}/],
  [['firefox', 'url'], /has \{url\}/],
  [{ in: 'command', command: ['x', '-y'] }, /has \{url\}/],
  [{ in: 'command', command: 'x {url}' }, /command of consoleIn is not a list/],
  [
    { in: 'own-directory', browser: 'opera' },
    /browser of consoleIn cannot be "opera"\. It is one of firefox, .*vivaldi, or/,
  ],
  [{ in: 'own-directory', browser: 'bin/chrome' }, /browser of consoleIn cannot be "bin\/chrome"/],
  [{ in: 'own-directory', per: 'person' }, /per of consoleIn cannot be "person"/],
  [{ in: 'own-directory', colour: 'red' }, /consoleIn has no field colour/],
  [{ in: 'elsewhere' }, /in of consoleIn cannot be "elsewhere"/],
  [{ browser: 'edge' }, /"in" is missing/],
  [{ in: 'default', constructor: 1 }, /consoleIn has no field constructor/],
  [['a\0b', '{url}'], /cannot be passed to a program/],
  [['a', 7, '{url}'], /cannot be passed to a program/],
  [[' ', '{url}'], /cannot be passed to a program/],
  // Their values are shown, with what was meant.
  ['containers', undefined],
  [7, undefined],
  [null, undefined],
];

for (const [written, fault] of faults) {
  test(`consoleIn ${JSON.stringify(written)} is refused`, () => {
    assert.equal(consoleInOf(written), undefined);
    const said = consoleInFault(written);
    if (fault === undefined) assert.equal(said, undefined);
    else assert.match(said ?? '', fault);
  });
}
