import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { addPortal, assign, MARY, withdraw } from '../../../source/sandbox/identity-center/build.ts';
import { createWorld } from '../../../source/sandbox/state/build.ts';
import { portalAt, signInAt, writeSignIn } from '../../helpers/identity-center.ts';
import { assignMany } from '../../helpers/portals.ts';
import { noReadOnly, whileReadOnly } from '../../helpers/read-only.ts';
import { mary, session } from './mary.ts';
import { person } from './person.ts';

const [prod, shop] = ['111122223333', '222233334444'] as const;

const section = (name: string, account: string, role: string, region = 'eu-west-1') =>
  `[profile ${name}]\nsso_session = corp\nsso_account_id = ${account}\nsso_role_name = ${role}\nregion = ${region}\nrolecall_source = corp\n`;

/** Mary, with the roles of her portal found. */
async function found(test: TestContext, config = session) {
  const world = await mary(test, config);
  assign(
    world.portal,
    MARY,
    { account: prod, name: 'prod', roles: ['Admin', 'Read'] },
    { account: shop, name: 'Web shop', roles: ['Admin'] },
  );
  await world.run(['discover']);
  const config_ = () => readFile(world.home.config, 'utf8');
  return { ...world, config: config_ };
}

test('keep writes an ordinary profile at the end of the file, and undo takes it out byte for byte', async (context) => {
  const odd = `# mine\r\n[default]\r\nregion   =  us-east-1 # here\r\n\r\n${session.replaceAll('\n', '\r\n')}`;
  const { run, config } = await found(context, odd);
  const kept = await run(['keep', 'prod/Admin']);
  assert.equal(kept.problem, undefined);
  assert.match(kept.error, /^Added prod\/Admin\. .*config:10\nrolecall edit --undo removes it again\.\n$/);
  assert.equal(
    await config(),
    `${odd}\r\n${section('prod/Admin', prod, 'Admin', 'us-east-1').replaceAll('\n', '\r\n')}`,
  );
  assert.equal((await run(['list', '--names'])).out, 'prod/Admin\nprod/Read\nWeb-shop/Admin\n');
  assert.match((await run(['export', '--format', 'json', 'prod/Admin'])).out, /"AccessKeyId": ?"ASIA/);
  await run(['edit', '--undo']);
  assert.equal(await config(), odd);
});

test('keep takes names, IDs and globs, a template for names and a region', async (context) => {
  const { run, config } = await found(context);
  await run(['keep', `${prod}/Read`, 'Web*/*', '--name', '{account|lower}-{role|short}', '--region', 'us-west-2']);
  assert.equal(
    await config(),
    `${session}\n${section('prod-Read', prod, 'Read', 'us-west-2')}\n${section('web-shop-Admin', shop, 'Admin', 'us-west-2')}`,
  );
  const again = await run(['keep', 'prod/Read', `corp:${shop}/Admin`, 'prod/Admin']);
  assert.match(again.error, /prod\/Read is already the profile prod-Read: .*config:6\n/);
  assert.match(again.error, /is already the profile web-shop-Admin/);
  assert.match(again.error, /Added prod\/Admin/);
  assert.equal((await run(['keep', '*/*'])).error, 'All of them are already profiles.\n');
  assert.match((await run(['keep', 'web-shop-Admin'])).error, /^web-shop-Admin is already a profile: /);
  assert.equal((await run(['keep', 'x/*'])).problem?.code, 'glob-empty');
});

test('keep writes nothing where a name is taken, wanted twice, unsafe or default; a role that is gone is no profile', async (context) => {
  const own = '\n[profile web]\nregion = eu-west-1\n';
  const { run, config, portal } = await found(context, session + own);
  const code = async (...argv: string[]) => (await run(['keep', ...argv])).problem?.code;
  assert.equal(await code('prod/Admin', '--name', 'web'), 'sync-names');
  assert.equal(await code('prod/*', '--name', 'one'), 'sync-names');
  assert.equal(await code('prod/Admin', '--name', 'a b'), 'sync-names');
  assert.equal(await code('prod/Admin', '--name', 'default'), 'sync-names');
  assert.equal(await code('prod/Admin', '--name', '{acount}'), 'name-template');
  assert.equal(await code('prod/Admin', '--name', '{role|upper}'), 'name-template');
  assert.equal(await code('prod/Admin', '--name', '{role'), 'name-template');
  assert.equal(await code('prod/Admin', '--region', 'nowhere'), 'region-unusable');
  assert.equal(await code('prod/Nobody'), 'found-unknown');
  assert.equal(await code(), 'usage');
  withdraw(portal, { account: prod, role: 'Admin' });
  await run(['discover']);
  assert.equal(await code('prod/Admin'), 'found-gone');
  assert.equal(await config(), session + own);
});

test('a glob that matches many is asked about; without a terminal it wants --yes', async (context) => {
  const { portal, run, config } = await mary(context).then((world) => ({
    ...world,
    config: () => readFile(world.home.config, 'utf8'),
  }));
  assignMany(portal, { accounts: 11, roles: 2 });
  await run(['discover']);
  const { problem } = await run(['keep', '*/*']);
  assert.deepEqual([problem?.code, problem?.exitCode], ['confirmation-needed', 2]);
  const refused = await run(['keep', '*/*'], 'no');
  assert.deepEqual([refused.problem?.code, refused.error], ['cancelled', 'No profile was written.\n']);
  assert.equal(await config(), session);
  const { error } = await run(['keep', '*/*', '--yes']);
  assert.equal(error, 'Added 22 profiles. rolecall edit --undo removes them again.\n');
  assert.equal((await config()).match(/rolecall_source = corp/g)?.length, 22);
});

test('favourites, colours and what is hidden go with a role into its profile, and back with an undo', async (context) => {
  const { run, home } = await found(context);
  const id = `corp:${prod}/Admin`;
  const path = join(home.directory, '.config', 'rolecall', 'settings.json');
  const settings = JSON.stringify({
    version: 1,
    favourites: [id],
    hidden: [],
    colors: { [id]: '#ff0000' },
    recents: [id],
  });
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, settings, { mode: 0o600 });
  await run(['keep', 'prod/Admin']);
  const now = JSON.parse(await readFile(path, 'utf8'));
  assert.deepEqual(now.favourites, ['prod/Admin', id]);
  assert.equal(now.colors['prod/Admin'], '#ff0000');
  const listed = JSON.parse((await run(['list', '--json'])).out);
  assert.deepEqual(
    listed.map((role: { favourite: boolean }) => role.favourite),
    [true, false, false],
  );
  await run(['edit', '--undo']);
  const back = JSON.parse((await run(['list', '--json'])).out);
  assert.deepEqual(
    back.map((role: { favourite: boolean }) => role.favourite),
    [true, false, false],
  );
});

