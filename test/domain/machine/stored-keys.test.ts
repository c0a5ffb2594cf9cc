import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeyFacts } from '../../../source/domain/access-keys/facts.ts';
import type { Rotations } from '../../../source/domain/access-keys/rotation/notes.ts';
import { storedKeyFindings } from '../../../source/domain/machine/stored-keys.ts';
import type { MachineView } from '../../../source/domain/machine/view.ts';
import { loadProfiles } from '../../../source/domain/profiles/resolve/load.ts';
import { Problem } from '../../../source/problem.ts';

const now = Date.UTC(2026, 0, 15);
const day = 86_400_000;
const line = (name: string) => `[profile ${name}]\ncredential_process = /bin/rolecall credential-process ${name}\n`;
const pair = (id: string) => `aws_access_key_id = ${id}\naws_secret_access_key = hush\n`;

const facts = (over: Partial<KeyFacts> = {}): KeyFacts => ({
  name: 'mary',
  place: 'keychain',
  accessKeyId: 'AKIA1',
  user: 'arn:aws:iam::111122223333:user/mary',
  createdAt: now - 10 * day,
  storedAt: now - 10 * day,
  lastUse: undefined,
  keys: undefined,
  elsewhere: [],
  rotation: false,
  ...over,
});

type World = {
  config?: string;
  credentials?: string;
  keys?: readonly KeyFacts[];
  rotations?: Rotations;
  record?: Problem;
};

/** Codes with their severity, and the whole text. */
async function found({
  config = line('mary'),
  credentials = '',
  keys = [facts()],
  rotations = new Map(),
  record,
}: World) {
  const profiles = loadProfiles(
    { kind: 'config', path: 'config', text: config },
    { kind: 'credentials', path: 'credentials', text: credentials },
  );
  const storedKeys = async () => ({
    facts: keys,
    rotations,
    path: 'access-keys.json',
    sealed: 'access-keys.sealed',
    record,
    faults: [],
  });
  const view = { profiles, now, platform: 'linux', storedKeys } as unknown as MachineView;
  const all = await storedKeyFindings(view);
  const text = all.map(({ what, remedy }) => `${what} ${remedy}`).join('\n');
  assert.doesNotMatch(text, /hush/);
  return { codes: all.map(({ severity, code }) => `${severity} ${code}`), text };
}

const rotation = { old: 'AKIA0', user: 'arn', before: ['AKIA0'], at: now - day };

const rows: readonly [of: string, world: World, codes: readonly string[], says?: RegExp][] = [
  ['nothing', { config: '', keys: [] }, []],
  ['a key as it should be', {}, ['fine keys-stored'], /One access key is stored in the keychain \(Secret Service\)\./],
  [
    'keys in several places',
    {
      config: line('mary') + line('bob'),
      keys: [facts(), facts({ name: 'bob', place: 'file' })],
    },
    ['fine keys-stored'],
    /2 access keys are stored in the keychain .*, and in access-keys\.sealed, protected by a passphrase/,
  ],
  [
    'keys in clear',
    { config: '', keys: [], credentials: `[a]\n${pair('AKIA1')}[b]\n${pair('AKIA2')}` },
    ['note keys-in-clear'],
    /The access keys of a, b are in plain text.*rolecall key import --from credentials/,
  ],
  [
    'one that hides a stored key',
    { credentials: `[mary]\n${pair('AKIA9')}` },
    ['warning key-shadowed', 'fine keys-stored'],
    /AKIA9 of mary is in plain text here, and every AWS tool uses it instead of the stored one.*import --from credentials mary --write/,
  ],
  ['90 days old', { keys: [facts({ createdAt: now - 90 * day })] }, ['fine keys-stored']],
  [
    'older than that',
    { keys: [facts({ createdAt: now - 91 * day })] },
    ['fine keys-stored', 'warning key-old'],
    /AKIA1, is 91 days old\. rolecall key rotate mary/,
  ],
  [
    'a key that AWS refuses: nothing is said of rotating it',
    { keys: [facts({ isRefused: true, createdAt: now - 91 * day })] },
    ['fine keys-stored', 'warning key-refused'],
    /AWS does not know the access key of mary, AKIA1: .* Store the current one: rolecall key add mary; or .*remove mary$/,
  ],
  [
    'a second active key',
    {
      keys: [
        facts({
          keys: [
            { accessKeyId: 'AKIA1', isActive: true, createdAt: now },
            { accessKeyId: 'AKIA7', isActive: true, createdAt: now - 400 * day },
          ],
          otherUse: { at: now - 5 * day, service: 's3', region: 'eu-west-1' },
        }),
      ],
    },
    ['fine keys-stored', 'warning key-second'],
    /second access key, AKIA7: active, created 2024-12-11, last used 2026-01-10 \(s3, eu-west-1\)/,
  ],
  [
    'a second active key of which IAM does not say when it was used',
    { keys: [facts({ keys: [{ accessKeyId: 'AKIA7', isActive: true, createdAt: now }], otherUse: 'unknown' })] },
    ['fine keys-stored', 'warning key-second'],
    /second access key, AKIA7: active, created .*, IAM does not say when it was last used/,
  ],
  [
    'an inactive one',
    { keys: [facts({ keys: [{ accessKeyId: 'AKIA7', isActive: false, createdAt: now }] })] },
    ['fine keys-stored'],
  ],
  [
    'not used for long',
    { keys: [facts({ storedAt: now - 200 * day, usedAt: now - 91 * day })] },
    ['fine keys-stored', 'note key-unused'],
  ],
  ['used lately', { keys: [facts({ storedAt: now - 200 * day, usedAt: now - day })] }, ['fine keys-stored']],
  [
    'a rotation that was cut off',
    { rotations: new Map([['mary', rotation]]) },
    ['fine keys-stored', 'warning rotation-under-way'],
    /Finish it: rolecall key rotate mary/,
  ],
  [
    'an old key that is kept',
    { rotations: new Map([['mary', { ...rotation, keepUntil: now + day }]]) },
    ['fine keys-stored', 'note rotation-kept'],
    /AKIA0, is kept inactive until 2026-01-16/,
  ],
  [
    'one whose time is over',
    { rotations: new Map([['mary', { ...rotation, keepUntil: now - day }]]) },
    ['fine keys-stored', 'warning rotation-kept'],
    /Delete it: rolecall key rotate mary/,
  ],
  [
    'a key without its line',
    { config: '[profile mary]\nregion = eu-west-1\n' },
    ['fine keys-stored', 'warning key-without-profile'],
  ],
  ['a line without a key', { keys: [] }, ['warning key-missing'], /rolecall key add mary/],
  [
    'the same with a damaged record, which is not needed to find it',
    { keys: [], record: new Problem({ code: 'known-keys-damaged', title: '' }) },
    ['warning key-missing'],
  ],
  [
    'the same with a record that may know of it',
    { keys: [], record: new Problem({ code: 'known-keys-newer', title: '' }) },
    [],
  ],
  ['a line for a command of the person’s', { config: `${line('mary')}rolecall_key_process = pass x\n`, keys: [] }, []],
];

for (const [of, world, codes, says] of rows) {
  test(of, async () => {
    const { codes: seen, text } = await found(world);
    assert.deepEqual(seen, codes);
    if (says !== undefined) assert.match(text, says);
  });
}
