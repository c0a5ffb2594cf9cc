import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { setTimeout as after } from 'node:timers/promises';
import { phone } from '../helpers/home.ts';
import { atHost, keys, sitDown } from '../helpers/person.ts';
import { Terminal } from '../helpers/terminal.ts';

const question = /MFA code of mary-phone for \S+: /g;
const questions = (terminal: Terminal): number => terminal.text.match(question)?.length ?? 0;

/** The process that holds the lock of a terminal, as the system lists locks. */
function holderOf(directory: string): number | undefined {
  const folder = `${directory}/.cache/rolecall`;
  const inodes = readdirSync(folder)
    .filter((name) => name.startsWith('terminal-'))
    .map((name) => statSync(`${folder}/${name}`).ino);
  const lines = readFileSync('/proc/locks', 'utf8').split('\n');
  const line = lines.find((each) => each.includes(' FLOCK ') && inodes.some((inode) => each.includes(`:${inode} `)));
  return line === undefined || line.includes('->') ? undefined : Number(line.trim().split(/\s+/)[4]);
}

/** Mary, and a line that has `count` programs ask rolecall for credentials at once, as terraform does. */
async function atOnce(context: TestContext, count: number) {
  const sat = await sitDown(context, { columns: 160 });
  const each = 'p=$1; rolecall credential-process $p </dev/null 2>$p.err | grep -c SecretAccessKey; echo done $p';
  await appendFile(`${sat.home.directory}/each`, each);
  const profiles = ['hub', 'prod-ops', 'hub', 'prod-ops', 'hub'].slice(0, count);
  return { ...sat, line: `printf '${profiles.join('\\n')}\\n' | xargs -P${count} -I{} sh each {}` };
}

for (const count of [2, 3, 5]) {
  test(`${count} programs at once: one question, one code, and all go on`, async (context) => {
    const { home, terminal, line } = await atOnce(context, count);
    terminal.enter(`${line}; echo "all"" through"`);
    await terminal.until(question);
    terminal.enter(home.aws.code(phone));
    await terminal.until('all through');
    assert.equal(terminal.text.match(/^1$/gm)?.length, count, terminal.text);
    assert.equal(questions(terminal), 1, terminal.text);
    assert.equal(home.aws.count('GetSessionToken'), 1);
    await terminal.until(atHost);
    assert.match(await terminal.run('stty -a'), / icanon .* echo /s);
  });
}

test('programs at once in a live role that is guarded: its name is asked for once before it is renewed, and all go on', async (context) => {
  const { home, terminal } = await sitDown(context, { columns: 160 });
  const text = readFileSync(home.config, 'utf8');
  writeFileSync(home.config, text.replace('[profile ystataws]\n', '$&rolecall_confirm = true\n'));
  const line = `$(sed -n "s/^credential_process = //p" $AWS_CONFIG_FILE | tail -1)`;
  writeFileSync(`${home.directory}/each`, `${line} </dev/null | grep -c SecretAccessKey`);
  const inside = `rolecall forget; printf '1\\n2\\n' | xargs -P2 -I{} sh each; echo all through`;
  terminal.enter(`rolecall exec --live ystataws -- sh -c '${inside.replaceAll("'", `'\\''`)}'`);
  await terminal.until('ystataws needs to be confirmed. Type its name to continue: ');
  terminal.enter('ystataws');
  await terminal.until(/^all through/m);
  assert.equal(terminal.text.match(/^1$/gm)?.length, 2, terminal.text);
  assert.equal(terminal.text.match(/ystataws needs to be confirmed/g)?.length, 1);
  assert.equal(home.aws.count('AssumeRole'), 2);
});

test('Ctrl+C at the question ends the whole job', async (context) => {
  const { home, terminal, line } = await atOnce(context, 3);
  terminal.enter(line);
  await terminal.until(question);
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
  assert.equal(questions(terminal), 1);
  assert.equal(home.aws.count('GetSessionToken'), 0);
});

test('the next one asks when the one that asks is killed, and the terminal is as before', async (context) => {
  const { home, terminal, line } = await atOnce(context, 2);
  const before = await terminal.run('stty -a');
  terminal.enter(`${line}; echo "all"" through"`);
  await terminal.until(question);
  await terminal.until(() => holderOf(home.directory) !== undefined);
  process.kill(holderOf(home.directory) ?? 0, 'SIGKILL');
  const killed = performance.now();
  await terminal.until(() => questions(terminal) === 2);
  assert.ok(performance.now() - killed < 5_000);
  terminal.enter(home.aws.code(phone));
  await terminal.until('all through');
  assert.equal(home.aws.count('GetSessionToken'), 1);
  await terminal.until(atHost);
  assert.equal(await terminal.run('stty -a'), before);
});

test('over two terminals, the second takes the session when it is there', async (context) => {
  const { home, terminal } = await sitDown(context);
  const other = new Terminal({
    file: '/bin/bash',
    args: ['--norc', '-i'],
    cwd: home.directory,
    env: { ...home.env, PATH: `${home.directory}/bin:${home.env.PATH}`, PS1: 'host$ ', HISTFILE: '/dev/null' },
  });
  context.after(() => other[Symbol.asyncDispose]());
  for (const each of [terminal, other]) {
    each.enter('rolecall hub');
    await each.until('mary-phone');
  }
  terminal.type(home.aws.code(phone));
  for (const each of [terminal, other]) await each.until('is now Hub');
  assert.equal(home.aws.count('GetSessionToken'), 1);
});

test('two screens are not drawn on one terminal at once', async (context) => {
  const { home, terminal } = await sitDown(context);
  // Into files: what one program prints while the screen of the other stands is erased together with that screen.
  terminal.enter(
    `sh -c 'rolecall exec hub -- touch one & rolecall exec prod-ops -- touch two; wait; echo "all" through'`,
  );
  await terminal.until('Code from mary-phone');
  terminal.type(home.aws.code(phone));
  await terminal.until(/^all through/m);
  for (const file of ['one', 'two']) assert.ok(existsSync(`${home.directory}/${file}`));
  assert.equal(home.aws.count('GetSessionToken'), 1);
});

test('a job in the background waits to be fetched, and keeps nobody waiting', async (context) => {
  const { home, terminal } = await sitDown(context);
  terminal.enter('rolecall exec hub -- echo one &');
  await terminal.until('[1]');
  while (!(await terminal.run('clear; jobs')).includes('Stopped')) await after(50);
  terminal.enter('rolecall exec prod-ops -- echo two');
  await terminal.until('Code from mary-phone');
  terminal.type(home.aws.code(phone));
  await terminal.until(/^two$/m);
  terminal.enter('fg');
  await terminal.until(/^one$/m);
  assert.equal(home.aws.count('GetSessionToken'), 1);
});
