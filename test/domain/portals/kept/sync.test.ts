import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { FoundAccount, Inventory } from '../../../../source/domain/portals/inventory.ts';
import { keptLines } from '../../../../source/domain/portals/kept/keep.ts';
import { type Owner, sectionTexts } from '../../../../source/domain/portals/kept/marks.ts';
import {
  changesAnything,
  isManyToPrune,
  planSync,
  type SyncOptions,
  type SyncPlan,
} from '../../../../source/domain/portals/kept/sync.ts';
import { readTemplate } from '../../../../source/domain/portals/kept/template.ts';
import { portalsIn, signInId } from '../../../../source/domain/portals/portal.ts';
import { addProfile, changeSections, type SectionChange } from '../../../../source/domain/profiles/edit/edit.ts';
import { replacedBetween, restored } from '../../../../source/domain/profiles/edit/undo.ts';
import { Problem } from '../../../../source/problem.ts';
import { account, inventory, one, profilesOf, session, startUrl, three, two } from '../found/world.ts';

const mary: Owner = { startUrl, person: 'mary' };
const all: SyncOptions = { include: [], exclude: [] };
const file = (text: string) => ({ kind: 'config', path: '/home/mary/.aws/config', text }) as const;

/** The plan for `corp`. @param isAsWritten profiles that nobody has touched; all unless given */
function plan(
  config: string,
  accounts: readonly FoundAccount[],
  options: Partial<Omit<SyncOptions, 'name'>> & { readonly name?: string } = {},
  {
    isWhole = true,
    isAsWritten = (_: string): boolean => true,
    others = [] as readonly Inventory[],
    owner = mary as Owner,
    person = 'mary' as string | null,
    isRecordRead = true,
  } = {},
): SyncPlan {
  const inventories = [inventory('corp', accounts), ...others];
  const profiles = profilesOf(config, inventories);
  const [portal] = portalsIn(profiles);
  assert.ok(portal);
  const inventoryOf = (of: Parameters<typeof signInId>[0]) => inventories.find((each) => each.portal === signInId(of));
  const template = options.name === undefined ? {} : { name: readTemplate(options.name) };
  const ownerOf = (name: string) => (isAsWritten(name) ? owner : undefined);
  const known = { ownerOf, isRecordRead, person: person ?? undefined };
  return planSync(portal, { ...all, ...options, ...template } as SyncOptions, {
    profiles,
    inventoryOf,
    ...known,
    isWhole,
  });
}

const corp = session('corp');
const kept = (name: string, accountId: string, roleName: string, region = 'eu-west-1') =>
  addProfile(file(''), name, {
    sso_session: 'corp',
    sso_account_id: accountId,
    sso_role_name: roleName,
    region,
    rolecall_source: 'corp',
  });
const names = ({ added }: SyncPlan) => added.map(({ name }) => name);

