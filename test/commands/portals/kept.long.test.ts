import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { assign, MARY } from '../../../source/sandbox/identity-center/build.ts';
import { assignHostile, hostileAccountNames } from '../../helpers/portals.ts';
import {
  awsClis,
  makeEmployee,
  rolecall,
  run,
  signInWithRolecall,
  skipped,
} from '../../sandbox/identity-center/employee.ts';
import { mary } from './mary.ts';

// Profiles are for programs that are not ours: those say whether they can use what was written.

/** Accounts of the hostile names whose profile is tried: without a name, brackets, an injection, another alphabet, two alike. */
const tried = ['000000000001', '000000000012', '000000000013', '000000000031', '000000000004', '000000000005'];

for (const [name, file = ''] of awsClis()) {
  test(`${name} is each role that was kept or synced, whatever its account is called`, {
    skip: skipped(name, file || undefined),
  }, async (context) => {
    const { portal, env, home } = await makeEmployee(context);
    assign(portal, MARY, { account: '111122223333', name: 'prod', roles: ['Admin'] });
    assignHostile(portal);
    await signInWithRolecall(env);
    assert.equal((await rolecall(['discover'], env)).ok, true);
    const before = await readFile(home.config, 'utf8');
    assert.match(
      (await rolecall(['keep', 'prod/Admin', '--name', '{account}-{role|short|lower}'], env)).err,
      /prod-admin/,
    );
    const synced = await rolecall(['sync', '--write'], env);
    assert.ok(synced.ok, synced.err);
    const text = await readFile(home.config, 'utf8');
    assert.ok(text.startsWith(before), 'what was there stays');
    const profileOf = (account: string) =>
      new RegExp(`^\\[profile (\\S+)\\]\\nsso_session = corp\\nsso_account_id = ${account}\\n`, 'm').exec(text)?.[1] ??
      '';
    for (const account of ['111122223333', ...tried]) {
      const profile = profileOf(account);
      const who = await run(file, ['sts', 'get-caller-identity', '--output', 'json', '--profile', profile], env);
      assert.ok(who.ok, `${profile}: ${who.err}`);
      assert.match(JSON.parse(who.out).Arn, new RegExp(`::${account}:assumed-role/`), profile);
    }
    await rolecall(['edit', '--undo'], env);
    assert.match(await readFile(home.config, 'utf8'), /rolecall_source = corp\n$/);
    assert.doesNotMatch(await readFile(home.config, 'utf8'), /ReadOnly/);
  });
}

test('whatever accounts are called, the names that are written are names, and each leads to its role', async (context) => {
  const { portal, run, home } = await mary(context);
  assignHostile(portal);
  await run(['discover']);
  const { error, problem } = await run(['sync', '--write']);
  assert.equal(problem, undefined);
  assert.match(error, new RegExp(`Added ${hostileAccountNames.length}\\.`));
  const text = await readFile(home.config, 'utf8');
  const headers = [...text.matchAll(/^\[profile (.*)\]$/gm)].map(([, name]) => name as string);
  assert.equal(headers.length, hostileAccountNames.length);
  assert.equal(new Set(headers).size, headers.length);
  for (const name of headers) assert.match(name, /^[A-Za-z0-9_@+.%:/-]+$/);
  assert.doesNotMatch(text, /^ *credential_process|^\[profile evil\]/m);
});
