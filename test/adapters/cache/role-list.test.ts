import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { cachedRoles } from '../../../source/adapters/cache/role-list.ts';
import { listedFiles } from '../../../source/domain/portals/found/listed.ts';
import { loadProfiles } from '../../../source/domain/profiles/resolve/load.ts';
import { makeHome } from '../../helpers/home.ts';

const rolesOf = (count: number, region: string): string =>
  Array.from(
    { length: count },
    (_, at) =>
      `[profile role-${at}]\nrole_arn = arn:aws:iam::111122223333:role/r${at}\nsource_profile = m\nregion = ${region}\n`,
  ).join('');

/** Long after any file was written: it may be relied on. */
const later = () => Date.now() + 60_000;

/** A home with so many roles, and how often its files were read. */
async function makeRoles(context: TestContext, count = 200) {
  const home = await makeHome(context, { config: rolesOf(count, 'eu-west-1'), credentials: '' });
  const cache = join(home.directory, 'cache');
  let reads = 0;
  const read = async () => {
    reads++;
    const config = { path: home.config, kind: 'config' as const, text: await readFile(home.config, 'utf8') };
    return listedFiles(loadProfiles(config, { path: home.credentials, kind: 'credentials', text: '' }));
  };
  const roles = async (now = later) => {
    const before = reads;
    const { roles: found, portals } = await cachedRoles([home.config, home.credentials], cache, read, now);
    return { found, portals, hasRead: reads > before, region: found[0]?.region };
  };
  return { ...home, cache, kept: join(cache, 'roles'), roles };
}

test('files that did not change are not read again, and the roles are the same', async (context) => {
  const { roles, kept } = await makeRoles(context);
  const first = await roles();
  const second = await roles();
  assert.deepEqual([first.hasRead, second.hasRead], [true, false]);
  assert.deepEqual(
    second.found,
    first.found.map((role) => JSON.parse(JSON.stringify(role))),
  );
  assert.equal((await stat(kept)).mode & 0o777, 0o600);
});

test('names of any script are kept as they are', async (context) => {
  for (const name of ['café', 'ж', '開発', '🦊', 'a\u2028b']) {
    const { roles, config, credentials } = await makeRoles(context);
    const text = `${rolesOf(200, 'eu-west-1')}[profile x]\nrolecall_display_name = ${name}\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = m\n`;
    await writeFile(config, text);
    await writeFile(credentials, '');
    await roles();
    const { hasRead, found } = await roles();
    assert.deepEqual([hasRead, found.at(-1)?.displayName], [false, name], name);
  }
});

test('whatever becomes of a file, its roles are those it has now', async (context) => {
  const { roles, config, credentials, directory } = await makeRoles(context);
  const changes: readonly (readonly [what: string, change: () => Promise<void>, region?: string])[] = [
    ['written in place, of the same length', () => writeFile(config, rolesOf(200, 'eu-west-2')), 'eu-west-2'],
    [
      'replaced by one of the same length and time',
      async () => {
        const { atime, mtime } = await stat(config);
        const other = join(directory, 'other');
        await writeFile(other, rolesOf(200, 'eu-west-3'));
        await utimes(other, atime, mtime);
        await rename(other, config);
      },
      'eu-west-3',
    ],
    ['its time set back', () => utimes(config, new Date(0), new Date(0)), 'eu-west-3'],
    ['another file gone', () => rm(credentials), 'eu-west-3'],
    ['another file there', () => writeFile(credentials, ''), 'eu-west-3'],
  ];
  await roles();
  for (const [what, change, region] of changes) {
    await change();
    const { hasRead, region: found } = await roles();
    assert.deepEqual([hasRead, found], [true, region], what);
    assert.equal((await roles()).hasRead, false, what);
  }
});

test('a file that was just written may be written again within the same tick: nothing is kept of it', async (context) => {
  const { roles } = await makeRoles(context);
  await roles(Date.now);
  assert.equal((await roles(Date.now)).hasRead, true);
});

test('what is kept is looked at: damage, another’s directory, and few roles make no difference to what is seen', async (context) => {
  const { roles, kept, cache } = await makeRoles(context);
  await roles();
  const [head = '', body = ''] = (await readFile(kept, 'utf8')).split('\n');
  const rows = [
    ...['', '{', 'null', '{"version":1}', '{"version":1,"value":{"state":"x","roles":[]}}'],
    ...[head, `${head}\n`, body, `\n${body}`, `${head}\n${body.slice(0, -1)}`, `${head}\n${body}\n`],
    `${head}\n{"roles":[],"portals":[],"slashed":[]}`,
    `${head.replace('"version":1', '"version":2')}\n${body}`,
    `${head.replace(/"digest":"\w/, '"digest":"')}\n${body}`,
  ];
  for (const damage of rows) {
    await writeFile(kept, damage);
    const { hasRead, found } = await roles();
    assert.deepEqual([hasRead, found.length], [true, 200], damage);
  }
  const files = JSON.parse(body);
  const [first, ...others] = files.roles;
  const wrong: readonly unknown[] = [
    'roles',
    null,
    { length: 200 },
    [null, ...others],
    ['ystataws', ...others],
    ...Object.keys(first).map((key) => [{ ...first, [key]: 7 }, ...others]),
    ...['name', 'kind', 'displayName', 'roleName', 'color', 'mfa', 'confirm', 'hidden'].map((key) => [
      { ...first, [key]: undefined },
      ...others,
    ]),
  ];
  const wrongFiles: readonly unknown[] = [
    ...wrong.map((list) => ({ ...files, roles: list })),
    ...[undefined, [null], [{ startUrl: 7, ssoRegion: 'eu-west-1' }], [{ startUrl: 'https://corp' }]].map(
      (portals) => ({
        ...files,
        portals,
      }),
    ),
    { ...files, slashed: [7] },
    { ...files, region: 7 },
  ];
  for (const each of wrongFiles) {
    await writeFile(kept, `${head}\n${JSON.stringify(each)}`);
    const { hasRead, found } = await roles();
    assert.deepEqual([hasRead, found.length], [true, 200], JSON.stringify(each).slice(0, 300));
  }
  await writeFile(kept, `${head.replace(/"build":"[^"]*"/, '"build":"another release"')}\n${body}`);
  assert.equal((await roles()).hasRead, true);
  assert.equal((await roles()).hasRead, false);
  await chmod(cache, 0o777);
  assert.equal((await roles()).hasRead, true);
  const few = await makeRoles(context, 199);
  await few.roles();
  assert.equal((await few.roles()).hasRead, true);
});

test('a pipe is read each time', { skip: process.platform === 'win32' && 'needs mkfifo' }, async (context) => {
  const { directory, cache, roles } = await makeRoles(context);
  const { found, portals } = await roles();
  const pipe = join(directory, 'pipe');
  execFileSync('mkfifo', [pipe]);
  let reads = 0;
  const read = async () => {
    reads++;
    return { roles: found, portals, slashed: [], region: undefined };
  };
  await cachedRoles([pipe], cache, read, later);
  await cachedRoles([pipe], cache, read, later);
  assert.equal(reads, 2);
});