describe('planSync', () => {
  test('roles without a profile are added, with the way to AWS that the portal’s others have', () => {
    const text = `${corp}\n[profile other]\nsso_session = corp\nsso_account_id = ${three}\nsso_role_name = Ops\nca_bundle = /ca\n`;
    const { added, same } = plan(text, [account(one, 'prod', 'Admin'), account(three, 'x', 'Ops')]);
    assert.deepEqual(added, [
      {
        name: 'prod/Admin',
        id: `corp:${one}/Admin`,
        settings: {
          sso_session: 'corp',
          sso_account_id: one,
          sso_role_name: 'Admin',
          region: 'eu-west-1',
          ca_bundle: '/ca',
          rolecall_source: 'corp',
        },
      },
    ]);
    assert.equal(same, 1, 'one of the person’s own leads to the other');
  });

  test('names: of two alike both have the ID; one that a profile has is not taken from it', () => {
    const accounts = [account(one, 'prod', 'Admin'), account(two, 'prod', 'Admin'), account(three, 'dev', 'Ops')];
    const own = '\n[profile dev/Ops]\nregion = eu-west-1\n';
    const both = [`prod-${one}/Admin`, `prod-${two}/Admin`];
    assert.deepEqual(names(plan(corp + own, accounts)), [`dev-${three}/Ops`, ...both]);
    assert.deepEqual(names(plan(`${corp}\n${kept('prod/Admin', one, 'Admin')}`, accounts)), ['dev/Ops', both[1]]);
  });

  test('names that are one without their accents are told apart by the ID, whichever comes first', () => {
    const accounts = [account(one, 'Prüfung', 'Admin'), account(two, 'Prufung', 'Admin')];
    const expected = [`corp:${two}/Admin`, `corp:${one}/Admin`];
    assert.deepEqual([...names(plan(corp, accounts))].sort(), [...expected].sort());
    assert.deepEqual([...names(plan(corp, accounts.toReversed()))].sort(), [...expected].sort());
  });

  test('the name of a profile whose role is gone is not given to another account', () => {
    const gone = { ...account(one, 'prod', 'Admin'), goneSince: 1 };
    const made = plan(`${corp}\n${kept('prod/Admin', one, 'Admin')}`, [gone, account(two, 'prod', 'Admin')]);
    assert.deepEqual(names(made), [`prod-${two}/Admin`]);
    assert.deepEqual(made.gone, [{ name: 'prod/Admin', since: 1 }]);
  });

  for (const [why, accounts, world] of [
    ['a reading that did not end', [account(two, 'dev', 'Ops')], { isWhole: false }],
    ['an account that refuses', [{ ...account(one, 'prod'), isRefused: true as const }], {}],
  ] as const) {
    test(`nothing is gone by ${why}`, () => {
      const made = plan(`${corp}\n${kept('prod/Admin', one, 'Admin')}`, accounts, {}, world);
      assert.deepEqual([made.gone, made.yours], [[], []]);
    });
  }

  test('what is touched, or has others on it, is the person’s: neither changed nor gone', () => {
    const spoke = '\n[profile spoke]\nrole_arn = arn:aws:iam::333344445555:role/x\nsource_profile = dev/Ops\n';
    const text = `${corp}\n${kept('prod/Admin', one, 'Admin')}\n${kept('dev/Ops', two, 'Ops')}${spoke}`;
    const isAsWritten = (name: string) => name !== 'prod/Admin';
    const gone = plan(text, [], {}, { isAsWritten });
    assert.deepEqual(gone.gone, []);
    assert.deepEqual(
      gone.yours.map(({ name, why, isGone }) => [name, why, isGone]),
      [
        ['prod/Admin', 'changed by hand', true],
        ['dev/Ops', 'the source of spoke', true],
      ],
    );
    const there = [account(one, 'prod', 'Admin'), account(two, 'dev', 'Ops')];
    const changed = plan(text, there, { region: 'us-east-1', name: '{account}-{role}' }, { isAsWritten });
    assert.deepEqual(changed.changed, [], 'a region of the source would be as welcome, a name would break the chain');
    assert.deepEqual(
      plan(text, there, { region: 'us-east-1' }, { isAsWritten }).changed.map(({ name }) => name),
      ['dev/Ops'],
    );
  });

  test('what is gone is so for the person it was written for, in the company it was written for', () => {
    const text = `${corp}\n${kept('prod/Admin', one, 'Admin')}`;
    const rows: readonly (readonly [owner: Owner, person: string | null, why: string | undefined])[] = [
      [mary, 'mary', undefined],
      [mary, 'bob', 'written for mary'],
      [mary, null, 'it is not known who is signed in'],
      [{ startUrl }, 'mary', 'it is not known for whom it was written'],
      [{ ...mary, startUrl: 'https://other.awsapps.com/start' }, 'mary', 'written for https://other.awsapps.com/start'],
      [{ ...mary, startUrl: `${startUrl}/#` }, 'mary', undefined],
    ];
    for (const [owner, person, why] of rows) {
      const { gone, yours } = plan(text, [], {}, { owner, person });
      assert.deepEqual([gone.length, yours[0]?.why], why === undefined ? [1, undefined] : [0, why]);
    }
    const unread = plan(text, [], {}, { isAsWritten: () => false, isRecordRead: false });
    assert.equal(unread.yours[0]?.why, 'it is not known whether it was changed by hand');
    const there = plan(text, [account(one, 'prod', 'Admin')], {}, { owner: { startUrl } });
    assert.deepEqual(there.unowned, ['prod/Admin']);
  });

  test('a filter goes by the account’s own name, whoever else has it; one that no role matches is told', () => {
    const accounts = [account(one, 'dev', 'Admin', 'Ops'), account(two, 'dev', 'Admin'), account(three, 'web', 'Ops')];
    const filtered = (include: readonly string[], exclude: readonly string[] = []) => {
      const { added, unmatched } = plan(corp, accounts, { include, exclude });
      return [added.length, unmatched.map(({ glob }) => glob)];
    };
    assert.deepEqual(filtered(['dev']), [3, []]);
    assert.deepEqual(filtered(['dev/Admin']), [2, []]);
    assert.deepEqual(filtered([], ['dev']), [1, []]);
    assert.deepEqual(filtered([`dev-${one}`]), [1, []], 'the name in lists counts too');
    assert.deepEqual(filtered(['dev', 'x*'], ['y']), [3, ['x*', 'y']]);
  });

  test('a template renames what it wrote before; a name that is taken, or wanted twice, is refused', () => {
    const text = `${corp}\n${kept('prod/Admin', one, 'Admin')}\n[profile prod-Ops]\nregion = eu-west-1\n`;
    const made = plan(text, [account(one, 'prod', 'Admin')], { name: '{account}-{role}' });
    assert.deepEqual(
      made.changed.map(({ name, to }) => [name, to]),
      [['prod/Admin', 'prod-Admin']],
    );
    for (const [accounts, name] of [
      [[account(one, 'prod', 'Admin'), account(two, 'dev', 'Admin')], '{role}'],
      [[account(one, 'prod', 'Ops')], '{account}-{role}'],
    ] as const) {
      assert.throws(
        () => plan(text, accounts, { name }),
        (error) => error instanceof Problem && error.text.code === 'sync-names',
      );
    }
  });

  test('other portals: their roles and profiles are not touched, their accounts make names longer', () => {
    const other = session('other', 'https://other.awsapps.com/start');
    const theirs = inventory('other', [account(two, 'prod', 'Admin')], 'https://other.awsapps.com/start');
    const text = `${corp}\n${other}\n${kept('x', three, 'Ops').replaceAll('corp', 'other')}`;
    const made = plan(text, [account(one, 'prod', 'Admin')], {}, { others: [theirs] });
    assert.deepEqual([names(made), made.gone], [[`corp:prod-${one}/Admin`], []]);
  });
});