test('sync shows what would be added, writes it, and finds nothing more to do', async (context) => {
  const { run, config } = await found(context);
  const look = await run(['sync']);
  assert.equal(
    look.out,
    [
      `added  prod/Admin      corp:${prod}/Admin`,
      `added  prod/Read       corp:${prod}/Read`,
      `added  Web-shop/Admin  corp:${shop}/Admin`,
      'corp: 3 added; 0 unchanged',
      '',
    ].join('\n'),
  );
  assert.match(look.error, /\nNothing was written\. To write it: rolecall sync corp --write\n$/);
  assert.equal(await config(), session);
  assert.deepEqual((await run(['sync', '--check'])).outcome, { tag: 'done', exitCode: 3 });
  const wrote = await run(['sync', 'corp', '--write']);
  assert.match(wrote.error, /Added 3\. rolecall edit --undo undoes that\./);
  assert.equal(
    await config(),
    `${session}\n${section('prod/Admin', prod, 'Admin')}\n${section('prod/Read', prod, 'Read')}\n${section('Web-shop/Admin', shop, 'Admin')}`,
  );
  const again = await run(['sync', '--check']);
  assert.deepEqual([again.out, again.outcome], ['corp: 3 unchanged\n', { tag: 'done', exitCode: 0 }]);
});

