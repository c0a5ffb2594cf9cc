import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { json, pairOf, passphrase } from '../commands/key/world.ts';
import { openKernelHeld } from '../helpers/key-file.ts';
import { atHost, keys, sitDown } from '../helpers/person.ts';
import type { TerminalOptions } from '../helpers/terminal.ts';

/** Mary sits down; her key lies in no file, and she knows it by heart. */
async function sitWithKey(context: TestContext, seat: Partial<TerminalOptions> = {}) {
  const { home, terminal } = await sitDown(context, seat);
  const credentials = await readFile(home.credentials, 'utf8');
  const key = pairOf(credentials, 'mary');
  await writeFile(home.credentials, credentials.replace(/\[mary\]\n(?:aws_.*\n)+\n?/, ''));
  return { home, terminal, key, sealed: join(home.directory, '.config', 'rolecall', 'access-keys.sealed') };
}

const ways = [
  { name: 'drawn, 80×24', seat: { columns: 80, rows: 24 } },
  { name: 'drawn, 40×12', seat: { columns: 40, rows: 12 } },
  { name: 'TERM=dumb', seat: {}, dumb: true },
  { name: 'with a screen reader', seat: {}, reader: true },
] as const;

for (const way of ways) {
  const { name, seat } = way;
  const env = 'dumb' in way ? 'TERM=dumb ' : 'reader' in way ? 'INK_SCREEN_READER=true ' : '';

  test(`${name}: a key is typed, unseen, and a role that starts from it opens; locked, its passphrase is asked for in place`, async (context) => {
    const { terminal, key } = await sitWithKey(context, seat);
    terminal.enter(`${env}rolecall key add mary --in file`);
    await terminal.until('at least 8 characters');
    terminal.enter(passphrase);
    await terminal.until('The passphrase again:');
    terminal.enter(passphrase);
    await terminal.until('Access key ID of mary:');
    terminal.enter(key.id);
    await terminal.until('(not shown):');
    terminal.enter(key.secret);
    await terminal.until('aws sts get-caller-identity');
    await terminal.until(atHost);
    const shown = terminal.text.replaceAll('\n', '');
    assert.ok(!shown.includes(key.secret) && !shown.includes(passphrase));
    terminal.enter('rolecall key lock');
    await terminal.until('is locked.');
    await terminal.until(atHost);
    terminal.enter(`clear; ${env}rolecall ystataws`);
    await terminal.until(/assphrase/);
    terminal.enter('not this');
    await terminal.until('Wrong passphrase.');
    terminal.enter(passphrase);
    await terminal.until(/exit\s+returns/);
    const seen = terminal.text.replaceAll('\n', '');
    assert.ok(!seen.includes(passphrase) && !seen.includes('not this'));
    terminal.enter('exit');
    await terminal.until(atHost);
  });
}

for (const [how, end] of [
  ['two lines', '\r'],
  ['two lines, the second one without its end', ''],
] as const) {
  test(`both halves of a key are pasted at once (${how}): the secret is taken, and shown nowhere`, async (context) => {
    const { terminal, key, sealed } = await sitWithKey(context);
    await openKernelHeld(context, sealed, passphrase, false);
    terminal.enter('rolecall key add mary --in file');
    await terminal.until('Access key ID of mary:');
    terminal.type(`${key.id}\r${key.secret}${end}`);
    await terminal.until('(not shown):');
    if (end === '') terminal.type(keys.enter);
    await terminal.until('aws sts get-caller-identity');
    await terminal.until(atHost);
    assert.match(terminal.text, new RegExp(`^Access key ID of mary: ${key.id}$`, 'm'));
    assert.match(terminal.text, /^Secret access key \(not shown\): ?$/m);
    assert.ok(!terminal.output.includes(key.secret));
  });
}

