import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { appWith } from '../helpers/authenticator.ts';
import { stepWithRoom } from '../helpers/code-step.ts';
import { atHost, keys } from '../helpers/person.ts';
import { Terminal as PersonsTerminal, type Terminal } from '../helpers/terminal.ts';
import { account, devicesAt, homeFiles, readQr, sitAsNina } from './new-device-person.ts';

const serial = `arn:aws:iam::${account}:mfa/nina`;

/** Two codes in a row, AWS's clock going on between them; and none of them is the one of now. */
async function giveCodes(terminal: Terminal, uri: string, clock: { now: () => number; advance: (ms: number) => void }) {
  const code = appWith(uri);
  terminal.enter(code(clock.now()));
  await terminal.until(/The next code/);
  clock.advance(30_000);
  terminal.enter(code(clock.now()));
}

const isPicture = (terminal: Terminal) => readQr(terminal) !== undefined;
const question = /Code of nina: *$/m;

/** The link of an app that is read off the words on the screen. */
const linkOn = ({ text }: Terminal) => /otpauth:\S+?issuer=AWS/.exec(text.replaceAll('\n', ''))?.[0] ?? '';

const ways = [
  { name: '80×24', seat: { columns: 80, rows: 24 }, env: '', drawn: true },
  { name: '80×24 without colours', seat: { columns: 80, rows: 24 }, env: 'NO_COLOR=1 ', drawn: true },
  { name: '80×24 with 16 colours', seat: { columns: 80, rows: 24 }, env: 'COLORTERM= TERM=xterm ', drawn: true },
  { name: '45×24, the smallest', seat: { columns: 45, rows: 24 }, env: '', drawn: true },
  { name: '40×12', seat: { columns: 40, rows: 12 }, env: '', drawn: false },
  { name: 'TERM=dumb', seat: {}, env: 'TERM=dumb ', drawn: false },
  { name: 'with a screen reader', seat: {}, env: 'INK_SCREEN_READER=true ', drawn: false },
] as const;

for (const { name, seat, env, drawn } of ways) {
  test(`${name}: from nothing to a role that wants MFA, by the secret on the screen`, async (context) => {
    const { terminal, home, before } = await sitAsNina(context, seat);
    terminal.enter(`${env}rolecall mfa add nina`);
    await terminal.until(question);
    if (drawn) await terminal.until(isPicture);
    await stepWithRoom();
    const uri = drawn ? (readQr(terminal) as string) : linkOn(terminal);
    assert.match(uri, /^otpauth:\/\/totp\/AWS:nina%40111122223333\?secret=[A-Z2-7]{64}&issuer=AWS$/);
    if (!drawn) {
      const secret = new URL(uri).searchParams.get('secret') ?? '';
      const words = terminal.text.replaceAll('\n', ' ').replaceAll(/ +/g, ' ');
      assert.ok(words.includes((secret.match(/.{4}/g) ?? []).join(' ')), words);
    }
    await giveCodes(terminal, uri, home.aws.clock);
    await terminal.until((each) => atHost(each) && /nina is now a device of nina/.test(each.text));
    if (drawn) assert.ok(!isPicture(terminal) && linkOn(terminal) === '');
    assert.deepEqual(devicesAt(home.aws), [serial]);
    assert.equal(
      (await readFile(home.config, 'utf8')).replace(`mfa_serial = ${serial}\n`, ''),
      before,
      'one line more, and nothing else',
    );
    const secret = new URL(uri).searchParams.get('secret') ?? '';
    assert.ok(!(await homeFiles(home.directory)).includes(secret));
    // The current code has been used: a new one is waited for.
    terminal.enter(`clear; ${env}rolecall exec ninas-admin -- sh -c 'echo "in $ROLECALL_ACCOUNT_ID"'`);
    await terminal.until(/used.*next/is);
    await terminal.until(/ delete|MFA code of nina for ninas-admin: *$/);
    home.aws.clock.advance(60_000);
    terminal.enter(appWith(uri)(home.aws.clock.now()));
    await terminal.until((each) => atHost(each) && /in 555566667777/.test(each.text));
  });
}

const inWords = ({ text }: Terminal) => text.replaceAll('\n', ' ').replaceAll(/ +/g, ' ');

/** Gives up at a moment, and looks at what is left. */
const ends = [
  { how: 'Ctrl+C', type: keys.ctrlC },
  { how: 'Ctrl+D', type: '\x04' },
  { how: 'an empty line', type: keys.enter },
] as const;

const moments = [
  { when: 'at the first code', go: async () => undefined },
  {
    when: 'at the second code',
    go: async (terminal: Terminal) => {
      terminal.enter('123456');
      await terminal.until(/The next code/);
    },
  },
  {
    when: 'after two wrong codes',
    go: async (terminal: Terminal) => {
      terminal.enter('123456');
      await terminal.until(/The next code/);
      terminal.enter('123456');
      await terminal.until(/That was the first code/);
      terminal.enter('12345');
      await terminal.until(/Enter six digits/);
      terminal.enter('654321');
      await terminal.until(/Not accepted/);
    },
  },
] as const;

