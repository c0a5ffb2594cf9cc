import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  browserKinds,
  isBrowserProgram,
  isShutOff,
  profileFolders,
  programsOf,
} from '../../../source/domain/console/browsers.ts';
import { browserNames } from '../../../source/domain/console/where.ts';

const kind = (name: string) => browserKinds.find((each) => each.name === name) ?? assert.fail(name);
const windows = { PROGRAMFILES: 'C:\\P', 'PROGRAMFILES(X86)': 'C:\\P86', LOCALAPPDATA: 'C:\\L', APPDATA: 'C:\\R' };

test('settings name every browser that is looked for, in that order', () => {
  assert.deepEqual(
    browserKinds.map(({ name }) => name),
    browserNames,
  );
});

test('programs lie in PATH, in a folder of applications, in a folder of programs', () => {
  assert.deepEqual(programsOf(kind('chrome'), 'linux', {}, '/home/m'), {
    inPath: ['google-chrome-stable', 'google-chrome'],
    at: [],
  });
  assert.deepEqual(programsOf(kind('edge'), 'darwin', {}, '/Users/m').at, [
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    '/Users/m/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ]);
  assert.deepEqual(programsOf(kind('edge'), 'win32', windows, '').at, [
    'C:\\P\\Microsoft\\Edge\\Application\\msedge.exe',
    'C:\\P86\\Microsoft\\Edge\\Application\\msedge.exe',
    'C:\\L\\Microsoft\\Edge\\Application\\msedge.exe',
  ]);
  assert.deepEqual(programsOf(kind('edge'), 'win32', {}, '').at, []);
});

test('profiles of Firefox and its like, with those of Snap and Flatpak', () => {
  assert.deepEqual(profileFolders(kind('firefox'), 'linux', {}, '/h'), [
    '/h/.mozilla/firefox',
    '/h/.config/mozilla/firefox',
    '/h/snap/firefox/common/.mozilla/firefox',
    '/h/.var/app/org.mozilla.firefox/.mozilla/firefox',
  ]);
  assert.deepEqual(profileFolders(kind('zen'), 'darwin', {}, '/h'), ['/h/Library/Application Support/zen']);
  assert.deepEqual(profileFolders(kind('waterfox'), 'win32', windows, ''), ['C:\\R\\Waterfox']);
  assert.deepEqual(profileFolders(kind('chrome'), 'linux', {}, '/h'), []);
});

const programs: readonly (readonly [path: string, start: string, shutOff: boolean])[] = [
  ['/usr/bin/chromium', '\x7fELF', false],
  ['/usr/bin/chromium', '#!/bin/sh\n# not a snap\nexec /usr/lib/chromium/chromium "$@"', false],
  ['/usr/bin/chromium-browser', '#!/bin/sh\nexec /snap/bin/chromium "$@"', true],
  ['/usr/bin/snap', '\x7fELF', true],
  ['/snap/bin/firefox', '', true],
  ['/var/lib/snapd/snap/bin/firefox', '', true],
  ['/var/lib/flatpak/exports/bin/org.mozilla.firefox', '', true],
  ['/home/m/bin/brave', '#!/bin/sh\nexec flatpak run com.brave.Browser "$@"', true],
  ['/opt/snapper/chrome', '\x7fELF', false],
];

for (const [path, start, shutOff] of programs) {
  test(`${path} ${start.slice(0, 9).trim()} is ${shutOff ? '' : 'not '}shut off`, () => {
    assert.equal(isShutOff(path, start), shutOff);
  });
}

test('a browser that is known is told from openers, wrappers and shells', () => {
  for (const program of [
    'firefox',
    '/usr/bin/firefox-esr',
    'google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\P\\Microsoft\\Edge\\Application\\msedge.exe',
  ])
    assert.ok(isBrowserProgram(program), program);
  for (const program of ['xdg-open', 'open', 'flatpak', 'env', 'sh', 'snap', '', '/usr/bin/firefox/x', 'constructor'])
    assert.ok(!isBrowserProgram(program), program);
});
