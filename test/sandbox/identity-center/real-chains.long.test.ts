import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { addSpoke, spokeAccount, spokeArn } from '../../helpers/spoke.ts';
import { awsClis, makeEmployee, rolecall, run, signInWithRolecall, skipped } from './employee.ts';

// A hub and a chain that rolecall wrote are opened by programs that are not ours.

for (const [name, file = ''] of awsClis())
  test(`${name} opens a found role and the role that it may assume, as rolecall add wrote them`, {
    skip: skipped(name, file || undefined),
  }, async (context) => {
    const { world, portal, home, env } = await makeEmployee(context);
    addSpoke(world, portal);
    const text = await readFile(home.config, 'utf8');
    await writeFile(home.config, text.slice(0, text.indexOf('\n[profile dev]')));
    await signInWithRolecall(env);
    const flags = ['--role-arn', spokeArn, '--source-profile', 'prod/Admin'];
    for (const words of [['discover'], ['add', 'spoke', ...flags]]) {
      const ran = await rolecall(words, env);
      assert.ok(ran.ok, ran.err);
    }
    for (const [profile, arn] of [
      ['spoke', `arn:aws:sts::${spokeAccount}:assumed-role/ystataws/`],
      ['prod/Admin', 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_'],
    ] as const) {
      const who = await run(file, ['sts', 'get-caller-identity', '--profile', profile, '--output', 'json'], env);
      assert.ok(who.ok, who.err);
      assert.ok(JSON.parse(who.out).Arn.startsWith(arn), who.out);
    }
  });