test('many is more than ten, or more than a fifth', () => {
  const of = (gone: number, written: number) =>
    isManyToPrune({ gone: Array.from({ length: gone }, () => ({ name: '' })), written } as unknown as SyncPlan);
  assert.deepEqual([of(1, 5), of(2, 9), of(10, 100), of(11, 1000)], [false, true, false, true]);
});

test('what changes something', () => {
  const gone = plan(`${corp}\n${kept('prod/Admin', one, 'Admin')}`, []);
  assert.deepEqual([changesAnything(gone, false), changesAnything(gone, true)], [false, true]);
  assert.equal(changesAnything(plan(corp, [account(one, 'prod', 'Admin')]), false), true);
});

describe('the section of a profile', () => {
  const text = (config: string) =>
    sectionTexts({ config: file(config), credentials: { ...file('[twice]\na = 1\n'), kind: 'credentials' } });
  test('has the comments behind its keys, not those behind a blank line', () => {
    const read = text('[profile a]\nregion = x\n# mine\n\n# of b\n[profile b]\nregion = y');
    assert.equal(read('a'), '[profile a]\nregion = x\n# mine');
    assert.equal(read('b'), '[profile b]\nregion = y');
  });
  test('is none where it stands twice, or in both files', () => {
    const read = text('[profile a]\n[profile "a"]\n[profile twice]\n');
    assert.deepEqual([read('a'), read('twice'), read('nobody')], [undefined, undefined, undefined]);
  });
});

