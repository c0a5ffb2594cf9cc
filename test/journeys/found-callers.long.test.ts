import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assign, MARY } from '../../source/sandbox/identity-center/build.ts';
import { atHost, focused, keys } from '../helpers/person.ts';
import { sitAtPortals, startUrlOf } from '../helpers/portal-person.ts';
import { runProgram } from '../helpers/program.ts';

const prod = '111122223333';

/** At once. */
const processes = 50;

test(`${processes} credential-process at once for a found role whose sign-in has ended: exit 1 with the command, no browser`, async (context) => {
  const { aws, env, portal, terminal, browserStarted } = await sitAtPortals(context);
  assign(portal(), MARY, { account: prod, name: 'prod', roles: ['Admin'] });
  terminal.enter('rolecall discover');
  await terminal.until('1 account, 1 role');
  aws.portal(startUrlOf('corp')).revoke();
  const begun = aws.count('StartDeviceAuthorization');
  const all = await Promise.all(
    Array.from({ length: processes }, (_, at) =>
      runProgram(['credential-process', at % 2 === 0 ? 'prod/Admin' : `${prod}/Admin`], { env }),
    ),
  );
  for (const { code, out, err } of all) {
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, /rolecall login corp\b/);
  }
  assert.equal(browserStarted(), false);
  assert.equal(aws.count('StartDeviceAuthorization'), begun);
});

test('an elevation: a role that appears in an account comes into the open list, and goes from it, when its account is looked at again', async (context) => {
  const { portal, terminal, inventory, ages } = await sitAtPortals(context);
  assign(
    portal(),
    MARY,
    { account: prod, name: 'prod', roles: ['Read'] },
    { account: '222233334444', name: 'shop', roles: ['Read'] },
  );
  terminal.enter('rolecall discover');
  await terminal.until('2 accounts, 2 roles');
  assign(portal(), MARY, { account: prod, roles: ['Admin'] });
  ages(601_000);
  terminal.enter('clear; rolecall');
  await terminal.until('prod/Admin');
  assert.match(terminal.text, /1 of 3$/m);
  await terminal.until(({ lines }) => lines[0]?.trim() === 'rolecall  1 new role');
  assert.ok(
    inventory()
      ?.accounts.find(({ id }) => id === prod)
      ?.roles.some(({ newSince }) => newSince !== undefined),
  );
  terminal.type(keys.escape);
  await terminal.until(atHost);
  portal().persons.get(MARY)?.get(prod)?.roles.delete('Admin');
  terminal.enter('clear; rolecall');
  await terminal.until(/\d of 3$/m);
  assert.doesNotMatch(terminal.text, /gone since/, 'within ten minutes nothing is asked');
  terminal.type(keys.escape);
  await terminal.until(atHost);
  ages(601_000);
  terminal.enter('clear; rolecall prod/Admin');
  await terminal.until(/Yours in 111122223333: Read\.|not assigned/);
  assert.equal(focused(terminal), '');
});
