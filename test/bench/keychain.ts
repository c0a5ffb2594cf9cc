import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { json, pairOf } from '../commands/key/world.ts';
import { program, programLine } from '../helpers/program.ts';
import { figuresOf } from './measure.ts';
import { compared, type Row, type Suite } from './row.ts';
import { inWorld, role } from './world.ts';

const timer = fileURLToPath(new URL('programs/in-turns.ts', import.meta.url));
const node = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
const needed = ['dbus-run-session', 'gnome-keyring-daemon'];

/** The limits: what was measured when the program became native, and a tenth. */
const rows = [
  { what: 'credential-process with the keychain, session cached, 1,000 profiles', atMost: 1.2 },
  { what: 'exec with the keychain, session cached, 1,000 profiles', atMost: 1.3 },
  { what: 'credential-process of a stored key itself, which is read from the keychain each time' },
] as const satisfies readonly { readonly what: string; readonly atMost?: number }[];

/** Cached commands whose sessions are sealed by a key in the keychain, where mary's access key lies as well, against an empty Node. */
export const keychainSuite: Suite = {
  name: 'keychain',
  run: async (rounds) => {
    const missing = needed.filter((file) => spawnSync('which', [file]).status !== 0);
    if (missing.length > 0) {
      console.error(`  skipped: there is no ${missing.join(', ')}`);
      return [];
    }
    return inWorld(1000, async ({ home, env }) => {
      mkdirSync(join(home, 'run'), { mode: 0o700 });
      mkdirSync(join(home, '.config', 'rolecall'), { recursive: true });
      writeFileSync(join(home, '.config', 'rolecall', 'settings.json'), '{"sessionStore":"keychain"}');
      const credentials = join(home, '.aws', 'credentials');
      const before = readFileSync(credentials, 'utf8');
      const key = pairOf(before, 'mary');
      writeFileSync(credentials, before.replace(/\[mary\]\n(?:aws_.*\n)+\n?/, ''));
      writeFileSync(join(home, 'key.json'), json(key), { mode: 0o600 });
      const commands = [
        [node, '-e', '0'],
        [...program, 'credential-process', role],
        [...program, 'exec', role, '--', 'true'],
        [...program, 'credential-process', 'mary'],
      ];
      // One login: a bus, a keyring that is open, the access key in it, and all of them in turns.
      const login = `printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
${programLine} key add mary --in keychain < ~/key.json >/dev/null || exit
exec "$@"`;
      const argv = [
        '--',
        '/bin/bash',
        '-c',
        login,
        'login',
        process.execPath,
        timer,
        String(rounds),
        JSON.stringify(commands),
      ];
      const child = Bun.spawn(['dbus-run-session', ...argv], {
        env: { ...env, XDG_RUNTIME_DIR: join(home, 'run') },
        stdout: 'pipe',
        stderr: 'pipe',
      });
      const [out, said] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
      if (out === '') throw new Error(said);
      const [empty, ...ours] = (JSON.parse(out) as number[][]).map((times) => figuresOf('', times));
      return ours.map(
        (figure, at): Row => ({
          what: rows[at]?.what ?? '',
          against: 'node -e 0',
          ...compared(figure, empty ?? figure),
          unit: 'ms',
          ...limitOf(at),
        }),
      );
    });
  },
};

function limitOf(at: number): Pick<Row, 'atMost'> {
  const row = rows[at];
  return row !== undefined && 'atMost' in row ? { atMost: row.atMost } : {};
}
