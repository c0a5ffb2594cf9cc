import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inKeychain } from '../../../source/adapters/keychain/keychain.ts';
import { makeHome, phone } from '../../helpers/home.ts';
import { keyringHome as loginHome, noSecretService as skip } from '../../helpers/keyring.ts';
import { program, runProgram } from '../../helpers/program.ts';

const fixture = fileURLToPath(new URL('../fixtures/keychain.ts', import.meta.url));
const threads = fileURLToPath(new URL('../fixtures/keychain-threads.ts', import.meta.url));

async function keyringHome(context: TestContext) {
  const home = await loginHome(context);
  return { ...home, node: `'${process.execPath}' '${fixture}' '${join(home.directory, 'cache')}'` };
}

describe('a real Secret Service', { skip }, () => {
  test('the key survives the end of the session, and is nobody else’s', async (context) => {
    const { run, node } = await keyringHome(context);
    const sealed = (await run(`${node} seal 'a secret'`)).trim();
    assert.match(sealed, /^[A-Za-z0-9+/=]{40,}$/);
    assert.match(await run(`${node} open '${sealed}'`), /^opened: a secret$/m);
    const found = await run('secret-tool search --all service rolecall');
    assert.match(found, /username = cache-key/);
    const other = await keyringHome(context);
    assert.match(await other.run(`${other.node} open '${sealed}'`), /^opened: undefined$/m);
  });

  test('one process may use it many times, and leaves no thread behind', async (context) => {
    const { run, directory } = await keyringHome(context);
    const said = await run(`'${process.execPath}' '${threads}' '${join(directory, 'cache')}' 20`);
    const [, right, more = ''] = /^right: (\d+); more threads: (-?\d+)$/m.exec(said) ?? [];
    assert.equal(right, '20', said);
    // One that ends may still be there.
    assert.ok(Number(more) < 5, said);
  });

  test('no service on the bus: none, in words, and never the kernel’s keyring', async (context) => {
    const { run, node } = await keyringHome(context);
    const said = await run(`export PATH=/nowhere; ${node} seal 'a secret'`, 'none');
    assert.match(said, /^none: ./m);
  });

  test('processes that need the key at once, for the first time, make one', async (context) => {
    const { run, node } = await keyringHome(context);
    const all = await run(`for n in 1 2 3 4; do ${node} seal 'a secret' & done; wait`);
    const sealed = all.trim().split('\n');
    assert.equal(sealed.length, 4, all);
    const opened = await run(sealed.map((text) => `${node} open '${text}'`).join('\n'));
    assert.equal(opened, 'opened: a secret\n'.repeat(4));
  });

  test('a key that is lost, or no key of ours: another is made, and what was sealed is a miss', async (context) => {
    const { run, node } = await keyringHome(context);
    const sealed = (await run(`${node} seal 'a secret'`)).trim();
    const again = `${node} open '${sealed}'; ${node} seal other`;
    const lost = await run(`secret-tool clear service rolecall; ${again}`);
    assert.match(lost, /^opened: undefined\n[A-Za-z0-9+/=]{40,}$/m);
    const store = 'secret-tool store --label=x service rolecall username cache-key target default';
    const replaced = await run(`secret-tool clear service rolecall; printf nonsense | ${store}; ${again}`);
    assert.match(replaced, /^opened: undefined\n[A-Za-z0-9+/=]{40,}$/m);
  });

  test('a locked keyring: refused in words where nobody can be asked', async (context) => {
    const { run, node, prompt } = await keyringHome(context);
    await run(`${node} seal 'a secret'`);
    await prompt('fails');
    assert.match(await run(`${node} seal 'a secret'`, 'locked'), /^none: .*unlock/m);
  });

  test('a question that nobody answers holds the first call for its time, and the next ones hardly', async (context) => {
    const { run, node, prompt } = await keyringHome(context);
    await run(`${node} seal 'a secret'`);
    await prompt('hangs');
    const clock = 'echo "at $(date +%s%3N)"';
    const call = `PATIENCE=8000 ${node} seal 'a secret'`;
    const said = await run(`${clock}; ${call}; ${clock}; ${call}; ${clock}`, 'locked');
    const [began = 0, first = 0, second = 0] = [...said.matchAll(/^at (\d+)$/gm)].map(([, at]) => Number(at));
    assert.equal(
      said.match(/^none: The keychain does not answer, or it is locked and nobody answered/gm)?.length,
      2,
      said,
    );
    // The service gives up after 25 s: without an end of our own, we would as well.
    assert.ok(first - began >= 8_000 && first - began < 20_000, said);
    assert.ok(second - first < 7_000, said);
  });

  test('doctor says how sessions are kept', async (context) => {
    const { run, rolecall, directory, prompt } = await keyringHome(context);
    const doctor = `${rolecall} doctor --offline`;
    assert.match(await run(doctor), /^✓ Sessions are kept sealed, under a key in the keychain/m);
    await prompt('fails');
    assert.match(await run(doctor, 'locked'), /^· Sessions are kept as plain files, and not sealed\. .*unlock/m);
    const settings = join(directory, '.config', 'rolecall');
    await mkdir(settings, { recursive: true });
    const choose = (kind: string) => writeFile(join(settings, 'settings.json'), JSON.stringify({ sessionStore: kind }));
    await choose('keychain');
    assert.match(
      await run(doctor, 'none'),
      /^! Sessions are not kept, and codes are asked for each time: sessionStore is keychain\. ./m,
    );
    await choose('file');
    assert.match(await run(doctor), /^✓ Sessions are kept as plain files: sessionStore is file/m);
    await choose('none');
    assert.match(await run(doctor), /^✓ Sessions are not kept on disk: sessionStore is none/m);
  });

  test('a keychain that is locked: said once, and doctor finds what was written meanwhile', async (context) => {
    const { run, rolecall, prompt } = await keyringHome(context);
    const exec = (...flags: string[]) => `${rolecall} exec ystataws ${flags.join(' ')} -- true 2>&1`;
    assert.equal(await run(exec()), '');
    await prompt('fails');
    const said = /^rolecall: sessions are written as plain files here, not sealed\. ./m;
    assert.match(await run(exec('--session-name', 'one'), 'locked'), said);
    assert.doesNotMatch(await run(exec('--session-name', 'two'), 'locked'), said);
    const found = await run(`${rolecall} doctor --offline`);
    assert.match(found, /^✓ Sessions are kept sealed/m);
    assert.match(found, /^! 2 sessions are there as plain files, from when there was no keychain; each is still used/m);
  });

  test('the program: a role with MFA, sealed on disk, served again without a code', async (context) => {
    const { run, rolecall, directory, aws } = await keyringHome(context);
    const code = aws.code(phone);
    const first = `echo ${code} | ${rolecall} exec hub --mfa-code - -- printenv AWS_SECRET_ACCESS_KEY`;
    // A second login: another daemon, the same keyring on disk.
    const secret = (await run(first)).trim();
    const again = (await run(`${rolecall} exec hub -- printenv AWS_SECRET_ACCESS_KEY`)).trim();
    assert.equal(again, secret);
    const cache = join(directory, '.cache', 'rolecall');
    const names = (await run(`ls ${cache}`)).split('\n').filter((name) => name.endsWith('.json'));
    assert.ok(names.some((name) => name.startsWith('session-')) && names.some((name) => name.startsWith('mfa-')));
    for (const name of names) assert.ok(!(await readFile(join(cache, name), 'utf8')).includes(secret), name);
    assert.equal(aws.count('AssumeRole'), 1);
  });
});

