import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { demoConfig } from '../../../source/sandbox/demo/world.ts';
import { atHost, sitDown } from '../../helpers/person.ts';

test('aws-vault asks for its passphrase on the terminal, and rolecall for its own', async (context) => {
  const { home, terminal } = await sitDown(context);
  const key = home.aws.world.accounts.get('111122223333')?.users.get('mary')?.keys[0];
  assert.ok(key);
  const json = JSON.stringify({ Version: 1, AccessKeyId: key.id, SecretAccessKey: key.secret }, null, 2);
  const vault = `#!/bin/sh
[ "$1" = list ] && { echo mary; exit 0; }
printf 'Enter passphrase to unlock: ' >&2
read -r passphrase
[ "$passphrase" = opensesame ] || exit 1
cat <<'END'
${json}
END
`;
  await writeFile(join(home.directory, 'bin', 'aws-vault'), vault, { mode: 0o755 });
  const { config } = demoConfig(home.aws.world, { endpointUrl: home.aws.url });
  await writeFile(home.credentials, '');
  terminal.type('clear; rolecall key import --from aws-vault --in file\r');
  await terminal.until('Import one key as shown? [y/N]');
  assert.match(terminal.text, /\+ {2}mary {2,}aws-vault {2}store it, write its line/);
  terminal.type('y\r');
  await terminal.until('Enter passphrase to unlock:');
  terminal.type('opensesame\r');
  await terminal.until('A new passphrase for');
  terminal.type('correct horse\r');
  await terminal.until('The passphrase again:');
  terminal.type('correct horse\r');
  await terminal.until('aws-vault remove mary');
  await terminal.until(atHost);
  assert.match(terminal.text, new RegExp(`Stored the access key of mary \\(111122223333\\) as mary: ${key.id}`));
  assert.ok(!terminal.output.includes(key.secret));
  const after = await readFile(home.config, 'utf8');
  assert.match(after, /^credential_process = .*credential-process mary$/m);
  assert.equal(after.replace(/^credential_process = .*\n/m, ''), config);
  terminal.type('clear; rolecall key export mary --yes | wc -l; rolecall key lock\r');
  await terminal.until(/is locked/);
});
