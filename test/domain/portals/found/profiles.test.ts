import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findProfile } from '../../../../source/domain/profiles/find.ts';
import { matchProfiles, reachedByShared, unknownProfile } from '../../../../source/domain/profiles/names.ts';
import { resolveChain } from '../../../../source/domain/profiles/resolve/chain.ts';
import { summaryOf } from '../../../../source/domain/profiles/resolve/summary.ts';
import { planRequest } from '../../../../source/domain/sessions/plan/plan.ts';
import { plainRequest } from '../../../../source/domain/sessions/plan/request.ts';
import { Problem } from '../../../../source/problem.ts';
import { account, inventory, one, profilesOf, session, startUrl, three, two } from './world.ts';

const corp = inventory('corp', [account(one, 'prod', 'Admin', 'Read'), account(two, 'test (eu)', 'Admin')]);

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error.text.code;
    throw error;
  }
  return 'none';
};

test('a found role has a name to read, one by account ID and one that never leads elsewhere; its profile has the last', () => {
  const profiles = profilesOf(session('corp'), [corp]);
  assert.deepEqual(profiles.found.names, ['prod/Admin', 'prod/Read', 'test-eu/Admin']);
  for (const name of ['prod/Admin', `${one}/Admin`, `corp:${one}/Admin`]) {
    const profile = findProfile(profiles, name);
    assert.equal(profile?.name, `corp:${one}/Admin`, name);
    assert.equal(profile?.foundName, 'prod/Admin');
  }
  for (const none of ['prod', 'prod/Nobody', 'prod/admin', `other:${one}/Admin`]) {
    assert.equal(findProfile(profiles, none), undefined, none);
  }
  assert.deepEqual(profiles.names, [], 'no file has them');
});

test('it opens as a profile of its session would', () => {
  const { source, transport, profile } = resolveChain(profilesOf(session('corp'), [corp]), 'prod/Admin');
  assert.equal(profile, `corp:${one}/Admin`);
  assert.ok(source.kind === 'sso');
  assert.deepEqual(
    [source.ssoSession, source.startUrl, source.ssoRegion, source.accountId, source.roleName, source.scopes],
    ['corp', startUrl, 'eu-west-1', one, 'Admin', ['sso:account:access']],
  );
  assert.equal(transport.region, 'eu-west-1', 'the region of the portal, where nothing else is configured');
  const plan = planRequest(profilesOf(session('corp'), [corp]), plainRequest(`${one}/Admin`));
  assert.equal(plan.chain.profile, `corp:${one}/Admin`);
});

test('AWS is reached as the profile that uses the portal says, else as [default] does', () => {
  const usual = '[default]\nregion = us-west-2\nca_bundle = /usual.pem\n';
  const user = '[profile user]\nsso_session = corp\nca_bundle = /own.pem\nregion = eu-north-1\n';
  const transportIn = (text: string) => resolveChain(profilesOf(text, [corp]), 'prod/Admin').transport;
  const [alone, used] = [transportIn(usual + session('corp')), transportIn(usual + user + session('corp'))];
  assert.deepEqual([alone.region, alone.caBundle], ['us-west-2', '/usual.pem']);
  assert.deepEqual([used.region, used.caBundle], ['us-west-2', '/own.pem']);
});

test('a region of [default] that is of another partition than the portal is none', () => {
  const govSession = session('corp').replace('eu-west-1', 'us-gov-west-1');
  const profiles = profilesOf(`[default]\nregion = eu-west-1\n${govSession}`, [corp]);
  assert.equal(resolveChain(profiles, 'prod/Admin').transport.region, 'us-gov-west-1');
});

test('a role of a portal without a session', () => {
  const legacy = `[profile a]\nsso_start_url = ${startUrl}\nsso_region = us-east-1\nsso_account_id = ${three}\nsso_role_name = X\n`;
  const profiles = profilesOf(legacy, [inventory(startUrl, [account(one, 'prod', 'Admin')])]);
  const { source } = resolveChain(profiles, 'prod/Admin');
  assert.ok(source.kind === 'sso');
  assert.deepEqual([source.startUrl, source.ssoRegion, source.ssoSession], [startUrl, 'us-east-1', undefined]);
});

