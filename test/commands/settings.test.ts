import assert from 'node:assert/strict';
import { chmod, chown, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Home, makeDemoHome, phone } from '../helpers/home.ts';
import { runProgram } from '../helpers/program.ts';

async function homeWith(context: TestContext, text: string, mode = 0o600) {
  const home = await makeDemoHome(context);
  const directory = join(home.directory, '.config', 'rolecall');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, 'settings.json');
  await writeFile(path, text, { mode: mode & 0o600 });
  await chmod(path, mode);
  return { ...home, path };
}

/** Everything in the cache that holds keys in plain. */
async function plainIn({ directory }: Home): Promise<readonly string[]> {
  const cache = join(directory, '.cache', 'rolecall');
  const names = await readdir(cache).catch(() => []);
  const texts = await Promise.all(names.map((name) => readFile(join(cache, name), 'utf8').catch(() => '')));
  return names.filter((_, index) => /secretAccessKey/i.test(texts[index] ?? ''));
}

const damaged: readonly (readonly [string, string, number?])[] = [
  ['syntax', '{"sessionStore": "none",}'],
  ['type', '{"sessionStore": false}'],
  ['spelling', '{"sesionStore": "none"}'],
  ['a word', '{"sessionStore": "None"}'],
  ['BOM', '\uFEFF{"sessionStore": "file"}'],
  ['comment', '{ // mine\n"sessionStore": "none"}'],
  ['mode', '{"sessionStore": "file"}', 0o666],
  ['newer', '{"version": 9, "sessionStore": "file"}'],
];

for (const [what, text, mode] of damaged) {
  test(`settings in doubt (${what}): every verb works, says so each time, and writes no key`, async (context) => {
    const home = await homeWith(context, text, mode);
    const said = /settings\.json(:\d+)?: .*\nrolecall: until that is fixed, no session is written to a plain file/;
    for (const argv of [
      ['exec', 'ystataws', '--', 'true'],
      ['exec', 'ystataws', '--', 'true'],
      ['export', 'ystataws', '--format', 'json'],
      ['credential-process', 'ystataws'],
      ['show', 'ystataws'],
      ['list'],
      ['forget'],
    ]) {
      const { code, err } = await runProgram(argv, home);
      assert.deepEqual([argv, code], [argv, 0], err);
      assert.match(err, said, argv.join(' '));
      assert.equal(err.match(/until that is fixed/g)?.length, 1);
    }
    const input = `${home.aws.code(phone)}\n`;
    const withCode = await runProgram(['exec', 'prod-admin', '--mfa-code', '-', '--', 'true'], { ...home, input });
    assert.equal(withCode.code, 0, withCode.err);
    assert.deepEqual(await plainIn(home), []);
    assert.equal(await readFile(home.path, 'utf8'), text);
    const doctor = await runProgram(['doctor', '--offline'], home);
    assert.match(doctor.out, /✗ In your settings: .*\n +where +.*settings\.json/);
    assert.doesNotMatch(doctor.err, /until that is fixed/, 'the report says it already');
    assert.equal(doctor.code, 1);
  });
}

test('settings of another user are not read', {
  skip: process.getuid?.() !== 0 && 'giving a file away takes root',
}, async (context) => {
  const home = await homeWith(context, '{"sessionStore": "file"}');
  await chown(home.path, 1234, 1234);
  const { code, err } = await runProgram(['exec', 'ystataws', '--', 'true'], home);
  assert.equal(code, 0);
  assert.match(err, /settings\.json: It belongs to another user, so it is not read/);
  assert.deepEqual(await plainIn(home), []);
});

test('sessions that lie there in plain are not served while the settings are in doubt', async (context) => {
  const home = await homeWith(context, '{"sessionStore": "file"}');
  await runProgram(['credential-process', 'ystataws'], home);
  assert.equal((await plainIn(home)).length, 1);
  const before = home.aws.calls.length;
  await runProgram(['credential-process', 'ystataws'], home);
  assert.equal(home.aws.calls.length, before);
  await writeFile(home.path, '{"sessionStore": "none",}');
  const { code, err } = await runProgram(['credential-process', 'ystataws'], home);
  assert.equal(code, 0);
  assert.match(err, /There is a comma before/);
  assert.ok(home.aws.calls.length > before);
});

test('the demo has settings of its own', async (context) => {
  const home = await homeWith(context, '{"sessionStore": "none",}');
  const { code, err } = await runProgram(['demo', 'exec', 'ystataws', '--', 'true'], home);
  assert.equal(code, 0, err);
  assert.doesNotMatch(err, /until that is fixed/);
});
