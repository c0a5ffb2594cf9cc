import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeDemoHome, phone } from '../helpers/home.ts';
import { program } from '../helpers/program.ts';

const fixture = fileURLToPath(new URL('./fixtures/keychain.ts', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));

const has = (file: string) => spawnSync('which', [file]).status === 0;
const missing = ['dbus-run-session', 'gnome-keyring-daemon', 'secret-tool'].filter((file) => !has(file));
const skip =
  missing.length > 0 &&
  `no ${missing.join(', ')}: apt-get install gnome-keyring dbus libsecret-tools tries the real Secret Service`;

const askForPid =
  'dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.GetConnectionUnixProcessID string:org.freedesktop.secrets';

/** A home with a keyring of its own; `run` is one login: a D-Bus session, the daemon, and some lines of shell in it. */
async function keyringHome(context: TestContext) {
  const home = await makeDemoHome(context);
  await mkdir(join(home.directory, 'run'), { mode: 0o700 });
  const env = { ...home.env, XDG_RUNTIME_DIR: join(home.directory, 'run') };
  const script = join(home.directory, 'login.sh');
  const run = async (lines: string, unlock = true): Promise<string> => {
    const start = `printf '%s' password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1`;
    // It does not always notice that its session is over; the bus knows who it is.
    const end = `kill $(${askForPid} | sed -n 's/^ *uint32 //p') 2>/dev/null`;
    await writeFile(script, unlock ? `${start}\n${lines}\n${end}\n` : `${lines}\n`);
    const command = ['--', '/bin/bash', script];
    // Not synchronously: the embedded AWS answers in this very process.
    const { stdout, stderr } = await promisify(execFile)('dbus-run-session', command, { env, cwd: root }).catch(
      (failed: { stdout: string; stderr: string }) => failed,
    );
    return stdout + stderr.replace(/^dbus-daemon.*\n/gm, '');
  };
  const node = `'${process.execPath}' --import tsx '${fixture}' '${join(home.directory, 'cache')}'`;
  const rolecall = `'${process.execPath}' '${program}'`;
  return { ...home, run, node, rolecall };
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

  test('no service on the bus: none, in words, and never the kernel’s keyring', async (context) => {
    const { run, node } = await keyringHome(context);
    const said = await run(`export PATH=/nowhere; ${node} seal 'a secret'`, false);
    assert.match(said, /^none: ./m);
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