test('what a profile leads to is that profile, by every name of the role', () => {
  const profile = `[profile mine]\nsso_session = corp\nsso_account_id = ${one}\nsso_role_name = Admin\n`;
  const profiles = profilesOf(session('corp') + profile, [corp]);
  for (const name of ['prod/Admin', `${one}/Admin`, `corp:${one}/Admin`]) {
    assert.equal(findProfile(profiles, name)?.name, 'mine', name);
  }
  const other = profilesOf(session('corp') + session('bob') + profile, [inventory('bob', corp.accounts)]);
  assert.equal(
    findProfile(other, `bob:${one}/Admin`)?.name,
    `bob:${one}/Admin`,
    'another person’s session is another role',
  );
});

test('a profile of the name wins', () => {
  const profiles = profilesOf(`${session('corp')}[profile prod/Admin]\nrole_arn = arn:aws:iam::${three}:role/x\n`, [
    corp,
  ]);
  assert.equal(findProfile(profiles, 'prod/Admin')?.name, 'prod/Admin');
  assert.deepEqual(profiles.found.names, [`prod-${one}/Admin`, 'prod/Read', 'test-eu/Admin']);
});

test('a profile that has the name of a found role is seen behind a bracket in its name, too', () => {
  const names = ['a]b', 'corp'];
  const same = names.map((portal) => inventory(portal, [account(one, 'prod', 'Admin')]));
  const config = names.map((name) => session(name)).join('');
  const profile = `a]b:prod-${one}/Admin`;
  assert.equal(profilesOf(config, same).found.names[0], profile);
  assert.equal(profilesOf(`${config}[profile ${profile}]\n`, same).found.names[0], `a]b:${one}/Admin`);
});

test('a role that nobody has found yet opens by its account ID; of several portals the right one has to be named', () => {
  const alone = profilesOf(session('corp'));
  assert.equal(findProfile(alone, `${three}/New`)?.name, `corp:${three}/New`);
  const both = profilesOf(session('corp') + session('other', 'https://other.awsapps.com/start'), [corp]);
  assert.equal(findProfile(both, `${one}/Admin`)?.name, `corp:${one}/Admin`, 'only one is known to have it');
  assert.equal(
    codeOf(() => findProfile(both, `${three}/New`)),
    'found-ambiguous',
  );
  assert.equal(findProfile(both, `other:${three}/New`)?.name, `other:${three}/New`);
  assert.equal(findProfile(profilesOf('[profile a]\nregion = x\n'), `${three}/New`), undefined, 'without a portal');
});

test('a session that leads to another company has nothing of the former one', () => {
  const profiles = profilesOf(session('corp', 'https://other.awsapps.com/start'), [corp]);
  assert.deepEqual(profiles.found.names, []);
  assert.deepEqual(profilesOf(session('corp', 'https://CORP.awsapps.com/start/#/'), [corp]).found.names.length, 3);
});

test('only a glob with a slash matches found roles, and no * goes beyond it', () => {
  const profiles = profilesOf(`${session('corp')}[profile production]\nregion = x\n[profile team/prod]\nregion = x\n`, [
    corp,
  ]);
  assert.deepEqual(matchProfiles(profiles, ['prod*']), ['production']);
  assert.deepEqual(matchProfiles(profiles, ['*prod']), ['team/prod']);
  assert.deepEqual(matchProfiles(profiles, ['prod*/R*']), ['prod/Read']);
  assert.deepEqual(matchProfiles(profiles, ['*/*']), ['team/prod', 'prod/Admin', 'prod/Read', 'test-eu/Admin']);
  assert.deepEqual(matchProfiles(profiles, ['prod/Admin', `${two}/Admin`]), ['prod/Admin', `${two}/Admin`]);
  assert.equal(
    codeOf(() => matchProfiles(profiles, ['*Admin'])),
    'glob-empty',
  );
});

