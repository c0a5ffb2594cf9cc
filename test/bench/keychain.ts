import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { program } from '../helpers/program.ts';
import { figuresOf } from './measure.ts';
import { compared, type Row, type Suite } from './row.ts';
import { inWorld, role } from './world.ts';

const timer = fileURLToPath(new URL('programs/in-turns.ts', import.meta.url));
const node = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
const needed = ['dbus-run-session', 'gnome-keyring-daemon'];

/** Cached commands whose sessions are sealed by a key in the keychain, against an empty Node. */
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
      const commands = [
        [node, '-e', '0'],
        [...program, 'credential-process', role],
        [...program, 'exec', role, '--', 'true'],
      ];
      // One login: a bus, a keyring that is open, and all of them in turns.
      const login = `printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1\nexec "$@"`;
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
          what: `${['credential-process', 'exec'][at]} with the keychain, session cached, 1,000 profiles`,
          against: 'node -e 0',
          ...compared(figure, empty ?? figure),
          unit: 'ms',
          // What was measured when the program became native, and a tenth.
          atMost: at === 0 ? 1.2 : 1.3,
        }),
      );
    });
  },
};
