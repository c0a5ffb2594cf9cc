import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { json, makeKeyHome, passphrase } from './world.ts';

const account = '111122223333';

describe('rolecall key add', () => {
  test('stores the key, and every program finds it through the profile', async (context) => {
    const { run, add, key, config, credentials } = await makeKeyHome(context);
    const before = await readFile(config, 'utf8');
    const { code, err } = await add();
    assert.equal(code, 0, err);
    assert.match(err, /^It goes into .*access-keys\.sealed, protected by a passphrase\.\n/);
    assert.match(err, new RegExp(`Stored the access key of mary \\(${account}\\) as mary: ${key.id}`));
    const line = /^credential_process = (\/.*) credential-process mary$/m.exec(await readFile(config, 'utf8'));
    assert.ok(line);
    assert.equal((await readFile(config, 'utf8')).replace(`${line[0]}\n`, ''), before);
    assert.doesNotMatch(await readFile(credentials, 'utf8'), /\[mary\]/);
    const { stdout } = await promisify(execFile)(line[1] ?? '', ['credential-process', 'mary'], {
      env: { HOME: config.replace(/\/\.aws\/config$/, '') },
    });
    assert.deepEqual(JSON.parse(stdout), { Version: 1, AccessKeyId: key.id, SecretAccessKey: key.secret });
    const as = await run(['exec', 'ystataws', '--', 'sh', '-c', 'echo $ROLECALL_ACCOUNT_ID $AWS_SESSION_TOKEN']);
    assert.match(as.out, /^\d{12} \S{100}/, as.err);
  });

  test('a profile that is not there yet is added; a key of nobody is not', async (context) => {
    const { config, run, aws, key } = await makeKeyHome(context);
    const add = (input: string) => run(['key', 'add', 'new-one', '--in', 'file'], input, { AWS_ENDPOINT_URL: aws.url });
    const unknown = await add(json({ id: 'AKIAQQQQQQQQQQQQQQQQ', secret: key.secret }));
    assert.equal(unknown.code, 1);
    assert.match(unknown.err, /AWS does not know AKIAQ+: it was deleted or deactivated.*Nothing was stored/s);
    assert.doesNotMatch(await readFile(config, 'utf8'), /new-one/);
    const { code, err } = await add(json(key));
    assert.equal(code, 0, err);
    assert.match(
      await readFile(config, 'utf8'),
      /\n\[profile new-one\]\ncredential_process = .* credential-process new-one\n$/,
    );
  });

  test('what is no key is refused without a word of it', async (context) => {
    const { run, key, add } = await makeKeyHome(context);
    const rows: [input: string, says: RegExp][] = [
      ['', /It is not the JSON/],
      ['nonsense', /It is not the JSON/],
      [`{"AccessKeyId":"${key.id}"}`, /The secret access key is missing/],
      [`{"AccessKeyId":"${key.id}","SecretAccessKey":"a b"}`, /The secret access key has spaces/],
      [`{"AccessKeyId":"ASIAQQQQQQQQQQQQQQQQ","SecretAccessKey":"s3cret"}`, /It is a temporary key/],
      [`{"AccessKeyId":"${key.id}","SecretAccessKey":"s3cret","SessionToken":"t"}`, /It is a temporary key/],
      [`{"AccessKeyId":"${key.id}","SecretAccessKey":"s3cret"}`, /The secret does not belong to AKIA/],
    ];
    for (const [input, says] of rows) {
      const { code, out, err } = await run(['key', 'add', 'mary', '--in', 'file'], input);
      assert.deepEqual([code, out], [1, ''], err);
      assert.match(err, says);
      assert.doesNotMatch(err, /s3cret|nonsense/);
    }
    assert.equal((await run(['key', 'list'])).out, '');
    assert.equal((await add()).code, 0);
  });

  test('a profile that has its credentials from elsewhere keeps them', async (context) => {
    const { run, key, config, credentials } = await makeKeyHome(context);
    const before = await readFile(config, 'utf8');
    const rows: [name: string, code: number, says: RegExp][] = [
      ['ystataws', 1, /ends in a role, which has no access key/],
      ['account-b-admin', 1, /is in plain text in .*credentials, and AWS's tools would still use that one/],
      ['a b', 2, /cannot be the name of a profile/],
      ['-x', 2, /would be read as a flag/],
    ];
    for (const [name, code, says] of rows) {
      const ran = await run(['key', 'add', '--in', 'file', '--', name], json(key));
      assert.equal(ran.code, code, ran.err);
      assert.match(ran.err, says);
    }
    assert.equal(await readFile(config, 'utf8'), before);
    await writeFile(config, `${before}[profile vault]\ncredential_process = vault get\n`);
    assert.match((await run(['key', 'add', 'vault', '--in', 'file'], json(key))).err, /already has credential_process/);
    assert.match(await readFile(credentials, 'utf8'), /\[account-b-admin\]/);
  });

  test('a key that is stored is written over only after a yes', async (context) => {
    const { add, run, aws } = await makeKeyHome(context);
    await add();
    const { code, err } = await add();
    assert.equal(code, 2);
    assert.match(err, /is already stored as mary, and is not replaced without a yes/);
    const user = aws.world.accounts.get(account)?.users.get('mary');
    const other = aws.addKey(account, 'mary').id;
    const secret = user?.keys.find(({ id }) => id === other)?.secret ?? '';
    assert.equal((await add('mary', { id: other, secret }, '--yes')).code, 0);
    assert.match((await run(['key', 'list', '--offline'])).out, new RegExp(`mary +${other}`));
  });

  test('an AWS that does not answer: what is waited for is said', async (context) => {
    const { add, aws, run } = await makeKeyHome(context);
    aws.failNext({ kind: 'slow', ms: 3_500, action: 'GetCallerIdentity' });
    const { code, err } = await add();
    assert.equal(code, 0);
    assert.match(err, /^AWS has not answered yet\. Nothing is stored so far\.$/m);
    aws.failNext({ kind: 'slow', ms: 3_500, action: 'ListAccessKeys' });
    assert.match((await run(['key', 'rotate', 'mary'])).err, /^AWS has not answered yet\. Ctrl\+C is safe/m);
    aws.failNext({ kind: 'hang', action: 'ListAccessKeys' });
    assert.match((await run(['key', 'list'])).err, /^AWS did not answer about mary\.$/m);
  });

  test('without AWS it says so within 3 s, and stores nothing', async (context) => {
    const { add, run, aws } = await makeKeyHome(context);
    await aws.close();
    const began = performance.now();
    const { code, err } = await add();
    assert.equal(code, 1);
    assert.ok(performance.now() - began < 3_000);
    assert.match(err, /reach/);
    assert.equal((await run(['key', 'list', '--offline'])).out, '');
  });

  test('a command of the person’s prints it: nothing is stored, and the profile leads to it', async (context) => {
    const { run, key, config, directory } = await makeKeyHome(context);
    const script = join(directory, 'pass.sh');
    await writeFile(script, `#!/bin/sh\nprintf '%s' '${json(key)}'\n`);
    await chmod(script, 0o700);
    const { code, err } = await run(['key', 'add', 'mary', '--command', `${script} show`]);
    assert.equal(code, 0, err);
    assert.match(await readFile(config, 'utf8'), new RegExp(`\nrolecall_key_process = ${script} show\n`));
    const printed = await run(['credential-process', 'mary']);
    assert.equal(JSON.parse(printed.out).AccessKeyId, key.id);
    const sealed = await readFile(join(directory, '.config', 'rolecall', 'access-keys.sealed'), 'utf8');
    assert.deepEqual(JSON.parse(sealed).keys, {});
    const rotated = await run(['key', 'rotate', 'mary']);
    assert.match(rotated.err, /is printed by a command of yours/);
    assert.equal((await run(['key', 'remove', 'mary', '--yes'])).code, 0);
    assert.doesNotMatch(await readFile(config, 'utf8'), /rolecall_key_process|credential_process/);
    const fails = await run(['key', 'add', 'mary', '--command', 'false']);
    assert.match(fails.err, /The command did not give an access key\.\n.*It exited with 1/s);
  });
});

describe('rolecall key list, export, remove', () => {
  test('the list tells whose, where, since when, and where else', async (context) => {
    const { add, run, key, credentials } = await makeKeyHome(context);
    const none = await run(['key', 'list']);
    assert.deepEqual([none.code, none.out], [0, '']);
    assert.match(none.err, /^No access key is stored\. .*\nPlain-text keys in your files: account-b-admin\./);
    await add();
    await writeFile(
      credentials,
      `${await readFile(credentials, 'utf8')}\n[copy]\naws_access_key_id = ${key.id}\naws_secret_access_key = ${key.secret}\n`,
    );
    const { out } = await run(['key', 'list']);
    assert.match(out, /^NAME +ACCESS KEY +USER +PLACE +AGE +LAST USED +ALSO IN\n/);
    assert.match(
      out,
      new RegExp(
        `\nmary +${key.id} +mary · ${account} +file +\\d+ days +\\d{4}-\\d\\d-\\d\\d iam +.*credentials:\\d+\n`,
      ),
    );
    const [listed] = JSON.parse((await run(['key', 'list', '--json'])).out);
    const { createdAt, lastUsed, ageInDays, elsewhere, ...facts } = listed;
    assert.deepEqual(facts, {
      name: 'mary',
      accessKeyId: key.id,
      user: `arn:aws:iam::${account}:user/mary`,
      place: 'file',
      rotationUnderWay: false,
      refusedByAws: false,
    });
    assert.ok(ageInDays > 0 && createdAt && lastUsed.service && elsewhere.length === 1);
    const offline = JSON.parse((await run(['key', 'list', '--json', '--offline'])).out);
    assert.equal(offline[0].lastUsed, null);
    assert.equal(offline[0].createdAt, createdAt);
  });

  test('the export is asked for, and goes to stdout alone', async (context) => {
    const { add, run, key } = await makeKeyHome(context);
    await add();
    const refused = await run(['key', 'export', 'mary']);
    assert.deepEqual([refused.code, refused.out], [2, '']);
    const { out, err } = await run(['key', 'export', 'mary', '--yes']);
    assert.deepEqual(JSON.parse(out), { Version: 1, AccessKeyId: key.id, SecretAccessKey: key.secret });
    assert.equal(err, '');
    const unknown = await run(['key', 'export', 'john', '--yes']);
    assert.match(unknown.err, /No access key is stored under the name john/);
  });

  test('removed, the key is gone from here, its line too, and its profile stays', async (context) => {
    const { add, run, key, config, directory } = await makeKeyHome(context);
    const before = await readFile(config, 'utf8');
    await add();
    const refused = await run(['key', 'remove', 'mary']);
    assert.equal(refused.code, 2);
    assert.match(refused.err, /means +ystataws, \S+, \S+, \S+, \S+ and 5 more open only with it\.\n/);
    const { code, err } = await run(['key', 'remove', 'mary', '--yes']);
    assert.equal(code, 0, err);
    assert.match(err, /\nystataws, \S+, \S+, \S+, \S+ and 5 more no longer open\.\n/);
    assert.match((await run(['exec', 'ystataws', '--', 'true'])).err, /has no credentials/);
    assert.match(err, /It still works at AWS: delete it in the IAM console/);
    assert.equal(await readFile(config, 'utf8'), before);
    const own = join(directory, '.config', 'rolecall');
    for (const name of await readdir(own)) {
      assert.doesNotMatch(await readFile(join(own, name), 'utf8'), new RegExp(key.id), name);
    }
    assert.match((await run(['credential-process', 'mary'])).err, /has no credentials|no access key/i);
  });

  test('a record of the keys that was lost costs nothing', async (context) => {
    const { add, run, directory, key } = await makeKeyHome(context);
    await add();
    await writeFile(join(directory, '.config', 'rolecall', 'access-keys.json'), 'nonsense', { mode: 0o600 });
    assert.equal(JSON.parse((await run(['credential-process', 'mary'])).out).AccessKeyId, key.id);
    assert.match((await run(['key', 'list', '--offline'])).out, new RegExp(`mary +${key.id}`));
  });

  test('a damaged record is said, put aside, and made anew of what profiles lead to; nothing is written over meanwhile', async (context) => {
    const { add, run, directory, key } = await makeKeyHome(context);
    await add();
    const record = join(directory, '.config', 'rolecall', 'access-keys.json');
    for (const damaged of ['', '{"version":1,"keys":{"mary":']) {
      await writeFile(record, damaged, { mode: 0o600 });
      assert.equal((await add()).code, 2, 'the key is there, whatever the record says');
      await writeFile(record, damaged, { mode: 0o600 });
      const { out, err } = await run(['key', 'list', '--offline']);
      assert.match(err, /access-keys\.json, the record of stored keys, is damaged/);
      assert.match(out, new RegExp(`mary +${key.id}`));
      assert.equal(await readFile(`${record}.damaged`, 'utf8'), damaged);
    }
    const newer = '{"version":9,"keys":{}}';
    await writeFile(record, newer, { mode: 0o600 });
    assert.match((await run(['key', 'list', '--offline'])).err, /written by a newer rolecall/);
    assert.match((await run(['doctor', '--offline'])).out, /written by a newer rolecall/);
    assert.equal((await run(['credential-process', 'mary'])).code, 0);
    assert.equal(await readFile(record, 'utf8'), newer);
  });

  test('a place that is damaged or gone: doctor says so, and a removal changes nothing', async (context) => {
    const { add, run, directory, config } = await makeKeyHome(context);
    await add();
    const sealed = join(directory, '.config', 'rolecall', 'access-keys.sealed');
    const [before, lines] = [await readFile(sealed, 'utf8'), await readFile(config, 'utf8')];
    await writeFile(sealed, before.slice(0, -9), { mode: 0o600 });
    assert.match((await run(['doctor', '--offline'])).out, /access-keys\.sealed, the key file, is damaged/);
    const removed = await run(['key', 'remove', 'mary', '--yes']);
    assert.equal(removed.code, 1);
    assert.match(removed.err, /is damaged, and is left as it is/);
    assert.equal(await readFile(config, 'utf8'), lines);
    assert.match((await run(['key', 'list', '--offline'])).out, /^mary /m);
    await rm(sealed);
    assert.match((await run(['doctor', '--offline'])).out, /access-keys\.sealed is gone, and keys are stored in it/);
    await writeFile(sealed, before, { mode: 0o600 });
    assert.equal((await run(['credential-process', 'mary'])).code, 0);
    await run(['key', 'remove', 'mary', '--yes']);
    const undone = await run(['edit', '--undo']);
    assert.match(undone.err, /There is no edit to undo/, 'lines that lead to nothing are not put back');
  });
});

describe('rolecall key rotate', () => {
  test('replaces the key; roles and programs go on with the new one', async (context) => {
    const { add, run, key, aws } = await makeKeyHome(context);
    await add();
    const { code, err } = await run(['key', 'rotate', 'mary']);
    assert.equal(code, 0, err);
    const [made, ...others] = aws.accessKeys(account, 'mary');
    assert.deepEqual(others, []);
    assert.notEqual(made?.id, key.id);
    assert.match(err, new RegExp(`mary now has the key ${made?.id}; ${key.id} is deleted\\.\n$`));
    assert.equal(JSON.parse((await run(['credential-process', 'mary'])).out).AccessKeyId, made?.id);
    assert.equal((await run(['exec', 'ystataws', '--no-cache', '--', 'true'])).code, 0);
    assert.equal((await run(['key', 'list', '--json', '--offline'])).out.includes(made?.id ?? '?'), true);
  });

  test('--keep-old keeps it inactive, and a second run tells until when', async (context) => {
    const { add, run, key, aws } = await makeKeyHome(context);
    await add();
    assert.match(
      (await run(['key', 'rotate', 'mary', '--keep-old', '24h'])).err,
      new RegExp(`${key.id} stays inactive until`),
    );
    assert.deepEqual(
      aws.accessKeys(account, 'mary').map(({ active }) => active),
      [false, true],
    );
    const again = await run(['key', 'rotate', 'mary']);
    assert.equal(again.code, 1);
    assert.match(again.err, /is kept inactive until .* UTC/);
    const doctor = await run(['doctor', '--offline']);
    assert.match(doctor.out, /The previous key of mary, AKIA\w+, is kept inactive until/);
    assert.equal((await run(['key', 'rotate', 'mary', '--keep-old', '0'])).code, 0);
    assert.equal(aws.accessKeys(account, 'mary').length, 1);
    assert.equal((await run(['key', 'rotate', 'mary', '--keep-old', '32d'])).code, 2);
  });

  test('a second key stops it, by name; offline it says so and notes nothing', async (context) => {
    const { add, run, aws, directory } = await makeKeyHome(context);
    await add();
    const stranger = aws.addKey(account, 'mary').id;
    const two = await run(['key', 'rotate', 'mary']);
    assert.equal(two.code, 1);
    assert.match(two.err, new RegExp(`second access key, ${stranger}, and AWS allows no third`));
    await aws.close();
    const began = performance.now();
    const offline = await run(['key', 'rotate', 'mary']);
    assert.equal(offline.code, 1);
    assert.ok(performance.now() - began < 3_000);
    assert.ok(!(await readdir(join(directory, '.config', 'rolecall'))).includes('rotations.json'));
  });

  test('an answer that was lost: the key is named with the command that deletes it, and that ends well', async (context) => {
    const { add, run, aws } = await makeKeyHome(context);
    await add();
    aws.failNext({ kind: 'lost', action: 'CreateAccessKey' });
    const cut = await run(['key', 'rotate', 'mary']);
    assert.equal(cut.code, 1);
    assert.match(cut.err, /The stored key still works\.[\s\S]*Then continue: rolecall key rotate mary/);
    const lost = aws.accessKeys(account, 'mary')[1]?.id;
    const { err } = await run(['key', 'rotate', 'mary']);
    assert.match(err, new RegExp(`rolecall key rotate mary --delete ${lost}`));
    const doctor = await run(['doctor', '--offline']);
    assert.match(doctor.out, /A rotation of mary was interrupted/);
    assert.equal((await run(['key', 'rotate', 'mary', '--delete', lost ?? ''])).code, 0);
    assert.equal(aws.accessKeys(account, 'mary').length, 1);
  });

  test('with an MFA device one code is asked for, and given on standard input', async (context) => {
    const { add, run, aws, config } = await makeKeyHome(context);
    const serial = `arn:aws:iam::${account}:mfa/mary-phone`;
    await writeFile(
      config,
      (await readFile(config, 'utf8')).replace('[profile mary]', `[profile mary]\nmfa_serial = ${serial}`),
    );
    await add();
    const unasked = await run(['key', 'rotate', 'mary']);
    assert.match(unasked.err, /needs an MFA code, and there is no terminal/);
    const { code, err } = await run(['key', 'rotate', 'mary', '--mfa-code', '-'], `${aws.code(serial)}\n`);
    assert.equal(code, 0, err);
    assert.equal(aws.accessKeys(account, 'mary').length, 1);
  });

  test('two machines with one key: the other one is told', async (context) => {
    const one = await makeKeyHome(context);
    const other = await makeKeyHome(context);
    await one.add();
    await writeFile(other.config, await readFile(one.config, 'utf8'));
    await other.run(['key', 'add', 'mary', '--in', 'file'], json(one.key));
    assert.equal((await one.run(['key', 'rotate', 'mary'])).code, 0);
    const told = await other.run(['exec', 'ystataws', '--no-cache', '--', 'true']);
    assert.equal(told.code, 1);
    assert.match(told.err, /AWS does not know the access key of mary\./);
    assert.match(told.err, /by a rotation on another machine/);
    assert.match(told.err, /Store the current one: rolecall key add mary/);
  });
});

describe('the file under a passphrase', () => {
  test('closed, nobody is asked without a terminal; what to do is said', async (context) => {
    const { run, key, add, directory } = await makeKeyHome(context, { closed: true });
    const rows: readonly (readonly string[])[] = [
      ['key', 'unlock'],
      ['key', 'add', 'mary', '--in', 'file'],
    ];
    for (const argv of rows) {
      const { code, err } = await run(argv, json(key));
      assert.equal(code, 1, argv.join(' '));
      assert.match(
        err,
        /access-keys\.sealed, protected by a passphrase\.\n.*Unlock it once, in a terminal: rolecall key unlock/s,
      );
    }
    assert.equal((await run(['key', 'lock'])).code, 0);
    assert.equal((await add()).code, 1);
    assert.doesNotMatch(
      await readFile(join(directory, '.config', 'rolecall', 'access-keys.sealed'), 'utf8'),
      new RegExp(passphrase),
    );
  });

  test('unlocked once, it serves other programs until it is locked', async (context) => {
    const { run, add } = await makeKeyHome(context);
    await add();
    assert.equal((await run(['credential-process', 'mary'])).code, 0);
    assert.match(
      (await run(['key', 'unlock'])).err,
      /is unlocked\. It stays unlocked for 8h, or until rolecall key lock\./,
    );
    await run(['key', 'lock']);
    const closed = await run(['credential-process', 'mary']);
    assert.equal(closed.code, 1);
    assert.match(closed.err, /rolecall key unlock/);
  });
});