test('a name that roles of several accounts share is no name of theirs: a glob of it means all, and who types it reads what they are called', () => {
  const accounts = [
    account(one, 'prod', 'Admin', 'Read'),
    account(two, 'prod', 'Admin'),
    account(three, 'dev', 'Admin'),
  ];
  const profiles = profilesOf(session('corp'), [inventory('corp', accounts)]);
  const [first, second] = [`prod-${one}/Admin`, `prod-${two}/Admin`];
  assert.deepEqual(profiles.found.names, ['dev/Admin', first, 'prod/Read', second]);
  assert.deepEqual(matchProfiles(profiles, ['prod/*']), [first, 'prod/Read', second]);
  assert.deepEqual(matchProfiles(profiles, ['prod/A*'], 'found roles'), [first, second]);
  assert.equal(findProfile(profiles, 'prod/Admin'), undefined);
  for (const meant of ['profiles', 'found roles'] as const) {
    assert.throws(
      () => matchProfiles(profiles, ['prod/Admin'], meant),
      ({ text: { title, todo } }: Problem) => {
        assert.equal(title, '2 roles are called prod/Admin.');
        assert.deepEqual(todo, [`Use the full name: ${first}`, `Use the full name: ${second}`]);
        return true;
      },
    );
  }
});

test('a name that a role shares with one that is gone leads to the longer one', () => {
  const gone = { ...account(two, 'prod', 'Admin'), goneSince: 1 };
  const profiles = profilesOf(session('corp'), [inventory('corp', [account(one, 'prod', 'Admin'), gone])]);
  const { title, todo } = unknownProfile(profiles, 'prod/Admin').text;
  assert.deepEqual([title, todo], ['prod/Admin now has another name.', [`Use the full name: prod-${one}/Admin`]]);
});

test('nothing starts from a found role, and who tries is told', () => {
  const chained = `${session('corp')}[profile spoke]\nrole_arn = arn:aws:iam::${three}:role/x\nsource_profile = prod/Admin\n`;
  assert.equal(
    codeOf(() => resolveChain(profilesOf(chained, [corp]), 'spoke')),
    'source-missing',
  );
  assert.equal(unknownProfile(profilesOf(session('corp'), [corp]), 'prod/Admin').text.code, 'profile-found');
  const mine = `${session('corp')}[profile mine]\nsso_session = corp\nsso_account_id = ${one}\nsso_role_name = Admin\n`;
  const led = unknownProfile(profilesOf(mine, [corp]), 'prod/Admin').text;
  assert.match([led.title, ...(led.todo ?? [])].join(' '), /is the role of the profile mine.*Use the profile: mine/);
  const { title, todo = [] } = unknownProfile(profilesOf(session('corp'), [corp]), 'prod/Amdin').text;
  assert.match([title, ...todo].join(' '), /Did you mean prod\/Admin/);
});

test('of a portal that nothing is known of, a name in the form of its roles says the sign-in', () => {
  const both = session('corp') + session('other', 'https://other.awsapps.com/start');
  const todoOf = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      if (error instanceof Problem) return (error.text.todo ?? []).join(' ');
      throw error;
    }
    return assert.fail('nothing was refused');
  };
  const signInTo = (portal: string) =>
    new RegExp(`No role of ${portal} is known here; sign in: rolecall login ${portal}\\b`);
  const out = profilesOf(both, [corp]);
  for (const name of ['Payments/Support', 'prod/Amdin', 'Pay*/Support']) {
    const todo = todoOf(() => matchProfiles(out, [name]));
    assert.match(todo, signInTo('other'), name);
    assert.doesNotMatch(todo, signInTo('corp'), name);
  }
  assert.match(
    todoOf(() => resolveChain(out, 'Payments/Support')),
    signInTo('other'),
  );
  const neither = todoOf(() => matchProfiles(profilesOf(both), ['Payments/Support']));
  assert.match(neither, signInTo('corp'));
  assert.match(neither, signInTo('other'));
  for (const name of ['Payments', 'Pay*', 'a/b/c']) {
    assert.doesNotMatch(
      todoOf(() => matchProfiles(out, [name])),
      /rolecall login/,
      name,
    );
  }
  const known = profilesOf(session('corp'), [corp]);
  assert.doesNotMatch(
    todoOf(() => matchProfiles(known, ['Payments/Support'])),
    /rolecall login/,
  );
});

