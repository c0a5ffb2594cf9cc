import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { askBy, isAlive } from '../helpers/ask-program.ts';
import { phone } from '../helpers/home.ts';
import { atHost, choose, keys, sitDown } from '../helpers/person.ts';
import { runProgram } from '../helpers/program.ts';

/** Mary at a terminal, with a script as `mfaAsk`. */
async function sits(context: TestContext, script: string) {
  const sat = await sitDown(context, { columns: 120 });
  const program = await askBy(sat.home, script);
  const giveCode = () => writeFile(join(sat.home.directory, 'code'), sat.home.aws.code(phone));
  const ended = async () => {
    const pid = Number.parseInt((await program.asked())[0] ?? '', 10);
    while (isAlive(pid)) await pause(20);
  };
  const started = async () => {
    while ((await program.asked()).length === 0) await pause(20);
  };
  return { ...sat, ...program, giveCode, started, ended };
}

test('its code opens a role without a screen of ours', async (context) => {
  const { terminal, giveCode, asked } = await sits(context, 'cat "$HOME/code"');
  await giveCode();
  assert.equal(await terminal.run('rolecall exec hub -- sh -c \'echo "$ROLECALL_PROFILE"\''), 'hub');
  assert.ok(!terminal.output.includes('\x1b[?1049h'), 'nothing was drawn');
  assert.equal((await asked()).length, 1);
});

test('it may speak at the terminal where nothing is drawn', async (context) => {
  const { terminal, giveCode } = await sits(context, 'echo "Touch the key" >&2; read touched; cat "$HOME/code"');
  await giveCode();
  terminal.enter('rolecall exec hub -- echo opened');
  await terminal.until('Touch the key');
  terminal.enter('');
  await terminal.until('opened');
});

test('refused: our cells with the reason, once, and the code that is typed opens the role', async (context) => {
  const { home, terminal, asked } = await sits(context, 'exit 1');
  terminal.enter('rolecall exec hub -- echo opened');
  await terminal.until('mfaAsk gave no code. It exited with 1: it was cancelled, or it failed.');
  terminal.type(keys.paste(home.aws.code(phone)));
  await terminal.until(({ lines }: typeof terminal) => lines.includes('opened'));
  assert.equal((await asked()).length, 1);
});

test('a code that AWS does not take: our cells, with the news', async (context) => {
  const { home, terminal, asked } = await sits(context, 'echo 000000');
  terminal.enter('rolecall exec hub -- echo opened');
  await terminal.until('That code was not accepted. Attempt 2.');
  terminal.type(keys.paste(home.aws.code(phone)));
  await terminal.until(({ lines }: typeof terminal) => lines.includes('opened'));
  assert.equal((await asked()).length, 1);
  assert.equal(home.aws.count('GetSessionToken'), 2);
  assert.ok(!terminal.output.includes('000000'));
});

test('in the picker it is asked before our cells; refused, they are shown', async (context) => {
  const { home, terminal, asked } = await sits(context, 'echo noise >&2; exit 1');
  terminal.enter('rolecall');
  await terminal.until('Hub');
  await choose(terminal, 'hub');
  terminal.type(keys.enter);
  await terminal.until('mfaAsk gave no code. It exited with 1');
  assert.ok(!terminal.text.includes('noise'), terminal.text);
  terminal.type(keys.paste(home.aws.code(phone)));
  await terminal.until('is now Hub');
  assert.equal((await asked()).length, 1);
});

test('in the picker its code opens the role', async (context) => {
  const { terminal, giveCode, asked } = await sits(context, 'cat "$HOME/code"');
  await giveCode();
  terminal.enter('rolecall');
  await terminal.until('Hub');
  await choose(terminal, 'hub');
  terminal.type(keys.enter);
  await terminal.until('is now Hub');
  assert.equal((await asked()).length, 1);
  assert.ok(!terminal.output.includes('Code from'), 'no cells');
});

test('Ctrl+C ends it, before a command and in the picker; Esc too', async (context) => {
  const { home, terminal, started, ended, asked } = await sits(context, 'exec sleep 1000');
  const before = await terminal.run('stty -a');
  terminal.enter('rolecall exec hub -- true');
  await started();
  terminal.type(keys.ctrlC);
  await terminal.until(/\^C\s*host\$/);
  assert.equal(await terminal.run('echo $?'), '130');
  await ended();
  for (const key of [keys.ctrlC, keys.escape]) {
    await writeFile(join(home.directory, 'asked'), '');
    terminal.enter('clear; rolecall');
    await terminal.until('Hub');
    await choose(terminal, 'hub');
    terminal.type(keys.enter);
    await started();
    terminal.type(key);
    await ended();
    if (key === keys.escape) terminal.type(keys.ctrlC);
    await terminal.until(atHost);
    assert.equal((await asked()).length, 1);
  }
  assert.equal(await terminal.run('stty -a'), before);
});

test('a helper at a terminal: refused, the line asks, and says why', async (context) => {
  const { home, terminal, asked } = await sits(context, 'exit 3');
  terminal.enter('rolecall credential-process hub >out && echo through');
  await terminal.until('MFA code of mary-phone for hub:');
  assert.match(terminal.text, /mfaAsk gave no code\. It exited with 3/);
  terminal.enter(home.aws.code(phone));
  await terminal.until(({ lines }: typeof terminal) => lines.includes('through'));
  assert.match(await readFile(join(home.directory, 'out'), 'utf8'), /SecretAccessKey/);
  assert.equal((await asked()).length, 1);
});

test('a dialog that another rolecall makes unnecessary goes by itself', async (context) => {
  const { home, terminal, set, started, ended } = await sits(context, 'exec sleep 1000');
  terminal.enter('rolecall exec hub -- echo opened');
  await started();
  await set(['false']);

  const ran = await runProgram(['credential-process', 'hub', '--mfa-code', '-'], {
    env: home.env,
    input: `${home.aws.code(phone)}\n`,
  });
  assert.deepEqual([ran.code, ran.err], [0, '']);
  await terminal.until(({ lines }: typeof terminal) => lines.includes('opened'));
  await ended();
});