for (const { how, type } of ends) {
  test(`given up by ${how} at each moment: nothing is left, at AWS or in the files`, async (context) => {
    const { terminal, home, before } = await sitAsNina(context, { columns: 80, rows: 24 });
    for (const { when, go } of moments) {
      terminal.enter('clear; rolecall mfa add nina');
      await terminal.until(question);
      await terminal.until(isPicture);
      const secret = new URL(readQr(terminal) as string).searchParams.get('secret') ?? '';
      await go(terminal);
      assert.deepEqual(devicesAt(home.aws), [`(${serial})`], when);
      terminal.type(type);
      await terminal.until((each) => atHost(each) && /Deleted nina again/.test(each.text));
      assert.deepEqual(devicesAt(home.aws), [], when);
      assert.equal(await readFile(home.config, 'utf8'), before, when);
      assert.ok(!(await homeFiles(home.directory)).includes(secret), when);
    }
  });
}

test('killed while the picture is there: the next run removes what is left; the secret is in no file and no debug text', async (context) => {
  const { terminal, home, before } = await sitAsNina(context, { columns: 80, rows: 24 });
  terminal.enter('rolecall mfa add nina --debug & echo $! >pid; fg');
  await terminal.until(isPicture);
  const uri = readQr(terminal) as string;
  process.kill(Number(await readFile(`${home.directory}/pid`, 'utf8')), 'SIGKILL');
  await terminal.until(/Killed/);
  assert.deepEqual(devicesAt(home.aws), [`(${serial})`]);
  assert.equal(await readFile(home.config, 'utf8'), before);
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  assert.ok(!(await homeFiles(home.directory)).includes(secret));
  terminal.enter("printf '\\033[?1049l'; stty sane; clear; rolecall mfa add nina --debug");
  await terminal.until((each) => isPicture(each) && readQr(each) !== uri);
  const again = readQr(terminal) as string;
  await giveCodes(terminal, again, home.aws.clock);
  await terminal.until(
    (each) => atHost(each) && /Removed nina, which had been created but never enabled/.test(each.text),
  );
  assert.deepEqual(devicesAt(home.aws), [serial]);
  assert.ok(!terminal.text.includes(new URL(again).searchParams.get('secret') ?? ''));
});

test('two at once for one user: the second waits, and neither takes the device of the other', async (context) => {
  const { terminal, home } = await sitAsNina(context, { columns: 80, rows: 24 });
  terminal.enter('rolecall mfa add nina');
  await terminal.until(isPicture);
  const uri = readQr(terminal) as string;
  const file = `${home.directory}/bin/rolecall`;
  const other = new PersonsTerminal({
    file: '/bin/bash',
    args: ['--norc', '-i'],
    cwd: home.directory,
    env: { ...home.env, PATH: `${home.directory}/bin:${home.env.PATH}`, PS1: 'host$ ', HISTFILE: '/dev/null' },
    columns: 80,
    rows: 24,
  });
  context.after(() => other[Symbol.asyncDispose]());
  await other.until('host$');
  other.enter(`${file} mfa add nina`);
  await other.until(/Waiting: another rolecall is adding a device for nina/);
  await giveCodes(terminal, uri, home.aws.clock);
  await terminal.until((each) => atHost(each) && /nina is now a device of nina/.test(each.text));
  await other.until(isPicture);
  assert.match(readQr(other) ?? '', /^otpauth:/);
  assert.deepEqual(devicesAt(home.aws), [serial, `(${serial}-2)`]);
  other.type(keys.ctrlC);
  await other.until((each) => atHost(each) && /Deleted nina-2 again/.test(each.text));
  assert.deepEqual(devicesAt(home.aws), [serial]);
});

test('told to end by a signal: the lines of the person are back, and nothing is left at AWS', async (context) => {
  const { terminal, home } = await sitAsNina(context, { columns: 80, rows: 24 });
  terminal.enter('rolecall mfa add nina & echo $! >pid; fg');
  await terminal.until(isPicture);
  process.kill(Number(await readFile(`${home.directory}/pid`, 'utf8')), 'SIGTERM');
  await terminal.until((each) => !isPicture(each) && /Deleted nina again/.test(each.text));
  assert.deepEqual(devicesAt(home.aws), []);
});

test('in words and back, in a window that grows and shrinks', async (context) => {
  const { terminal, home } = await sitAsNina(context, { columns: 80, rows: 24 });
  terminal.enter('rolecall mfa add nina');
  await terminal.until(isPicture);
  const uri = readQr(terminal) as string;
  terminal.enter('t');
  await terminal.until((each) => linkOn(each) === uri);
  terminal.enter('q');
  await terminal.until((each) => readQr(each) === uri);
  terminal.resize(40, 12);
  await terminal.until(/No QR code/);
  terminal.resize(30, 8);
  const groups = (new URL(uri).searchParams.get('secret')?.match(/.{4}/g) ?? []).join(' ');
  await terminal.until((each) => /needs a larger/.test(each.text) && inWords(each).includes(groups));
  terminal.resize(100, 40);
  await terminal.until((each) => readQr(each) === uri && /Code of nina:/.test(each.text));
  await giveCodes(terminal, uri, home.aws.clock);
  await terminal.until((each) => atHost(each) && /nina is now a device of nina/.test(each.text));
});