test('a question that nobody answered is remembered for its time, whichever way the clock is set', async (context) => {
  const { directory } = await makeHome(context);
  const cache = join(directory, 'cache');
  const silence = join(cache, 'keychain-silent.json');
  const never = new Promise<string>(() => undefined);
  const entry = {
    getPassword: () => never,
    setPassword: async () => undefined,
    deletePassword: async () => undefined,
    close: () => undefined,
  };
  await mkdir(cache, { mode: 0o700 });
  const isLeft = async (seconds: number, waits: { readonly asked: number; readonly again: number }) => {
    await writeFile(silence, 'true');
    const at = Date.now() / 1000 + seconds;
    await utimes(silence, at, at);
    const asking = inKeychain(
      cache,
      async () => entry,
      (timed) => timed.getPassword(),
      { ...waits, remembered: 600_000 },
    );
    await assert.rejects(asking, /does not answer/);
  };
  for (const seconds of [-60, 60]) await isLeft(seconds, { asked: 300_000, again: 5 });
  for (const seconds of [-660, 172_800]) await isLeft(seconds, { asked: 5, again: 300_000 });
});

/** A bus that takes every connection and never says a word. */
async function silentBus(context: TestContext) {
  const home = await makeHome(context);
  const path = join(home.directory, 'bus');
  const called = Promise.withResolvers<void>();
  const server = createServer(() => called.resolve());
  await new Promise<void>((resolve) => server.listen(path, resolve));
  context.after(() => server.close());
  const env = { ...home.env, DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` };
  return { env, called: called.promise, cache: join(home.directory, 'cache') };
}

describe('a bus that never answers', { skip: process.platform !== 'linux' && 'D-Bus is Linux' }, () => {
  test('is left after its time, and is remembered for the next ones', async (context) => {
    const { env, cache } = await silentBus(context);
    const run = async (patience: number) => {
      const began = Date.now();
      const { out, err } = await runProgram([fixture, cache, 'seal', 'x'], {
        env: { ...env, PATIENCE: String(patience) },
        program: [process.execPath],
      });
      assert.match(out, /^none: The keychain does not answer/, err);
      return Date.now() - began;
    };
    assert.ok((await run(6_000)) >= 6_000);
    // Without the memory it would take as long as it may.
    assert.ok((await run(300_000)) < 60_000);
  });

  test('does not hold the handlers of signals up', async (context) => {
    const { env, cache, called } = await silentBus(context);
    const child = spawn(process.execPath, [fixture, cache, 'seal', 'x'], { env: { ...env, ON_TERM: '9' } });
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    await called;
    child.kill('SIGTERM');
    assert.equal(await ended, 9);
  });

  test('does not hold the program: it ends on a signal, and what needs no session is not held at all', async (context) => {
    const { env, called } = await silentBus(context);
    const [file, ...words] = program;
    const child = spawn(file, [...words, 'doctor', '--offline'], { env });
    const ended = new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)));
    await called;
    child.kill('SIGTERM');
    assert.equal(await ended, 'SIGTERM');
    assert.equal((await runProgram(['status'], { env })).code, 0);
  });
});
