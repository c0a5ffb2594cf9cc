import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  clean,
  familyIn,
  familyOf,
  lastingName,
  namesOf,
  type Pair,
  readTypedName,
} from '../../../../source/domain/portals/found/names.ts';

const pair = (accountName: string | undefined, accountId: string, roleName = 'Admin', portal = 'corp'): Pair => ({
  portal,
  accountId,
  accountName,
  roleName,
});
const [one, two, three] = ['111122223333', '222233334444', '333344445555'];
const none = new Set<string>();

describe('the part of a name that an account gives', () => {
  for (const [text, name] of [
    ['prod', 'prod'],
    ['Data Platform (prod)', 'Data-Platform-prod'],
    ['a/b:c', 'a-b-c'],
    ['  spaces  ', 'spaces'],
    ['[x]\n[profile evil]', 'x-profile-evil'],
    ['"quoted" $(rm)', 'quoted-rm'],
    ['--help', 'help'],
    ['größe', 'größe'],
    ['emoji 🎉', 'emoji'],
    ['\u202Egnp', 'gnp'],
    ['v1.2_x', 'v1.2_x'],
    ['🎉', ''],
  ] as const) {
    test(JSON.stringify(text), () => assert.equal(clean(text), name));
  }
});

describe('names of found roles', () => {
  const rows: readonly [string, readonly Pair[], readonly string[], ReadonlySet<string>?][] = [
    ['by account and role', [pair('prod', one), pair('prod', one, 'Read')], ['prod/Admin', 'prod/Read']],
    ['without an account name', [pair(undefined, one)], [`${one}/Admin`]],
    ['of a name without letters', [pair('🎉', one)], [`${one}/Admin`]],
    [
      'of two accounts that are called the same',
      [pair('prod', one), pair('prod', two), pair('prod', two, 'Read')],
      [`prod-${one}/Admin`, `prod-${two}/Admin`, 'prod/Read'],
    ],
    [
      'of accounts that are the same once cleaned',
      [pair('pr od', one), pair('pr/od', two)],
      [`pr-od-${one}/Admin`, `pr-od-${two}/Admin`],
    ],
    [
      'of two portals',
      [pair('prod', one), pair('prod', two, 'Admin', 'other'), pair('test', three)],
      [`corp:prod-${one}/Admin`, `other:prod-${two}/Admin`, 'test/Admin'],
    ],
    [
      'of one account in two portals',
      [pair('prod', one), pair('prod', one, 'Admin', 'other')],
      [`corp:prod-${one}/Admin`, `other:prod-${one}/Admin`],
    ],
    ['that a profile has', [pair('prod', one)], [`prod-${one}/Admin`], new Set(['prod/Admin'])],
    [
      'that profiles have in every form',
      [pair('prod', one)],
      [`corp:${one}/Admin`],
      new Set(['prod/Admin', `prod-${one}/Admin`]),
    ],
    [
      'that another account has in its long form',
      [pair('prod', one), pair('prod', two), pair(`prod-${one}`, three)],
      [`corp:${one}/Admin`, `prod-${two}/Admin`, `corp:${three}/Admin`],
    ],
    ['of an account that is called by the ID of another', [pair(two, one)], [`${two}-${one}/Admin`]],
    [
      'of roles that are the same once cleaned',
      [pair('prod', one, 'a+b'), pair('prod', one, 'a=b')],
      [`corp:${one}/a+b`, `corp:${one}/a=b`],
    ],
  ];
  for (const [what, pairs, names, taken = none] of rows) {
    test(what, () => assert.deepEqual(namesOf(pairs, taken), names));
  }
});

test('by any order of arrival, names are the same and each is one role’s; an unrelated role changes none', () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const words = [
    'prod',
    'pr od',
    'pr/od',
    'test',
    `prod-${one}`,
    `prod-${one}-111122223334`,
    one,
    '',
    undefined,
    '🎉',
    'PROD',
  ];
  for (let round = 0; round < 300; round += 1) {
    const seen = new Map<string, Pair>();
    for (let at = 0; at < 2 + random(12); at += 1) {
      const accountId = String(111122223333 + random(4));
      const made = pair(words[random(words.length)], accountId, ['A', 'B', 'A+', 'A='][random(4)], `p${random(3)}`);
      seen.set(lastingName(made), made);
    }
    const taken = new Set(random(3) === 0 ? ['prod/A', `prod-${one}/A`] : []);
    const pairs = [...seen.values()];
    const byRole = (given: readonly Pair[]) => {
      const names = namesOf(given, taken);
      assert.equal(new Set(names).size, names.length, names.join(' '));
      return new Map(given.map((each, at) => [lastingName(each), names[at]]));
    };
    const first = byRole(pairs);
    const shuffled = [...pairs].sort(() => random(2) - 0.5).reverse();
    assert.deepEqual(new Map([...byRole(shuffled)].sort()), new Map([...first].sort()));
    const more = byRole([...pairs, pair('unrelated', '999988887777', 'Z', 'p9')]);
    more.delete('p9:999988887777/Z');
    assert.deepEqual(more, first);
    for (const each of pairs) {
      const family = pairs.filter((other) => familyOf(other) === familyOf(each));
      const name = first.get(lastingName(each)) ?? '';
      assert.equal(byRole(family).get(lastingName(each)), name, 'by its family alone');
      if (name !== lastingName(each)) assert.equal(familyIn(name), familyOf(each), name);
    }
  }
});

test('a name by account ID, with its portal or without', () => {
  const typed = (portal: string | undefined, roleName: string) => ({ portal, accountId: one, roleName });
  assert.deepEqual(readTypedName(`${one}/Admin`), typed(undefined, 'Admin'));
  assert.deepEqual(readTypedName(`corp:${one}/Power+User@x`), typed('corp', 'Power+User@x'));
  assert.deepEqual(readTypedName(`https://a.awsapps.com/start:${one}/A`), typed('https://a.awsapps.com/start', 'A'));
  for (const other of ['prod/Admin', `${one}`, `${one}/`, `${one}/a/b`, `1111/Admin`, `${one}/a b`]) {
    assert.equal(readTypedName(other), undefined, other);
  }
});
