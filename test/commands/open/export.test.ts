import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
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
const onlyNote = /^· Opened at \S+, which is not AWS itself \(.*\)\.\r?\n$/;

/** How a shell runs a line, and prints a variable. */
const shells: readonly (readonly [row: string, file: string, options: readonly string[], print: string])[] = [
  ['bash, zsh, dash, ksh', 'bash', ['--norc', '-c'], 'echo "$AWS_SESSION_TOKEN"'],
  ['bash, zsh, dash, ksh', 'zsh', ['-f', '-c'], 'echo "$AWS_SESSION_TOKEN"'],
  ['bash, zsh, dash, ksh', 'dash', ['-c'], 'echo "$AWS_SESSION_TOKEN"'],
  ['bash, zsh, dash, ksh', 'ksh', ['-c'], 'echo "$AWS_SESSION_TOKEN"'],
  ['fish', 'fish', ['--no-config', '-c'], 'echo $AWS_SESSION_TOKEN'],
  ['PowerShell', 'pwsh', ['-NoProfile', '-Command'], '$Env:AWS_SESSION_TOKEN'],
  ['nushell', 'nu', ['--no-config-file', '-c'], 'print $env.AWS_SESSION_TOKEN'],
  ['elvish', 'elvish', ['-norc', '-c'], 'echo $E:AWS_SESSION_TOKEN'],
];

for (const [row, file, options, print] of shells) {
  test(`the line for ${file} in the manual puts the role into that shell`, {
    skip: !hasShell(file) && `no ${file}: NOT TESTED`,
  }, async (context) => {
    const home = await makeDemoHome(context);
    const manual = await readFile(new URL('../../../docs/shells.md', import.meta.url), 'utf8');
    const cell = manual.split('\n').find((each) => each.startsWith(`| ${row} |`) && each.includes('rolecall export'));
    const line = /(?:`|<code>)(.*)(?:`|<\/code>)/
      .exec(cell ?? '')?.[1]
      ?.replaceAll('&#124;', '|')
      .replaceAll('&amp;', '&');
    assert.ok(line, `a line for ${row}`);
    const call = file === 'pwsh' || file === 'nu' ? `${file === 'nu' ? '^' : '& '}${programLine}` : programLine;
    const typed = line.replace('rolecall', call).replace('PROFILE', 'ystataws');
    const { stdout, stderr } = await run(file, [...options, `${typed}\n${print}`], { env: home.env });
    assert.match(stderr, onlyNote);
    assert.match(stdout, /^\S{20,}\r?\n$/);
  });
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
