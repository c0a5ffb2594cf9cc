import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeDemoHome } from './home.ts';
import { programLine } from './program.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const has = (file: string) => spawnSync('which', [file]).status === 0;
const missing = ['dbus-run-session', 'gnome-keyring-daemon', 'secret-tool'].filter((file) => !has(file));
/** Why there is no Secret Service to try. */
export const noSecretService =
  missing.length > 0 &&
  `no ${missing.join(', ')}: apt-get install gnome-keyring dbus libsecret-tools tries the real Secret Service`;

const askForPid =
  'dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.GetConnectionUnixProcessID string:org.freedesktop.secrets';

/** Ends the daemon. It does not always notice that its session is over; the bus knows who it is. */
export const endDaemon = `kill $(${askForPid} | sed -n 's/^ *uint32 //p') 2>/dev/null`;

/** Longer than any login takes, and less than a test may. Milliseconds. */
const patience = 50_000;

/**
 * Until a login and its output have ended. A daemon that the bus started beside the one that it knows is ended with the login: it
 * would hold the output open. @throws where the login does not end: with what still runs in it
 */
async function ended(child: ChildProcess): Promise<void> {
  const { pid = 0 } = child;
  const closed = new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  const killAll = () => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // Nothing of it is left.
    }
  };
  let still: string | undefined;
  const late = setTimeout(() => {
    still = spawnSync('ps', ['-o', 'pid,ppid,stat,etimes,args', '-g', String(pid)], { encoding: 'utf8' }).stdout;
    killAll();
  }, patience);
  child.on('exit', killAll);
  await closed.finally(() => clearTimeout(late));
  if (still !== undefined) throw new Error(`The login has not ended:\n${still}`);
}

/** How the keyring is in a login. */
type Keyring = 'unlocked' | 'locked' | 'none';

/**
 * A home with a keyring of its own; `run` is one login without a terminal: a D-Bus session, the daemon, and some lines of
 * shell in it, which read `input`.
 */
export async function keyringHome(context: TestContext, given?: Awaited<ReturnType<typeof makeDemoHome>>) {
  const home = given ?? (await makeDemoHome(context));
  await mkdir(join(home.directory, 'run'), { mode: 0o700 });
  const services = join(home.directory, 'share', 'dbus-1', 'services');
  await mkdir(services, { recursive: true });
  const env = {
    ...home.env,
    XDG_RUNTIME_DIR: join(home.directory, 'run'),
    XDG_DATA_DIRS: join(home.directory, 'share'),
  };
  const script = join(home.directory, 'login.sh');
  /** Nobody answers the question for the keyring's password, or nobody can be asked. */
  const prompt = async (how: 'hangs' | 'fails') => {
    // What hangs must not hold the output of the login open.
    const command = how === 'hangs' ? "/bin/sh -c 'exec sleep 40 >/dev/null 2>&1'" : '/bin/false';
    const service = `[D-BUS Service]\nName=org.gnome.keyring.SystemPrompter\nExec=${command}\n`;
    await writeFile(join(services, 'prompter.service'), service);
  };
  const run = async (lines: string, keyring: Keyring = 'unlocked', input = ''): Promise<string> => {
    const start = {
      unlocked: `printf '%s' password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1`,
      locked: 'gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1 </dev/null',
      none: '',
    };
    await writeFile(script, `${start[keyring]}\n${lines}\n${keyring === 'none' ? '' : endDaemon}\n`);
    const command = ['--', '/bin/bash', script];
    // Not synchronously: the embedded AWS answers in this very process.
    const child = spawn('dbus-run-session', command, { env, cwd: root, stdio: 'pipe', detached: true });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    await ended(child);
    return out + err.replace(/^(dbus-daemon|gnome-keyring-daemon|discover_other_daemon|\*\* ).*(\n|$)/gm, '');
  };
  return { ...home, run, rolecall: programLine, prompt };
}
