import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { addVirtualDevice } from '../../source/sandbox/state/build.ts';
import { phone } from '../helpers/home.ts';
import { atHost, choose, keys, sitDown } from '../helpers/person.ts';
import { ACCOUNT_A, accountIn, keyOf, userIn } from '../sandbox/clients.ts';

const tablet = 'arn:aws:iam::111122223333:mfa/mary-tablet';

test('a role given up while its keys are waited for gets no code of the next one', async (context) => {
  const { home, terminal } = await sitDown(context);
  const { aws, config, directory } = home;
  addVirtualDevice(accountIn(aws, ACCOUNT_A), 'mary-tablet', userIn(aws, ACCOUNT_A, 'mary'));
  const pipe = join(directory, 'keys');
  execFileSync('mkfifo', [pipe]);
  const reach = `region = eu-west-1\nendpoint_url = ${aws.url}\n`;
  await appendFile(
    config,
    `\n[profile slow-source]\ncredential_process = cat ${pipe}\n${reach}` +
      `\n[profile slow]\nrole_arn = arn:aws:iam::444455556666:role/ystataws\nsource_profile = slow-source\nmfa_serial = ${tablet}\n${reach}`,
  );
  terminal.enter('rolecall');
  await terminal.until('type to search');
  await choose(terminal, 'slow');
  terminal.type(keys.enter);
  await terminal.until('esc stop');
  terminal.type(keys.escape);
  await terminal.until('type to search');
  terminal.type('hub');
  await terminal.until('1 of 3 found');
  terminal.type(keys.enter);
  await terminal.until('Code from mary-phone');
  // Who asks is known of hub by now, or soon; then the keys of slow come, and AWS says who that is as well.
  const { id, secret } = keyOf(aws, ACCOUNT_A, 'mary');
  await writeFile(pipe, JSON.stringify({ Version: 1, AccessKeyId: id, SecretAccessKey: secret }));
  while (aws.count('GetCallerIdentity') < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  terminal.type(aws.code(phone));
  await terminal.until('is now Hub');
  const sent = aws.calls.filter(({ params }) => params.TokenCode !== undefined);
  assert.deepEqual(
    sent.map(({ params }) => params.SerialNumber),
    [phone],
  );
  terminal.enter('exit');
  await terminal.until(atHost);
});
