import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { exportFormats } from '../../../source/domain/shells/export-formats.ts';
import { Problem } from '../../../source/problem.ts';
import { makeDemoHome } from '../../helpers/home.ts';
import { programLine } from '../../helpers/program.ts';
import { hasShell } from '../../helpers/terminal-shells.ts';
import { type CommandWorld, commandWorld } from '../world.ts';

const run = promisify(execFile);

/** The shell itself says nothing. */
const onlyNote = /^(· Opened at \S+, which is not AWS itself \(.*\)\.\r?\n)+$/;

/** How a shell runs a line, and how it calls a program. */
const shells: readonly (readonly [row: string, file: string, options: readonly string[], call?: string])[] = [
  ['bash, zsh, dash, ksh', 'bash', ['--norc', '-c']],
  ['bash, zsh, dash, ksh', 'zsh', ['-f', '-c']],
  ['bash, zsh, dash, ksh', 'dash', ['-c']],
  ['bash, zsh, dash, ksh', 'ksh', ['-c']],
  ['fish', 'fish', ['--no-config', '-c']],
  ['PowerShell', 'pwsh', ['-NoProfile', '-Command'], '& '],
  ['nushell', 'nu', ['--no-config-file', '-c'], '^'],
  ['elvish', 'elvish', ['-norc', '-c']],
];

/** The line of a row of the manual's table. */
async function lineOf(row: string): Promise<string> {
  const manual = await readFile(new URL('../../../docs/shells.md', import.meta.url), 'utf8');
  const cell = manual.split('\n').find((each) => each.startsWith(`| ${row} |`) && each.includes('rolecall export'));
  const line = /(?:`|<code>)(.*)(?:`|<\/code>)/.exec(cell ?? '')?.[1]?.replaceAll('&#124;', '|');
  assert.ok(line, `a line for ${row}`);
  return line;
}

for (const [row, file, options, call = ''] of shells) {
  test(`the line for ${file} in the manual puts the role into that shell, and the next such line takes its place`, {
    skip: !hasShell(file) && `no ${file}: NOT TESTED`,
  }, async (context) => {
    const home = await makeDemoHome(context);
    const buckets = '[services local]\ns3 =\n  endpoint_url = http://127.0.0.1:9\n';
    await appendFile(home.config, `\n[profile first]\n${await ystataws(home.config)}\nservices = local\n${buckets}`);
    const line = (await lineOf(row)).replace('rolecall', `${call}${programLine}`);
    const typed = ['first', 'ystataws'].map((name) => `${line.replace('PROFILE', name)}\n${call}env`);
    const env = { ...home.env, AWS_PROFILE: 'mary', AWS_SECURITY_TOKEN: 'other' };
    const { stdout, stderr } = await run(file, [...options, typed.join(`\n${call}echo then\n`)], { env });
    assert.match(stderr, onlyNote);
    const [first = '', second = ''] = stdout.split(/^then\r?$/m);
    for (const seen of [first, second]) {
      assert.match(seen, /^AWS_SESSION_TOKEN=\S{20,}\r?$/m);
      assert.match(seen, /^ROLECALL_EXPORTED=AWS_ENDPOINT_URL=/m);
      assert.doesNotMatch(seen, /^AWS_(PROFILE|SECURITY_TOKEN)=/m);
    }
    assert.match(first, /^AWS_ENDPOINT_URL_S3=http/m);
    assert.doesNotMatch(second, /^AWS_ENDPOINT_URL_S3=/m);
  });
}

/** The keys of the profile ystataws, as text. */
async function ystataws(config: string): Promise<string> {
  const text = await readFile(config, 'utf8');
  const [, keys] = /\[profile ystataws\]\n([^[]*)/.exec(text) ?? [];
  assert.ok(keys);
  return keys.trim();
}

test('eval of a command substitution in fish takes the lines one by one', {
  skip: !hasShell('fish') && 'no fish: NOT TESTED',
}, async (context) => {
  const home = await makeDemoHome(context);
  const line = `eval (${programLine} export ystataws --format fish); echo $AWS_ACCESS_KEY_ID $AWS_REGION`;
  const { stdout, stderr } = await run('fish', ['--no-config', '-c', line], { env: home.env });
  assert.match(stderr, onlyNote);
  assert.match(stdout, /^ASIA\w+ \S+\n$/);
});

let world: CommandWorld;
before(async () => {
  world = await commandWorld();
});
after(() => world.close());

/** The environment of a role whose session ends so many seconds from now. */
const inRole = (seconds: number) => ({
  ROLECALL_PROFILE: 'ystataws',
  ROLECALL_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
  ROLECALL_EXPIRES_EPOCH: String(Math.floor(world.sandbox.clock.now() / 1000) + seconds),
  AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
});

for (const format of exportFormats) {
  test(`export in a role gives its keys until they end, and then says how to get others: ${format}`, async () => {
    const exported = (seconds: number) => world.run(['export', '--format', format], {}, inRole(seconds));
    assert.match((await exported(60)).out, /ASIAIOSFODNN7EXAMPLE/);
    await assert.rejects(exported(-60), (error) => {
      assert.ok(error instanceof Problem);
      assert.equal(error.text.code, 'credentials-expired');
      assert.deepEqual(error.text.todo, ['Renew it: rolecall refresh']);
      return true;
    });
  });
}