test('what cannot be an account or a role of AWS is nowhere', () => {
  const odd = inventory('corp', [account('1', 'a', 'Admin'), account(one, 'b', 'x\n[profile evil]', 'a/b', 'Ok')]);
  assert.deepEqual(profilesOf(session('corp'), [odd]).found.names, ['b/Ok']);
});

test('a found role that takes a device over from [default] keeps the name that a person reads', () => {
  const profiles = profilesOf(`[default]\nmfa_serial = arn:aws:iam::111122223333:mfa/mary\n\n${session('corp')}`, [
    inventory('corp', [account(one, 'prod', 'Admin')]),
  ]);
  const found = profiles.found.get('prod/Admin');
  assert.equal(found && summaryOf(found, profiles)?.displayName, 'prod/Admin');
});

test('an account that is called by the ID of another one is not reached by a glob of that ID', () => {
  const accounts = [account(one, 'prod', 'Admin'), account(two, one, 'Admin')];
  const profiles = profilesOf(session('corp'), [inventory('corp', accounts)]);
  const own = `${one}-${two}/Admin`;
  assert.deepEqual(profiles.found.names, [own, 'prod/Admin']);
  for (const meant of ['profiles', 'found roles'] as const) {
    assert.equal(
      codeOf(() => matchProfiles(profiles, [`${one}/*`], meant)),
      'glob-empty',
    );
    assert.deepEqual(matchProfiles(profiles, [`${one}-*/*`], meant), [own], 'by the name in the list');
  }
  assert.deepEqual(matchProfiles(profiles, ['*/Admin']), [own, 'prod/Admin']);
});

test('the portal in front of a glob means its accounts alone, and a glob of accounts no portal', () => {
  const profiles = profilesOf(session('bob') + session('corp'), [
    inventory('bob', [account(two, 'prod', 'Admin')]),
    inventory('corp', [account(one, 'prod', 'Admin', 'Read'), account(three, 'corporate', 'Read')]),
  ]);
  const [bobs, corps] = [`bob:prod-${two}/Admin`, `corp:prod-${one}/Admin`];
  assert.deepEqual(matchProfiles(profiles, ['prod/*']), [bobs, corps, 'prod/Read']);
  assert.deepEqual(matchProfiles(profiles, ['corp:prod/*']), [corps, 'prod/Read']);
  assert.deepEqual(matchProfiles(profiles, ['corp:*/*']), ['corporate/Read', corps, 'prod/Read']);
  assert.deepEqual(matchProfiles(profiles, ['*:prod/Admin']), [bobs, corps]);
  assert.ok(!matchProfiles(profiles, ['corp*/*']).includes('prod/Read'));
  assert.throws(
    () => matchProfiles(profiles, ['bob:prod/Admin']),
    ({ text }: Problem) => text.todo?.join() === `Use the full name: ${bobs}`,
  );
});

test('what a glob reaches by a name that accounts share is told apart from what it reaches otherwise', () => {
  const accounts = [
    account(one, 'prod', 'Admin'),
    account(two, 'prod', 'Admin', 'Read'),
    account(three, 'prof', 'Admin'),
  ];
  const profiles = profilesOf(session('corp'), [inventory('corp', accounts)]);
  const reached = (...globs: string[]) => [...reachedByShared(profiles, globs).values()];
  const all = [`prod-${one}/Admin`, `prod-${two}/Admin`, `prod/Read (${two})`];
  for (const glob of ['prod/*', 'corp:prod/*', 'pro?/*', '*prod/*']) assert.deepEqual(reached(glob), all, glob);
  for (const glob of ['prod*/*', '*/Admin', 'corp:*/*', 'prof/*', 'prod/R*', `prod-${one}/*`, `prod-${one}/Admin`])
    assert.deepEqual(reached(glob), [], glob);
  const apart = [account(one, 'prod', 'Admin'), account(two, 'prod', 'Read')];
  const without = profilesOf(session('corp'), [inventory('corp', apart)]);
  assert.deepEqual(
    [...reachedByShared(without, ['prod/*']).values()],
    [`prod/Admin (${one})`, `prod/Read (${two})`],
    'also where no role has a name of another one',
  );
});
