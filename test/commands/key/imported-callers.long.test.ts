import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createKeyFile } from '../../../source/adapters/access-keys/key-file.ts';
import { withoutBoto } from '../../helpers/boto.ts';
import { makeDemoHome } from '../../helpers/home.ts';
import { awsClis, rolecall, run, skipped } from '../../sandbox/identity-center/employee.ts';

// Programs that are not ours get an imported key, without a terminal.

const arn = 'arn:aws:iam::111122223333:user/mary';

const who = ['sts', 'get-caller-identity', '--profile', 'mary', '--query', 'Arn', '--output', 'text'];
const boto3 = `import boto3; print(boto3.Session(profile_name="mary").client("sts").get_caller_identity()["Arn"])`;
const script = fileURLToPath(new URL('./fixtures/js-caller.ts', import.meta.url));

const callers: readonly (readonly [name: string, file: string | undefined, words: readonly string[]])[] = [
  ...awsClis().map(([name, file]) => [name, file, who] as const),
  ['boto3', withoutBoto ? undefined : 'python3', ['-c', boto3]],
  ['the JavaScript SDK', process.execPath, [script, 'mary']],
];

for (const [name, file = '', words] of callers) {
  test(`${name} gets a key that was imported`, { skip: skipped(name, file || undefined) }, async (context) => {
    const home = await makeDemoHome(context);
    const env = { ...home.env, AWS_ENDPOINT_URL: home.aws.url, AWS_PAGER: '', AWS_EC2_METADATA_DISABLED: 'true' };
    const sealed = createKeyFile(join(home.directory, '.config', 'rolecall', 'access-keys.sealed'));
    await sealed.create('correct horse battery');
    context.after(sealed.close);
    if (!sealed.isHeld()) return context.skip('SKIPPED: the kernel of this machine holds no keys');
    const before = await run(file, words, env);
    assert.equal(before.out.trim(), arn, before.err);
    const imported = await rolecall(['key', 'import', '--from', 'credentials', '--in', 'file', '--write'], env);
    assert.ok(imported.ok, imported.err);
    assert.equal(await readFile(home.credentials, 'utf8'), '');
    const after = await run(file, words, env);
    assert.equal(after.out.trim(), arn, after.err);
    assert.ok(!`${imported.out}${imported.err}${after.err}`.includes('SecretAccessKey'));
    sealed.close();
    const closed = await run(file, words, env);
    assert.ok(!closed.ok, 'it is that key, and no other one');
  });
}