test('a filter by account, by role and by ID; what it leaves out stays as it is', async (context) => {
  const { run, config } = await found(context);
  const names = async (...argv: string[]) =>
    [...(await run(['sync', ...argv])).out.matchAll(/^added +(\S+)/gm)].map(([, name]) => name);
  assert.deepEqual(await names('--include', 'prod'), ['prod/Admin', 'prod/Read']);
  assert.deepEqual(await names('--include', '*/Admin', '--exclude', 'Web*'), ['prod/Admin']);
  assert.deepEqual(await names('--include', shop), ['Web-shop/Admin']);
  assert.deepEqual(await names('--include', `corp:${shop}/*`), ['Web-shop/Admin']);
  await run(['sync', '--write']);
  const before = await config();
  assert.match((await run(['sync', '--include', 'prod', '--prune', '--write'])).out, /^corp: 2 unchanged\n$/);
  assert.equal(await config(), before);
});

test('a region and a template change what rolecall wrote, and never what a person has touched', async (context) => {
  const { run, config, home } = await found(context);
  await run(['sync', '--write']);
  const touched = (await config()).replace('sso_role_name = Read\n', 'sso_role_name = Read\n# by hand\n');
  await writeFile(home.config, touched);
  const { out, error } = await run(['sync', '--region', 'us-east-1', '--name', '{account|lower}-{role}', '--write']);
  assert.match(out, /^changed +prod\/Admin +name → prod-Admin, region eu-west-1 → us-east-1$/m);
  assert.match(out, /^yours +prod\/Read +changed by hand; not name → prod-Read, region .*config:13$/m);
  assert.match(error, /Changed 2\. rolecall edit --undo undoes that/);
  assert.equal(
    await config(),
    touched
      .replace(section('prod/Admin', prod, 'Admin'), section('prod-Admin', prod, 'Admin', 'us-east-1'))
      .replace(section('Web-shop/Admin', shop, 'Admin'), section('web-shop-Admin', shop, 'Admin', 'us-east-1')),
  );
  await run(['edit', '--undo']);
  assert.equal(await config(), touched);
  assert.match((await run(['sync', '--region', 'us-east-1'])).out, /^changed +prod\/Admin +region/m, 'still ours');
});

test('prune takes out only what is as it was written and nothing stands on; undo brings back the bytes', async (context) => {
  const { run, config, home, portal } = await found(context);
  assign(portal, MARY, { account: '333344445555', name: 'stays', roles: ['Ops'] });
  await run(['sync', '--write']);
  const spoke = '\n[profile spoke]\nrole_arn = arn:aws:iam::333344445555:role/Ops\nsource_profile = prod/Read\n';
  const before =
    (await config()).replace('sso_role_name = Admin\nregion', 'sso_role_name = Admin\noutput = json\nregion') + spoke;
  await writeFile(home.config, before);
  withdraw(portal, { account: prod });
  withdraw(portal, { account: shop });
  const { out, error } = await run(['sync', '--prune', '--write', '--yes']);
  assert.match(out, /^gone +Web-shop\/Admin +since \d{4}-\d\d-\d\d$/m);
  assert.match(out, /^yours +prod\/Admin +its role is gone; changed by hand /m);
  assert.match(out, /^yours +prod\/Read +its role is gone; the source of spoke /m);
  assert.match(error, /Removed 1\./);
  assert.equal(await config(), before.replace(`\n${section('Web-shop/Admin', shop, 'Admin')}`, ''));
  await run(['edit', '--undo']);
  assert.equal(await config(), before);
});