test('given up: Ctrl+C and Esc at each question leave nothing behind', async (context) => {
  const { terminal, home, sealed } = await sitWithKey(context);
  await openKernelHeld(context, sealed, passphrase, true);
  const before = await readFile(home.config, 'utf8');
  const questions = ['assphrase of', 'Access key ID', '(not shown)'];
  for (let reached = 0; reached < questions.length; reached++) {
    terminal.enter('clear; echo cleared');
    await terminal.until((each) => atHost(each) && /^cleared$/m.test(each.text) && !/assphrase/.test(each.text));
    terminal.enter('rolecall key lock && rolecall key add mary --in file');
    for (let at = 0; at <= reached; at++) {
      await terminal.until(questions[at] as string);
      if (at < reached) terminal.enter(at === 0 ? passphrase : 'AKIAQQQQQQQQQQQQQQQQ');
    }
    terminal.type(keys.ctrlC);
    await terminal.until(atHost);
  }
  assert.equal(await readFile(home.config, 'utf8'), before);
  assert.deepEqual(JSON.parse(await readFile(sealed, 'utf8')).keys, {});
});

test('an exec whose key is locked asks at the terminal, and a wrong passphrase three times ends it', async (context) => {
  const { terminal, sealed, key } = await sitWithKey(context);
  await openKernelHeld(context, sealed, passphrase, false);
  terminal.enter(`echo '${json(key)}' | rolecall key add mary --in file; rolecall key lock`);
  await terminal.until((each) => atHost(each) && each.text.includes('is locked.'));
  terminal.enter('rolecall exec ystataws -- sh -c \'echo "in $ROLECALL_ACCOUNT_ID"\'');
  await terminal.until(/assphrase/);
  terminal.enter(passphrase);
  await terminal.until((each) => atHost(each) && /in \d{12}/.test(each.text));
  terminal.enter('clear; rolecall key lock; rolecall forget; rolecall exec ystataws -- true');
  await terminal.until('Forgot');
  await terminal.until(/assphrase/);
  const isTold = ({ text }: { readonly text: string }) => text.includes('Wrong passphrase.');
  for (const [at, wrong] of ['a', 'b', 'c'].entries()) {
    terminal.type(wrong);
    await terminal.until((each) => each.text.includes('•') && !isTold(each));
    terminal.type(keys.enter);
    if (at < 2) await terminal.until(isTold);
  }
  await terminal.until(/3\s+wrong\s+passphrases/);
});

test('a rotation whose key is locked asks for the passphrase; another terminal waits for it, and says so', async (context) => {
  const { terminal, sealed, key, home } = await sitWithKey(context);
  await openKernelHeld(context, sealed, passphrase, false);
  terminal.enter(`echo '${json(key)}' | rolecall key add mary --in file; rolecall key lock`);
  await terminal.until((each) => atHost(each) && each.text.includes('is locked.'));
  home.aws.failNext({ kind: 'slow', ms: 1_500, action: 'CreateAccessKey' });
  terminal.enter('clear; rolecall key rotate mary');
  await terminal.until(/assphrase/);
  terminal.enter(passphrase);
  await terminal.until(/Created AKIA|has not answered/);
  await terminal.until((each) => atHost(each) && /is deleted\./.test(each.text));
  terminal.enter(
    'clear; rolecall key rotate mary 2>bg & until grep -q Created bg; do sleep 0.1; done; rolecall key rotate mary',
  );
  await terminal.until('another rolecall is working on the key of mary');
  await terminal.until((each) => (each.text.match(/is deleted\./g) ?? []).length > 0);
});

test('a rotation of a key that lies elsewhere too asks first: no makes nothing, yes replaces it', async (context) => {
  const { terminal, sealed, key, home } = await sitWithKey(context);
  await openKernelHeld(context, sealed, passphrase, false);
  terminal.enter(`echo '${json(key)}' | rolecall key add mary --in file`);
  await terminal.until((each) => atHost(each) && each.text.includes('aws sts get-caller-identity'));
  terminal.enter(`clear; AWS_ACCESS_KEY_ID=${key.id} rolecall key rotate mary`);
  await terminal.until(/Rotate\s+mary\?/);
  terminal.enter('n');
  await terminal.until(atHost);
  assert.deepEqual(
    home.aws.accessKeys('111122223333', 'mary').map(({ id }) => id),
    [key.id],
  );
  terminal.enter(`clear; AWS_ACCESS_KEY_ID=${key.id} rolecall key rotate mary`);
  await terminal.until(/Rotate\s+mary\?/);
  terminal.enter('y');
  await terminal.until((each) => atHost(each) && /is deleted\./.test(each.text));
});
