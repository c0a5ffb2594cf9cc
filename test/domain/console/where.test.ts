import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ConsoleIn, consoleInFault, consoleInOf, writtenConsoleIn } from '../../../source/domain/console/where.ts';

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
  test(`consoleIn ${JSON.stringify(written)} is read, and written as it was`, () => {
    assert.deepEqual(consoleInOf(written), setting);
    assert.deepEqual(writtenConsoleIn(setting), written);
  });
}

test('an object that says no more than a word is written as the word', () => {
  assert.equal(writtenConsoleIn({ in: 'own-directory' }), 'own-directory');
  assert.deepEqual(writtenConsoleIn({ in: 'command', command: [...command] }), command);
});

const faults: readonly (readonly [written: unknown, fault: RegExp | undefined])[] = [
  ['command', /is to be a command, and names none/],
  [{ in: 'command' }, /names no command/],
  [['firefox'], /has \{url\}/],
  [['{url}'], /has \{url\}/],
  [['firefox', 'url'], /has \{url\}/],
  [{ in: 'command', command: ['x', '-y'] }, /has \{url\}/],
  ['containers', undefined],
  [{ in: 'own-directory', browser: 'safari' }, /consoleIn has browser/],
  [{ in: 'own-directory', browser: 'bin/chrome' }, /consoleIn has browser/],
  [{ in: 'own-directory', per: 'person' }, /consoleIn has per/],
  [{ in: 'own-directory', colour: 'red' }, /consoleIn has colour/],
  [{ in: 'elsewhere' }, /consoleIn has in/],
  [{ browser: 'edge' }, /not what it can be/],
  [{ in: 'default', constructor: 1 }, /consoleIn has constructor/],
  [['a\0b', '{url}'], /not what it can be/],
  [[' ', '{url}'], /not what it can be/],
  [7, /not what it can be/],
  [null, /not what it can be/],
];

for (const [written, fault] of faults) {
  test(`consoleIn ${JSON.stringify(written)} is refused`, () => {
    assert.equal(consoleInOf(written), undefined);
    const said = consoleInFault(written);
    if (fault === undefined) assert.equal(said, undefined, 'its value is shown, with what was meant');
    else assert.match(said ?? '', fault);
  });
}