test('more than a fifth is asked about: refused without a terminal, left in place at no', async (context) => {
  const { run, config, portal } = await found(context);
  await run(['sync', '--write']);
  const before = await config();
  withdraw(portal, { account: shop });
  const refused = await run(['sync', '--include', '*/*', '--prune', '--write']);
  assert.equal(refused.problem?.code, 'confirmation-needed');
  assert.match(refused.problem?.todo?.[0] ?? '', /^rolecall sync corp --include '\*\/\*' --prune --write --yes$/);
  await run(['sync', '--prune', '--write'], 'n');
  assert.equal(await config(), before);
  const { asked } = await run(['sync', '--prune', '--write'], 'y');
  assert.deepEqual(asked, ['Remove 1 of the 3 profiles that were written for corp? [y/N] ']);
  assert.doesNotMatch(await config(), /Web-shop/);
  assert.deepEqual((await run(['sync', '--check', '--prune'])).outcome, { tag: 'done', exitCode: 0 });
});

test('nothing is gone by a reading that did not end: 401, 403, a broken page, no account at all', async (context) => {
  const { run, config, aws, portal } = await found(context);
  await run(['sync', '--write']);
  const before = await config();
  withdraw(portal, { account: prod, role: 'Read' });
  const failures = [
    { action: 'ListAccounts', status: 403, code: 'ForbiddenException', message: 'No access' },
    { action: 'ListAccountRoles', status: 400, code: 'InvalidRequestException', message: 'broken' },
  ];
  for (const failure of failures) {
    aws.failNext(failure);
    const { out, outcome } = await run(['sync', '--prune', '--write', '--yes']);
    assert.doesNotMatch(out, /^gone/m, failure.action);
    assert.deepEqual(outcome, { tag: 'done', exitCode: 1 }, failure.action);
  }
  withdraw(portal, { account: shop });
  withdraw(portal, { account: prod });
  const nothing = await run(['sync', '--prune', '--write', '--yes']);
  assert.deepEqual(nothing.outcome, { tag: 'done', exitCode: 1 });
  assert.match(nothing.error, /no longer lists any account/);
  assert.equal(await config(), before);
});

test('an account that refuses to be read keeps its profiles', async (context) => {
  const { run, config, aws, portal } = await found(context);
  await run(['sync', '--write']);
  const before = await config();
  withdraw(portal, { account: prod, role: 'Read' });
  const refused = { action: 'ListAccountRoles', status: 403, code: 'ForbiddenException', message: 'No access' };
  aws.failNext(refused);
  aws.failNext(refused);
  assert.doesNotMatch((await run(['sync', '--prune', '--write', '--yes'])).out, /^gone/m);
  assert.equal(await config(), before);
});

test('another person under the same session prunes nothing of the one before, however often it is tried', async (context) => {
  for (const isOpened of [false, true]) {
    const { run, config, portal, signIn } = await found(context);
    await run(['sync', '--write']);
    if (isOpened) await run(['export', 'prod/Admin']);
    const before = await config();
    assign(portal, 'bob@example.com', { account: prod, name: 'prod', roles: ['Read'] });
    await signIn('bob@example.com');
    for (const _ of [1, 2]) {
      const { out } = await run(['sync', '--prune', '--write', '--yes']);
      assert.match(out, /^yours +prod\/Admin +its role is gone; written for mary@example\.com /m);
      assert.equal(await config(), before);
    }
    assert.equal((await run(['list', '--names', '--found'])).out, '', 'prod/Read is a profile');
    await run(['logout', 'corp']);
    await signIn('bob@example.com');
    assert.doesNotMatch((await run(['sync', '--prune', '--write', '--yes'])).out, /^gone/m);
    assert.equal(await config(), before);
    await signIn();
    assert.match((await run(['sync', '--write'])).out, /^corp: 3 unchanged\n$/);
  }
});

test('profiles that were kept before anybody knew for whom are the person’s who syncs first', async (context) => {
  const { run, config, portal } = await found(context);
  await run(['keep', '*/*']);
  await run(['sync', '--write']);
  withdraw(portal, { account: shop });
  await run(['sync', '--prune', '--write', '--yes']);
  assert.doesNotMatch(await config(), /Web-shop/);
});