// What a person has in the file, between what is written there.
const own = fc.constantFrom(
  '[default]\nregion = eu-west-1\n',
  '# a comment\n\n',
  '[profile mine]\nrole_arn = arn:aws:iam::444455556666:role/x\nsource_profile = default\n; end\n',
  '[profile odd]\ns3 =\n  max_concurrent_requests = 20\nregion   =  us-east-1   # here\n',
  '\n\n\n',
  '[services x]\nsts =\n  endpoint_url = http://127.0.0.1\n',
);
type Step =
  | { readonly does: 'keep' | 'touch'; readonly at: number }
  | { readonly does: 'sync' | 'undo' | 'write' }
  | { readonly does: 'assign'; readonly roles: readonly number[] };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constantFrom('keep', 'touch'), at: fc.nat(5) }) as fc.Arbitrary<Step>,
  fc.record({ does: fc.constantFrom('sync', 'undo', 'write') }) as fc.Arbitrary<Step>,
  fc.record({ does: fc.constant('assign'), roles: fc.uniqueArray(fc.nat(5)) }) as fc.Arbitrary<Step>,
);
const roleAt = (at: number) => ({ accountId: at < 3 ? one : two, roleName: `Role${at % 3}` });

test('whatever is kept, synced, pruned, taken back and changed by hand: no other byte of the file changes', () => {
  fc.assert(
    fc.property(fc.uniqueArray(own), fc.boolean(), fc.array(step, { maxLength: 12 }), (parts, isCrlf, steps) => {
      const eol = (text: string) => (isCrlf ? text.replaceAll('\n', '\r\n') : text);
      let theirs = eol([corp, ...parts].join('\n'));
      let text = theirs;
      let assigned: readonly number[] = [0, 1, 2, 3, 4, 5];
      const marks = new Set<string>();
      let last: { readonly before: string; readonly after: string } | undefined;
      const sections = () => sectionTexts({ config: file(text), credentials: { ...file(''), kind: 'credentials' } });
      const apply = (changes: readonly SectionChange[]) => {
        const before = text;
        text = changeSections(file(text), changes);
        for (const change of changes) if (change.does === 'add') marks.add(sections()(change.name) ?? '');
        if (text !== before) last = { before, after: text };
      };
      for (const each of steps) {
        const made = plan(
          text,
          [0, 3].map((from) =>
            account(
              roleAt(from).accountId,
              from === 0 ? 'a' : 'b',
              ...assigned.filter((at) => at >= from && at < from + 3).map((at) => roleAt(at).roleName),
            ),
          ),
          {},
          { isAsWritten: (name) => marks.has(sections()(name) ?? '') },
        );
        const remove = made.gone.map(({ name }) => ({ does: 'remove', name }) as const);
        const add = made.added.map(({ name, settings }) => ({ does: 'add', name, settings }) as const);
        if (each.does === 'assign') assigned = each.roles;
        else if (each.does === 'keep') apply(add.slice(each.at, each.at + 1));
        else if (each.does === 'sync') apply([...remove, ...add]);
        else if (each.does === 'write') apply(add);
        else if (each.does === 'undo' && last !== undefined && text === last.after) {
          const back = restored(last.after, replacedBetween(last.before, last.after));
          assert.equal(back, last.before);
          text = last.before;
          last = undefined;
        } else if (each.does === 'touch') {
          const written = [...text.matchAll(/^\[profile ([ab]\/\S+)\]\r?\n/gm)][each.at];
          if (written === undefined) continue;
          // A section that the person has touched is theirs from then on, with every byte.
          const section = sections()(written[1] as string) ?? '';
          if (section.includes('output')) continue;
          text = text.replace(section, `${section}${eol('\noutput = json')}`);
        }
        const strip = (whole: string) => {
          let rest = whole;
          for (const mark of marks) {
            if (!sectionIs(rest, mark)) continue;
            rest = rest.replace(`${eol('\n')}${mark}${eol('\n')}`, '').replace(`${eol('\n')}${mark}`, '');
          }
          return rest;
        };
        if (each.does === 'touch') theirs = strip(text);
        else assert.equal(strip(text), theirs, each.does);
      }
    }),
    { numRuns: 300 },
  );
});

/** Does this section stand in the text, to its end? A touched one begins alike. */
function sectionIs(text: string, section: string): boolean {
  const name = /^\[profile (.*)\]/.exec(section)?.[1] ?? '';
  return sectionTexts({ config: file(text), credentials: { ...file(''), kind: 'credentials' } })(name) === section;
}

test('the lines of a role are those of a profile, and the portal they were written for', () => {
  assert.deepEqual(keptLines(new Map([['region', 'a']]), 'corp', 'b'), { region: 'b', rolecall_source: 'corp' });
});
