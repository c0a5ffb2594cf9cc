import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { addDevice, addVirtualDevice } from '../../source/sandbox/state/build.ts';
import { withoutKey } from '../domain/sessions/person.ts';
import { phone } from '../helpers/home.ts';
import { atHost, focused, keys, sitDown } from '../helpers/person.ts';
import { ACCOUNT_A, accountIn, userIn } from '../sandbox/clients.ts';

const tablet = 'arn:aws:iam::111122223333:mfa/mary-tablet';

/** Mary with two devices that give codes and one that does not, none of them in her profiles. */
async function sitDownUnconfigured(context: TestContext) {
  const seated = await sitDown(context);
  const { aws, config } = seated.home;
  const account = accountIn(aws, ACCOUNT_A);
  const mary = userIn(aws, ACCOUNT_A, 'mary');
  addVirtualDevice(account, 'mary-tablet', mary);
  addDevice(account, { kind: 'fido', serial: 'arn:aws:iam::111122223333:u2f/user/mary/yubikey' }, mary);
  await writeFile(config, withoutKey('mfa_serial')(await readFile(config, 'utf8')));
  return seated;
}

test('no device is configured: one of several is chosen, gives the code, and is written into the profile', async (context) => {
  const { home, terminal } = await sitDownUnconfigured(context);
  const before = await readFile(home.config, 'utf8');
  terminal.enter('rolecall hub');
  await terminal.until('Which device gives the code?');
  assert.match(terminal.text, /yubikey +no codes for STS: a security key or passkey/);
  assert.match(focused(terminal), /mary-phone/);
  terminal.type(keys.down);
  await terminal.until(() => focused(terminal).includes('mary-tablet'));
  terminal.type(keys.enter);
  await terminal.until('Code from mary-tablet');
  terminal.type(home.aws.code(tablet));
  await terminal.until('Yes, write the line');
  assert.ok(terminal.text.includes(`mfa_serial = ${tablet}`));
  terminal.type('y');
  await terminal.until('is now Hub');
  await terminal.until(({ text }) =>
    text.replace(/\s+/g, ' ').includes(`mfa_serial = ${tablet} is now in hub of ${home.config}`),
  );
  const after = await readFile(home.config, 'utf8');
  assert.equal(after.replace(`mfa_serial = ${tablet}\n`, ''), before, 'and nothing else in the file has changed');
  assert.match(after, new RegExp(`\\[profile hub\\]\\n([a-z_]+ = .*\\n)*mfa_serial = ${tablet}\\n`));
  terminal.enter('exit');
  await terminal.until(atHost);
});

test('a code typed among the devices is for the one in focus; what is offered can be left', async (context) => {
  const { home, terminal } = await sitDownUnconfigured(context);
  const before = await readFile(home.config, 'utf8');
  terminal.enter('rolecall hub');
  await terminal.until('Which device gives the code?');
  terminal.type(home.aws.code(phone));
  await terminal.until('Yes, write the line');
  terminal.type(keys.escape);
  await terminal.until('is now Hub');
  assert.equal(await readFile(home.config, 'utf8'), before);
  assert.doesNotMatch(terminal.text, /is asked for at once\./, 'it was said on the screen already');
  terminal.enter('exit');
  await terminal.until(atHost);
  assert.equal(home.aws.count('ListMFADevices') > 0, true);
  terminal.enter('clear; rolecall prod-readonly');
  await terminal.until(/is now Production/);
  terminal.enter('exit');
  await terminal.until(atHost);
});