test('the session leads to another company: what was written for the one before stays', async (context) => {
  const { run, config, home, portal, aws } = await found(context);
  await run(['sync', '--write']);
  const moved = (await config()).replace('corp.awsapps.com', 'other.awsapps.com');
  await writeFile(home.config, moved);
  const other = { ssoSession: 'corp', startUrl: 'https://other.awsapps.com/start', portalEndpoint: aws.url };
  aws.addPortal({ startUrl: other.startUrl, region: 'eu-west-1' });
  aws.portal(other.startUrl).assign(MARY, { account: '333344445555', name: 'x', roles: ['Ops'] });
  const at = portalAt(aws.url, other);
  await writeSignIn(home.directory, at, await signInAt(at));
  const { out } = await run(['sync', '--prune', '--write', '--yes']);
  assert.match(out, /^yours +prod\/Admin +its role is gone; written for https:\/\/corp\.awsapps\.com\/start /m);
  assert.equal(await config(), `${moved}\n${section('x/Ops', '333344445555', 'Ops')}`);
  void portal;
});

test('a record of what was written that cannot be read is said, and everything is the person’s', async (context) => {
  const { run, home, portal } = await found(context);
  await run(['sync', '--write']);
  withdraw(portal, { account: shop });
  const path = join(home.directory, '.config', 'rolecall', 'written-sections.json');
  await writeFile(path, '{"version": 2, "written": {}}');
  const newer = await run(['sync', '--prune', '--write', '--yes', '--include', '*/*', '--name', 'new-{role}']);
  assert.match(newer.error, /written-sections\.json was written by a newer rolecall/);
  assert.match(
    newer.out,
    /^yours +Web-shop\/Admin +its role is gone; it is not known whether it was changed by hand /m,
  );
  await writeFile(path, '{');
  assert.match(
    (await run(['sync'])).error,
    /written-sections\.json, rolecall's record of what it wrote, cannot be read\./,
  );
});

test('a profile of another role takes over no colour of one that had its name before', async (context) => {
  const { run, home } = await found(context);
  const path = join(home.directory, '.config', 'rolecall', 'settings.json');
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const colors = { 'prod/Admin': '#ff0000', [`corp:${prod}/Read`]: '#00ff00' };
  const settings = { version: 1, favourites: ['prod/Admin'], hidden: [], colors, recents: [] };
  await writeFile(path, JSON.stringify(settings), { mode: 0o600 });
  await run(['keep', 'prod/*']);
  const now = () => readFile(path, 'utf8').then(JSON.parse);
  assert.deepEqual(
    [(await now()).favourites, (await now()).colors['prod/Admin'], (await now()).colors['prod/Read']],
    [[], undefined, '#00ff00'],
  );
  await run(['sync', '--include', 'prod', '--name', 'my-{role}', '--write']);
  assert.deepEqual([(await now()).colors['prod/Read'], (await now()).colors['my-Read']], [undefined, '#00ff00']);
});

test('a role that is not in the list is written as it was typed, and that is said; one that is named twice is one', async (context) => {
  const { run } = await found(context);
  assert.match(
    (await run(['keep', `${prod}/Nope`])).error,
    /is not among the roles found in corp; it is written as typed/,
  );
  const { error, problem } = await run(['keep', 'prod/Admin', `${prod}/Admin`, 'prod/A*']);
  assert.equal(problem, undefined);
  assert.match(error, /^Added prod\/Admin\./);
});

test('accounts renamed crosswise: no profile leads elsewhere, by a template neither', async (context) => {
  const { run, config, portal } = await found(context);
  await run(['sync', '--write']);
  const before = await config();
  assign(portal, MARY, { account: prod, name: 'Web shop', roles: [] }, { account: shop, name: 'prod', roles: [] });
  assert.match((await run(['sync', '--write'])).out, /^corp: 3 unchanged\n$/);
  assert.equal(await config(), before);
  const { problem } = await run(['sync', '--name', '{account}/{role}', '--write']);
  assert.equal(problem?.code, 'sync-names');
  assert.equal(await config(), before);
});

