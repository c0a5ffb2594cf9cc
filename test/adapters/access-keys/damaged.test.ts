import assert from 'node:assert/strict';
import { chmod, chown, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { codeOf, filled, passphrase, type Sealed } from './sealed-file.ts';

/** With one character of a sealed text changed, somewhere in its middle. */
function changed(text: string): string {
  const at = Math.floor(text.length / 2);
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
}

/** What may happen to the file as a whole: how it is then, and what the problem is called. */
const damages: readonly (readonly [
  string,
  (place: Awaited<ReturnType<typeof filled>>) => Promise<unknown>,
  string?,
])[] = [
  ['cut off', ({ path, text }) => writeFile(path, text.slice(0, -20))],
  ['empty', ({ path }) => writeFile(path, '')],
  ['zeros, as a disk leaves them', ({ path, text }) => writeFile(path, '\0'.repeat(text.length))],
  ['no JSON', ({ path }) => writeFile(path, 'AKIAEXAMPLE: secret\n')],
  ['JSON of something else', ({ path }) => writeFile(path, '[1, "a", null]')],
  ['nothing in JSON', ({ path }) => writeFile(path, 'null')],
  ['without a proof', ({ change }) => change((sealed) => Reflect.deleteProperty(sealed, 'proof'))],
  ['without keys', ({ change }) => change((sealed) => Reflect.deleteProperty(sealed, 'keys'))],
  ['keys as a text', ({ change }) => change((sealed) => Object.assign(sealed, { keys: 'abc' }))],
  ['keys as a list', ({ change }) => change((sealed) => Object.assign(sealed, { keys: ['abc'] }))],
  ['a key that is no text', ({ change }) => change((sealed) => Object.assign(sealed.keys, { mary: 5 }))],
  ['a version that is none', ({ change }) => change((sealed) => Object.assign(sealed, { version: '1' }))],
  ['larger than it ever is', ({ path, text }) => writeFile(path, text + ' '.repeat(5 << 20))],
  [
    'a link to one',
    async ({ directory, path }) => {
      await rename(path, join(directory, 'elsewhere'));
      await symlink(join(directory, 'elsewhere'), path);
    },
    'key-file-unreadable',
  ],
  [
    'a directory',
    async ({ path }) => {
      await rm(path);
      await mkdir(path);
    },
    'key-file-unreadable',
  ],
  ['one that its group may write', ({ path }) => chmod(path, 0o620), 'key-file-unreadable'],
  ['newer', ({ change }) => change((sealed) => Object.assign(sealed, { version: 99 })), 'key-file-newer'],
  ['newer, and otherwise altogether', ({ path }) => writeFile(path, '{"version": 2, "argon2": {}}'), 'key-file-newer'],
  ['in a directory that all may write', ({ path }) => chmod(dirname(path), 0o777), 'settings-unsafe'],
];

for (const [what, damage, code = 'key-file-damaged'] of damages) {
  test(`${what}: ${code}, and it is left as it is`, async (context) => {
    const place = await filled(context);
    const { path, again, file } = place;
    await damage(place);
    const content = () => readFile(path, 'utf8').catch(({ code }: NodeJS.ErrnoException) => code);
    const before = await content();
    // One program has it open from before; for others the kernel could hold it.
    for (const each of [file, again()]) {
      const calls = [
        () => each.state(),
        () => each.open(passphrase),
        () => each.create(passphrase),
        () => each.read('mary'),
        () => each.write('mary', 'x'),
        () => each.remove('mary'),
        () => each.names(),
        () => each.isHeld(),
        () => each.close(),
      ];
      for (const call of calls) assert.equal(await codeOf(call), code, String(call));
    }
    assert.equal(await content(), before);
  });
}

test('of another user’s: nothing of it is read', {
  skip: process.getuid?.() !== 0 && 'only root may give files away',
}, async (context) => {
  const { path, file } = await filled(context);
  await chown(path, 12_345, 12_345);
  assert.equal(await codeOf(() => file.read('mary')), 'key-file-unreadable');
  await chown(path, 0, 0);
  await chown(dirname(path), 12_345, 12_345);
  await chmod(dirname(path), 0o770);
  assert.equal(await codeOf(() => file.write('mary', 'x')), 'settings-unsafe');
});

test('a changed byte in the text of one key: that one is damaged, the others are not', async (context) => {
  const { file, change } = await filled(context);
  await change((sealed) => Object.assign(sealed.keys, { mary: changed(sealed.keys.mary ?? '') }));
  assert.equal(await codeOf(() => file.read('mary')), 'key-file-damaged');
  assert.equal(file.read('john'), 'another');
  await file.write('third', 'x');
  assert.deepEqual([file.read('third'), file.read('john')], ['x', 'another']);
});

test('the text of one key in the place of another is no key', async (context) => {
  const { file, change } = await filled(context);
  await change((sealed) => Object.assign(sealed.keys, { mary: sealed.keys.john }));
  assert.equal(await codeOf(() => file.read('mary')), 'key-file-damaged');
});

test('a changed proof, or another salt: it does not open, and nothing is written into it', async (context) => {
  const { path, file, again, change } = await filled(context);
  for (const how of [
    (sealed: Sealed) => Object.assign(sealed, { proof: changed(sealed.proof) }),
    (sealed: Sealed) => Object.assign(sealed, { proof: 'AAAA' }),
    (sealed: Sealed) => Object.assign(sealed.scrypt, { salt: 'c2FsdA==' }),
  ]) {
    await change(how);
    const before = await readFile(path, 'utf8');
    assert.equal(await again().open(passphrase), false);
    assert.equal(again().state(), 'closed');
    assert.notEqual(await codeOf(() => again().write('mary', 'x')), 'done');
    assert.equal(await readFile(path, 'utf8'), before);
  }
  // Who has opened it before the salt was changed has its key, which is proven.
  assert.equal(file.state(), 'open');
});

test('a cost that no file of ours has is refused, before any memory is taken', async (context) => {
  const { change, again } = await filled(context);
  const costs: readonly (readonly [n: unknown, r: unknown, p: unknown])[] = [
    [2 ** 40, 8, 1],
    [2 ** 24, 8, 1],
    [2 ** 17, 8, 1e9],
    [2 ** 17, 2 ** 30, 1],
    [2 ** 17, 8, 0],
    [0, 8, 1],
    [1, 8, 1],
    [-(2 ** 17), 8, 1],
    [2 ** 17 - 1, 8, 1],
    [1.5, 8, 1],
    ['131072', 8, 1],
    [null, 8, 1],
  ];
  for (const [n, r, p] of costs) {
    await change((sealed) => Object.assign(sealed.scrypt, { n, r, p }));
    const before = process.resourceUsage().maxRSS;
    const began = performance.now();
    assert.equal(await codeOf(() => again().open(passphrase)), 'key-file-damaged', `${n} ${r} ${p}`);
    assert.ok(performance.now() - began < 1_000 && process.resourceUsage().maxRSS - before < 64_000, `${n} ${r} ${p}`);
  }
});
