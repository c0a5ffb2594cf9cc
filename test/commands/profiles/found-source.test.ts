import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { assign, MARY, withdraw } from '../../../source/sandbox/identity-center/build.ts';
import { addSpoke, hubSection as hub, hubAccount, spokeSection as spoke, spokeArn } from '../../helpers/spoke.ts';
import { session, mary as signedIn } from '../portals/mary.ts';

/** Mary, whose roles were found; nothing stands in her files but the session, and `more`. */
async function mary(test: TestContext, more = '') {
  const made = await signedIn(test, session + more);
  addSpoke(made.world, made.portal);
  await made.run(['discover']);
  return { ...made, config: () => readFile(made.home.config, 'utf8') };
}

const add = (source: string, ...more: readonly string[]) => [
  'add',
  'spoke',
  '--role-arn',
  spokeArn,
  '--source-profile',
  source,
  ...more,
];

test('a found role as the source: hub and chain are written together, by each of its names, and taken back together', async (context) => {
  const { run, config, home } = await mary(context);
  for (const name of ['prod/Admin', `corp:${hubAccount}/Admin`, `${hubAccount}/Admin`]) {
    const { error, problem } = await run(add(name));
    assert.equal(problem, undefined, name);
    assert.equal(await config(), session + spoke + hub, name);
    assert.equal(
      error,
      `Added spoke, and its source prod/Admin.\n${home.config}:6, ${home.config}:10\nSwitch to it: rolecall spoke\n`,
    );
    assert.equal((await run(['edit', '--undo'])).error, `Edit undone: ${home.config}\nRun it again to redo it.\n`);
    assert.equal(await config(), session, name);
    assert.equal((await run(['edit', '--undo'])).error, `Edit redone: ${home.config}\nRun it again to undo it.\n`);
    assert.equal(await config(), session + spoke + hub, name);
    await run(['edit', '--undo']);
  }
});

test('what was written opens, hub and chain; the hour of role chaining caps it, and that is said', async (context) => {
  const { run } = await mary(context);
  await run(add('prod/Admin', '--duration', '4h'));
  const json = ['export', '--format', 'json'];
  const opened = await run([...json, 'spoke']);
  assert.equal(opened.problem, undefined);
  assert.match(opened.out, /ASIA/);
  assert.match(opened.error, /4h was asked for; AWS lets a role reached with temporary credentials last at most 1h/);
  assert.equal((await run([...json, 'prod/Admin'])).problem, undefined);
});

test('a link in the place of the role, with --link and as --role-arn', async (context) => {
  const { run, config } = await mary(context);
  const link = `https://signin.aws.amazon.com/switchrole?account=444455556666&roleName=ystataws&displayName=Walk&color=B7CA9D`;
  const look = 'color = b7ca9d\nrolecall_display_name = Walk\n';
  for (const flag of ['--link', '--role-arn']) {
    await run(['add', 'spoke', flag, link, '--source-profile', 'prod/Admin']);
    assert.equal(await config(), session + spoke + look + hub, flag);
    await run(['edit', '--undo']);
  }
});

test('where a profile of the files leads to the role, that one is the source', async (context) => {
  const mine = hub.replace('prod/Admin', 'mine');
  const { run, config } = await mary(context, mine);
  const { error } = await run(add('prod/Admin'));
  assert.match(error, /^Added spoke\. /);
  assert.equal(await config(), session + mine + spoke.replace('prod/Admin', 'mine'));
});

test('where the name of the hub is taken by a profile that leads elsewhere, nothing is written, and both are named', async (context) => {
  const other = `[profile Prod-a/Admin]\nsso_session = corp\nsso_account_id = 555566667777\nsso_role_name = Admin\n`;
  const { run, config, portal } = await mary(context, other);
  assign(portal, MARY, { account: hubAccount, name: 'Prod ä', roles: ['Admin'] });
  await run(['discover']);
  const { problem } = await run(add('Prod-ä/Admin'));
  assert.equal(
    problem?.title,
    '--source-profile: Prod-ä/Admin would be written as Prod-a/Admin, but the profile of that name leads elsewhere.',
  );
  assert.deepEqual(problem?.todo, ["Keep the role under another name first: rolecall keep 'Prod-ä/Admin' --name NAME"]);
  assert.equal(await config(), session + other);
});

test('a source that nothing is called: names of found roles are suggested too; the chain may not be called as its hub', async (context) => {
  const { run, config } = await mary(context);
  const { problem } = await run(add('prod/Admim'));
  assert.match(
    [problem?.title, ...(problem?.todo ?? [])].join(' '),
    /no profile prod\/Admim\. Did you mean prod\/Admin/,
  );
  const same = await run(['add', 'prod/Admin', '--role-arn', spokeArn, '--source-profile', 'prod/Admin']);
  assert.match(same.problem?.title ?? '', /^NAME: The role that it starts from/);
  assert.equal(await config(), session);
});