test('the setting keeps a portal in step: its flags are the usual ones of sync', async (context) => {
  const { run, home, config } = await found(context);
  const directory = join(home.directory, '.config', 'rolecall');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const write = (sync: unknown) =>
    writeFile(join(directory, 'settings.json'), JSON.stringify({ version: 1, sync }), { mode: 0o600 });
  await write({ corp: { include: ['prod/*'], name: 'x-{role}', region: 'us-east-1' } });
  await run(['sync', '--write']);
  assert.equal(
    await config(),
    `${session}\n${section('x-Admin', prod, 'Admin', 'us-east-1')}\n${section('x-Read', prod, 'Read', 'us-east-1')}`,
  );
  await write({ corp: { includes: ['prod/*'] } });
  assert.match((await run(['doctor', '--offline'])).out, /sync/);
});

test('at a sign-in a portal with that setting is brought in step; what is gone in number is left there unasked', async (context) => {
  const world = createWorld();
  const portal = addPortal(world, { startUrl: 'https://corp.awsapps.com/start', region: 'eu-west-1' });
  assignMany(portal, { accounts: 3, roles: 1 });
  const { run, configText, settings } = await person(context, session, world);
  await settings(JSON.stringify({ version: 1, sync: { corp: { include: ['*-0001', '*-0002'], prune: true } } }));
  const first = await run(['login', 'corp']);
  assert.equal(first.problem, undefined);
  assert.match(first.error, /corp: 2 added; 0 unchanged\nAdded 2\. rolecall edit --undo undoes that\./);
  assert.deepEqual((await configText())?.match(/^\[profile .*\]$/gm), [
    '[profile account-0001/Role1]',
    '[profile account-0002/Role1]',
  ]);
  withdraw(portal, { account: '100000000002' });
  const second = await run(['login', 'corp']);
  assert.match(
    second.error,
    /corp: 1 gone; 1 unchanged\nProfiles of roles that are gone stay until you remove them: rolecall sync corp --prune --write\n/,
  );
  assert.match((await configText()) ?? '', /account-0002/);
  await run(['login', 'corp'], { answers: ['y'] });
  assert.doesNotMatch((await configText()) ?? '', /account-0002/);
});

test('a directory that cannot be written costs nothing but the memory of what was written', async (context) => {
  const { run, config, home } = await found(context);
  await run(['keep', 'prod/Read']);
  const directory = join(home.directory, '.config', 'rolecall');
  assert.equal((await stat(join(directory, 'written-sections.json'))).mode & 0o777, 0o600);
  if (process.getuid?.() === 0) return;
  await chmod(directory, 0o500);
  context.after(() => chmod(directory, 0o700));
  assert.match((await run(['keep', 'prod/Admin'])).error, /count as yours/);
  assert.match(await config(), /prod\/Admin/);
});

test('nor does a file in the place of the directory above it', async (context) => {
  const { run, config, home } = await found(context);
  const path = join(home.directory, '.config');
  await rm(path, { recursive: true, force: true });
  await writeFile(path, '');
  const { error, problem } = await run(['keep', 'prod/Admin']);
  assert.equal(problem, undefined);
  assert.match(error, /count as yours[\s\S]*Added .*prod\/Admin/);
  assert.match(await config(), /prod\/Admin/);
});

test('a config file that is read-only is said before the portal is read', { skip: noReadOnly }, async (context) => {
  const { run, calls, home } = await found(context);
  const before = calls().length;
  const { problem, out } = await whileReadOnly(home.config, () => run(['sync', 'corp', '--write']));
  assert.equal(problem?.code, 'file-unwritable');
  assert.deepEqual([calls().slice(before), out], [[], '']);
  assert.equal((await run(['sync', 'corp', '--write'])).problem, undefined);
});

test('a config file that was changed while the portal was read is not written over', async (context) => {
  const { run, config, home } = await found(context);
  await run(['keep', 'prod/Admin']);
  const before = await config();
  await writeFile(home.config, before.replace('region = eu-west-1\nrolecall', 'region = us-east-1\nrolecall'));
  const { out } = await run(['sync', '--region', 'eu-central-1', '--write']);
  assert.match(out, /^yours +prod\/Admin +changed by hand/m);
  assert.match(await config(), /us-east-1/);
});
