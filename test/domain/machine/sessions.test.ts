import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sessionFindings } from '../../../source/domain/machine/sessions.ts';
import type { MachineView, SessionKeeping } from '../../../source/domain/machine/view.ts';

const why = 'The keychain is locked.';

const table: readonly (readonly [string, Omit<SessionKeeping, 'cache'>, readonly string[], RegExp])[] = [
  ['sealed', { kind: 'auto', plain: 0 }, ['sessions-sealed'], /kept sealed/],
  [
    'sealed, and some plain',
    { kind: 'auto', plain: 2 },
    ['sessions-sealed', 'sessions-left-plain'],
    /2 sessions are there as plain files, from when there was no keychain; each is still used/,
  ],
  [
    'plain, as always',
    { kind: 'auto', noKeychain: why, plain: 2 },
    ['sessions-plain'],
    /not sealed\. The keychain is locked/,
  ],
  ['plain, as wished', { kind: 'file', plain: 2 }, ['sessions-plain'], /sessionStore is file/],
  [
    'the keychain alone',
    { kind: 'keychain', plain: 1 },
    ['sessions-sealed', 'sessions-left-plain'],
    /One session is there as a plain file, from before sessionStore is keychain: they are no longer used/,
  ],
  [
    'nothing',
    { kind: 'none', plain: 2 },
    ['sessions-nowhere', 'sessions-left-plain'],
    /from before sessionStore is none/,
  ],
  [
    'in doubt',
    { kind: 'keychain', inDoubt: true, noKeychain: why, plain: 2 },
    ['sessions-nowhere', 'sessions-left-plain'],
    /each time: your settings cannot be understood[\s\S]*from before your settings could not be/,
  ],
];

/** Where sessions are kept in that way, in a cache of which the system says so. */
const view = (keeping: Omit<SessionKeeping, 'cache'>, code?: string, env = {}) =>
  ({
    env,
    paths: { cache: '/cache' },
    machine: { whyUnwritable: async () => code },
    sessions: async () => ({ ...keeping, cache: '/cache' }),
  }) as unknown as MachineView;

test('where nothing can be written, nothing says that sessions are kept', async () => {
  for (const kind of ['auto', 'file', 'keychain'] as const) {
    const found = await sessionFindings(view({ kind, plain: 0 }, 'EROFS'));
    assert.deepEqual(
      found.map(({ code, severity, what }) => [code, severity, what]),
      [
        [
          'cache-unwritable',
          'error',
          'Sessions cannot be kept: its file system is read-only. Every run asks AWS again, and you for a code.',
        ],
      ],
    );
  }
  const [kept] = await sessionFindings(view({ kind: 'none', plain: 0 }, 'EROFS'));
  assert.equal(kept?.code, 'sessions-nowhere');
});

test('the demo keeps sessions as plain files, whatever the settings say', async () => {
  const [kept] = await sessionFindings(view({ kind: 'file', plain: 0 }, undefined, { ROLECALL_DEMO: '/demo' }));
  assert.equal(kept?.what, 'Sessions are kept as plain files: this is the demo.');
});

for (const [what, keeping, codes, said] of table) {
  test(`how sessions are kept: ${what}`, async () => {
    const found = await sessionFindings(view(keeping));
    assert.deepEqual(
      found.map(({ code }) => code),
      codes,
    );
    assert.match(found.map((each) => each.what).join('\n'), said);
  });
}