test('edit takes a found role as the source: one edit, one undo', async (context) => {
  const chain = '\n[profile spoke]\nrole_arn = x # old\nsource_profile = gone\n';
  const { run, config, home } = await mary(context, chain);
  const { error, problem } = await run(['edit', 'spoke', '--source-profile', 'prod/Admin', '--role-arn', spokeArn]);
  assert.equal(problem, undefined);
  assert.match(
    error,
    new RegExp(`^Changed spoke, and added its source prod/Admin\\.\n${home.config}:6, ${home.config}:10\n`),
  );
  assert.equal(
    await config(),
    session + chain.replace('x # old', `${spokeArn} # old`).replace('gone', 'prod/Admin') + hub,
  );
  await run(['edit', '--undo']);
  assert.equal(await config(), session + chain);
});

test('edit of a profile in the credentials file: the hub goes to the config file, and one undo puts both back', async (context) => {
  const { run, config, home } = await mary(context);
  const before = '[spoke]\nsource_profile = gone\nrole_arn = x\n';
  await writeFile(home.credentials, before);
  const { problem } = await run(['edit', 'spoke', '--source-profile', 'prod/Admin']);
  assert.equal(problem, undefined);
  assert.equal(await readFile(home.credentials, 'utf8'), before.replace('gone', 'prod/Admin'));
  assert.equal(await config(), session + hub);
  await run(['edit', '--undo']);
  assert.equal(await readFile(home.credentials, 'utf8'), before);
  assert.equal(await config(), session);
});

test('a found name that led to another account before has to be confirmed, as where it is opened', async (context) => {
  const { run, config, portal } = await mary(context);
  await run(['export', 'prod/Admin']);
  assign(
    portal,
    MARY,
    { account: hubAccount, name: 'old' },
    { account: '222233334444', name: 'prod', roles: ['Admin'] },
  );
  await run(['discover']);
  const { problem } = await run(add('prod/Admin'));
  assert.equal(problem?.code, 'found-name-moved');
  assert.equal(await config(), session);
  const agreed = await run(add('prod/Admin'), '222233334444');
  assert.match(agreed.asked.join(''), /Type 222233334444/);
  assert.equal(await config(), session + spoke + hub.replace(hubAccount, '222233334444'));
});

test('the hub counts as kept: sync takes it for its own, and a favourite goes over to it', async (context) => {
  const { run, home } = await mary(context);
  const settings = join(home.directory, '.config', 'rolecall', 'settings.json');
  await mkdir(dirname(settings), { recursive: true });
  await writeFile(settings, JSON.stringify({ favourites: [`corp:${hubAccount}/Admin`] }));
  await run(add('prod/Admin'));
  assert.match(await readFile(settings, 'utf8'), /"favourites": \[\s*"prod\/Admin",/);
  const { out } = await run(['sync', 'corp', '--include', '*/Admin', '--region', 'eu-north-1']);
  assert.match(out, /^changed +prod\/Admin +region eu-west-1 → eu-north-1\n/, 'rolecall may change what it wrote');
});

test('a role that its portal lists no more is no source', async (context) => {
  const { run, config, portal } = await mary(context);
  withdraw(portal, { account: hubAccount, role: 'Admin' });
  await run(['discover']);
  for (const name of ['prod/Admin', `${hubAccount}/Admin`]) {
    const { problem } = await run(add(name));
    assert.equal(problem?.code, 'found-gone', name);
    assert.equal(await config(), session);
  }
});

test('rolecall keep with another name, as the problem says, makes way', async (context) => {
  const other = `[profile Prod-a/Admin]\nsso_session = corp\nsso_account_id = 555566667777\nsso_role_name = Admin\n`;
  const { run, config, portal } = await mary(context, other);
  assign(portal, MARY, { account: hubAccount, name: 'Prod ä', roles: ['Admin'] });
  await run(['discover']);
  assert.equal((await run(['keep', 'Prod-ä/Admin', '--name', 'jump'])).problem, undefined);
  assert.match((await run(add('Prod-ä/Admin'))).error, /^Added spoke\. /);
  assert.match(await config(), /source_profile = jump\n$/);
});

test('link and remove say at once that a found role has no link and nothing to remove; edit says how it becomes a profile', async (context) => {
  const { run } = await mary(context);
  for (const name of ['prod/Admin', `${hubAccount}/Admin`]) {
    const link = (await run(['link', name])).problem;
    assert.deepEqual([link?.code, link?.todo], ['no-link', undefined], name);
    assert.match(link?.means ?? '', /reached through its access portal/);
    const remove = (await run(['remove', name, '--yes'])).problem;
    assert.equal(remove?.title, `${name} was found in corp, and is in no file.`);
    assert.equal(
      remove?.means,
      'There is nothing to remove: the role is listed as long as the portal gives it to you.',
    );
    assert.equal(remove?.todo, undefined);
    const edit = (await run(['edit', name, '--region', 'eu-west-1'])).problem;
    assert.ok(edit?.todo?.some((line) => line.endsWith(`rolecall keep ${name}`)));
  }
});
