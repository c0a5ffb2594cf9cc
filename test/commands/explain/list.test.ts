import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeDemoHome } from '../../helpers/home.ts';
import { program, runProgram } from '../../helpers/program.ts';
import { Terminal } from '../../helpers/terminal.ts';

test('list shows group, name, time left, what is a favourite and what is guarded; JSON carries the same', async (context) => {
  const home = await makeDemoHome(context);
  const settings = join(home.directory, '.config', 'rolecall');
  await mkdir(settings, { recursive: true, mode: 0o700 });
  const chosen = { favourites: ['audit'], colors: { audit: '#123456' }, sessionStore: 'file' };
  await writeFile(join(settings, 'settings.json'), JSON.stringify(chosen), { mode: 0o600 });
  const before = await runProgram(['list'], home);
  assert.match(before.out, /^ +PROFILE +NAME +GROUP +ACCOUNT +ROLE +REGION +SOURCE +MFA\n/);
  assert.equal((await runProgram(['exec', 'ystataws', '--', 'true'], home)).code, 0);
  const { out } = await runProgram(['list'], home);
  const row = (name: string) => out.split('\n').find((line) => line.includes(` ${name} `)) ?? '';
  assert.match(out, /^ +PROFILE +.* LEFT\n/);
  assert.match(row('ystataws'), / ystataws +ystataws @ account-b +Walkthrough .* 59m$/);
  assert.match(row('audit'), /^★ +audit /);
  assert.match(row('prod-admin'), /^! +prod-admin +Production admin +Production /);
  assert.doesNotMatch(row('hub'), /★|!|59m/);
  const json: Record<string, unknown>[] = JSON.parse((await runProgram(['list', '--json'], home)).out);
  const of = (name: string) => json.find(({ profile }) => profile === name) ?? {};
  assert.deepEqual([of('audit').favourite, of('audit').color, of('audit').expiresAt], [true, '#123456', null]);
  assert.match(String(of('ystataws').expiresAt), /^2\d{3}-.*Z$/);
  assert.ok(Number(of('ystataws').secondsLeft) > 3500);
  assert.deepEqual([of('hub').favourite, of('hub').secondsLeft], [false, null]);
});

test('list fits a terminal of 80 cells: what tells roles apart stays', async (context) => {
  const home = await makeDemoHome(context);
  const terminal = new Terminal({ file: program[0] ?? '', args: [...program.slice(1), 'list'], env: home.env });
  context.after(() => terminal[Symbol.asyncDispose]());
  assert.equal(await terminal.exit, 0);
  const [head = ''] = terminal.lines;
  assert.match(head, /PROFILE +NAME +ACCOUNT +ROLE/);
  assert.doesNotMatch(head, /SOURCE|REGION|GROUP/);
  assert.equal(terminal.lines.length, 11, 'one line a role');
  assert.ok(terminal.lines.every((line) => line.length <= 80));
});

test('list --found says where found roles come from, and nothing of the profiles that there are', async (context) => {
  const home = await makeDemoHome(context);
  const ran = await runProgram(['list', '--found'], home);
  assert.equal(ran.code, 1);
  assert.equal(ran.out, '');
  assert.match(ran.err, /No roles have been found in portals yet\.[\s\S]*rolecall login corp[\s\S]*rolecall discover/);
  assert.doesNotMatch(ran.err, /ends in a role/);
});
