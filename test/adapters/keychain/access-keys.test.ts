import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { json, passphrase } from '../../commands/key/world.ts';
import { makeDemoHome, makeHome } from '../../helpers/home.ts';
import { openKernelHeld } from '../../helpers/key-file.ts';
import { endDaemon, noSecretService as skip } from '../../helpers/keyring.ts';
import { programLine as rolecall } from '../../helpers/program.ts';
import { keyHome } from './key-home.ts';

/** No file below the home holds one of these texts. */
async function assertNowhere(directory: string, secrets: readonly string[]): Promise<void> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  assert.ok(files.length > 3);
  for (const file of files) {
    const text = await readFile(file, 'latin1');
    for (const secret of secrets) assert.ok(!text.includes(secret), `${file} holds a secret`);
  }
}

const closed =
  /^✗ The keychain that holds the access key of mary cannot be unlocked\.\n(?:.*\n)*?.*Unlock the keychain of this machine/m;

describe('an access key in a real Secret Service', { skip }, () => {
  test('is stored, listed, used and rotated, over the ends of sessions, and lies in no file', async (context) => {
    const { run, add, key, keys, directory, config } = await keyHome(context);
    const added = await add();
    assert.match(added, /^It goes into the keychain \(Secret Service\)\. Every program you run can read it/m);
    assert.match(added, new RegExp(`^Stored the access key of mary .* as mary: ${key.id}$`, 'm'));
    assert.match(await readFile(config, 'utf8'), /^credential_process = .* credential-process mary$/m);
    assert.match(await run(`${rolecall} key list`), new RegExp(`^mary +${key.id} .* keychain `, 'm'));
    const found = await run('secret-tool search --all service rolecall username key:mary 2>&1');
    assert.match(found, /username = key:mary/);
    const used = await run(`${rolecall} credential-process mary`);
    assert.deepEqual(JSON.parse(used), { Version: 1, AccessKeyId: key.id, SecretAccessKey: key.secret });
    assert.equal(await run(`${rolecall} exec ystataws -- echo opened`), 'opened\n');
    const rotated = await run(`${rolecall} key rotate mary`);
    const [now, ...others] = keys();
    assert.deepEqual(others, []);
    assert.match(rotated, new RegExp(`mary now has the key ${now?.id}; ${key.id} is deleted\\.$`, 'm'));
    const after = await run(`${rolecall} credential-process mary; ${rolecall} exec ystataws -- true`);
    assert.deepEqual(JSON.parse(after), { Version: 1, AccessKeyId: now?.id, SecretAccessKey: now?.secret });
    await assertNowhere(directory, [key.secret, now?.secret ?? '']);
    assert.match(await run(`${rolecall} key remove mary --yes`), /^Removed the access key of mary from this machine/m);
    assert.doesNotMatch(await run('secret-tool search --all service rolecall 2>&1'), /key:mary/);
  });

  test('moves on to a command, and into the keychain from a file that is closed: nothing is left behind, and nothing is asked for in vain', async (context) => {
    const { run, add, key, aws, directory } = await keyHome(context);
    const entries = 'secret-tool search --all service rolecall 2>&1';
    await add();
    const command = join(directory, 'pass.sh');
    await writeFile(command, `#!/bin/sh\nprintf '%s' '${json(key)}'\n`, { mode: 0o700 });
    await run(`${rolecall} key add mary --command ${command} --yes`);
    assert.doesNotMatch(await run(entries), /key:mary/);
    // A key that an earlier program has left there.
    await add(key, '--yes');
    const record = join(directory, '.config', 'rolecall', 'access-keys.json');
    await writeFile(record, (await readFile(record, 'utf8')).replace('"keychain"', '"command"'), { mode: 0o600 });
    assert.match(await run(`${rolecall} key remove mary --yes`), /^Removed the access key of mary/m);
    assert.doesNotMatch(await run(entries), /key:mary/);
    const sealed = join(directory, '.config', 'rolecall', 'access-keys.sealed');
    await openKernelHeld(context, sealed, passphrase, false);
    await run(`${rolecall} key add mary --in file; ${rolecall} key lock`, 'unlocked', json(key));
    const asked = aws.count('GetCallerIdentity');
    assert.match(
      await add(key, '--yes'),
      /^✗ The access key of mary is in .*access-keys\.sealed, protected by a passphrase/m,
    );
    assert.equal(aws.count('GetCallerIdentity'), asked);
  });

  /** A service that nobody has logged in to is started by the bus, and has no keyring; or there is no bus at all. */
  for (const [what, before] of [
    ['a service without a keyring', ''],
    ['no service', 'unset DBUS_SESSION_BUS_ADDRESS XDG_RUNTIME_DIR; '],
  ]) {
    test(`${what}: refused in words, and neither the kernel nor a plain file has the key`, async (context) => {
      const { run, prompt, key, directory, config } = await keyHome(context);
      await prompt('fails');
      const text = await readFile(config, 'utf8');
      const add = (flags: string) =>
        run(`${before}${rolecall} key add mary ${flags}; echo "ended with $?"`, 'none', json(key));
      const asked = await add('--in keychain');
      assert.match(asked, /^✗ There is no keychain that can be opened\.\n {2}means +\S/m);
      assert.match(asked, /--in file/);
      assert.match(asked, /^ended with 1$/m);
      assert.doesNotMatch(asked, /It goes into/);
      const usual = await add('');
      assert.match(usual, /^No keychain can be used here: ./m);
      assert.match(usual, /access-keys\.sealed does not exist yet, and there is no terminal to ask for its passphrase/);
      assert.match(usual, /^ended with [12]$/m);
      assert.doesNotMatch(await run('cat /proc/keys', 'none'), /mary/);
      assert.equal(await readFile(config, 'utf8'), text);
      await assertNowhere(directory, [key.secret]);
    });
  }

  test('a locked keyring, and nobody can be asked: refused in words, and nothing is made at AWS', async (context) => {
    const { run, add, prompt, key, keys, aws, directory } = await keyHome(context);
    await add();
    await prompt('fails');
    for (const line of [
      'credential-process mary',
      'exec ystataws -- true',
      'key export mary --yes',
      'key rotate mary',
    ]) {
      assert.match(await run(`${rolecall} ${line}`, 'locked'), closed, line);
    }
    assert.equal(aws.count('CreateAccessKey'), 0);
    assert.deepEqual(
      keys().map(({ id }) => id),
      [key.id],
    );
    // What is known without the keychain is still told.
    assert.match(await run(`${rolecall} key list`, 'locked'), new RegExp(`^mary +${key.id} `, 'm'));
    const second = await run(`${rolecall} key add second --in keychain`, 'locked', json(key));
    assert.match(second, /^✗ There is no keychain that can be opened\./m);
    await assertNowhere(directory, [key.secret]);
    assert.match(await run(`${rolecall} credential-process mary`), new RegExp(key.id));
  });

  test('a daemon that is killed meanwhile: in words, and the key is there after the next login', async (context) => {
    const { run, add, key, directory } = await keyHome(context);
    await add();
    const ask = `${rolecall} credential-process mary`;
    const said = await run(`${ask}; ${endDaemon}; ${ask}`);
    assert.match(said, new RegExp(`"AccessKeyId": "${key.id}"`));
    assert.match(said, closed);
    assert.match(await run(ask), new RegExp(key.id));
    await assertNowhere(directory, [key.secret]);
  });

  test('two machines with one key: where the other one has rotated it, it is told what to do', async (context) => {
    const one = await makeDemoHome(context);
    const [config, credentials] = await Promise.all([readFile(one.config, 'utf8'), readFile(one.credentials, 'utf8')]);
    const two = { ...(await makeHome(context, { config, credentials })), aws: one.aws };
    const [here, there] = [await keyHome(context, one), await keyHome(context, two)];
    await here.add();
    await there.add();
    await here.run(`${rolecall} key rotate mary`);
    const [now] = here.keys();
    assert.ok(now && now.id !== here.key.id);
    const exec = `${rolecall} exec ystataws -- echo opened`;
    assert.equal(await here.run(exec), 'opened\n');
    const said = await there.run(exec);
    assert.match(said, /^✗ AWS does not know the access key of mary\.\n/m);
    assert.match(said, /by a rotation on another machine/);
    assert.match(said, /rolecall key add mary$/m);
    await there.add(now, '--yes');
    assert.equal(await there.run(exec), 'opened\n');
  });
});
