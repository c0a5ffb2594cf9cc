import assert from 'node:assert/strict';
import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Terminal } from '../../helpers/terminal.ts';
import { Home, shellEnvironment } from '../../helpers/terminal-shells.ts';

const fixture = join(import.meta.dirname, '../fixtures', 'processes-become.ts');
const env: Record<string, string> = { ...shellEnvironment(), PS1: '$ ' };
type Plan = {
  argv: string[];
  file?: string;
  environment?: Record<string, string>;
  child?: boolean;
  before?: string;
  padding?: number;
};

/** The words that start the fixture. */
const become = (plan: Plan): [string, ...string[]] => [process.execPath, fixture, JSON.stringify(plan)];
const quoted = (words: readonly string[]) => words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');

/** Runs a line of bash, in which the fixture is one program among others. */
const bash = (line: string, options: SpawnOptions = {}) =>
  spawnSync('bash', ['--norc', '-c', line], { encoding: 'utf8', env, ...options });

const inTerminal = (plan: Plan, environment: Record<string, string> = env) => {
  const [file, ...args] = become(plan);
  return new Terminal({ file, args, env: environment });
};

for (const child of [false, true]) {
  describe(child ? 'becomes, by way of a child' : 'becomes', () => {
    const plan = (argv: string[], more: Partial<Plan> = {}): Plan => ({ argv, child, ...more });

    it("ends with the command's exit code", () => {
      assert.equal(bash(quoted(become(plan(['sh', '-c', 'exit 7'])))).status, 7);
    });

    it('ends as after a signal when the command does', () => {
      const { status } = bash(`${quoted(become(plan(['sh', '-c', 'kill -TERM $$'])))}; exit $?`);
      assert.equal(status, 143);
    });

    it('gives the command its arguments, its environment and nothing else', () => {
      const { stdout } = bash(
        quoted(
          become(
            plan(['sh', '-c', 'printf "%s|" "$0" "$@"; env | grep -v ^PWD= | sort', 'a b', '', '$(x)'], {
              environment: { PATH: env.PATH ?? '', ONLY: 'this' },
            }),
          ),
        ),
      );
      assert.match(String(stdout), /^a b\|\|\$\(x\)\|/);
      assert.match(String(stdout), /ONLY=this/);
      assert.doesNotMatch(String(stdout), /HOME=|NODE/);
    });

    it('does not find a command that is not in the new PATH', () => {
      const { status, stderr } = bash(quoted(become(plan(['ls'], { environment: { PATH: '/nonexistent' } }))));
      assert.equal(status, 127);
      assert.match(String(stderr), /There is no command ls/);
    });

    it('says so of a file that may not be run', () => {
      using home = new Home({ tool: '#!/bin/sh\n' });
      assert.equal(bash(quoted(become(plan([home.file('tool')])))).status, 126);
    });

    it('tells what is no file from what is not there, as shells do', () => {
      using home = new Home({ tool: '#!/bin/sh\n' });
      const table = [
        ['/tmp', 126, /\/tmp is a directory/],
        ['./', 126, /is a directory/],
        ['/dev/null', 126, /not a file that can be run/],
        [`${home.file('tool')}/x`, 126, /is not a directory/],
        ['/nonexistent/tool', 127, /There is no command/],
        ['tmp', 127, /There is no command tmp/],
        ['', 127, /There is no command/],
      ] as const;
      for (const [name, code, says] of table) {
        // A directory of that name in PATH is passed over.
        const { status, stderr } = bash(quoted(become(plan([name], { environment: { PATH: '/:/usr/bin' } }))));
        assert.match(String(stderr), says, name);
        assert.equal(status, code, name);
      }
    });

    it('runs a script that does not say what reads it, as a shell would', () => {
      using home = new Home();
      const script = home.write('tool', 'echo "read: $1"\n', 0o755);
      assert.equal(String(bash(quoted(become(plan([script, 'me'])))).stdout), 'read: me\n');
    });

    it('names the interpreter that is missing', () => {
      using home = new Home();
      const script = home.write('tool', '#!/nonexistent/python\n', 0o755);
      const { status, stderr } = bash(quoted(become(plan([script]))));
      assert.equal(status, 126);
      assert.match(String(stderr), /\/nonexistent\/python/);
    });

    it('survives an environment that is too long', () => {
      const { status, stderr } = bash(quoted(become(plan(['true'], { padding: 200_000 }))));
      assert.match(String(stderr), /could not be started/);
      assert.equal(status, 126);
    });

    it('lets `yes | head` end', () => {
      const { stdout } = bash(`${quoted(become(plan(['yes'])))} | head -1 >/dev/null; echo "\${PIPESTATUS[0]}"`);
      assert.equal(stdout, '141\n');
    });

    for (const before of [undefined, 'write']) {
      it(`loses no byte to a slow reader${before ? ', even after Node wrote to the pipe' : ''}`, async () => {
        const size = 4_000_000;
        const words = become(plan(['sh', '-c', `head -c ${size} /dev/zero`], before === undefined ? {} : { before }));
        // bash stands between, so that the pipe is one and not the socket that Node gives a child.
        const running = spawn('bash', ['--norc', '-c', `${quoted(words)} 2>&1 | { sleep 0.3; wc -c; }`], { env });
        let counted = '';
        for await (const chunk of running.stdout) counted += chunk;
        assert.equal(Number(counted), size + (before ? 'written\n'.length : 0));
      });
    }

    it('gives the command the limit of open files that the shell has', {
      skip: process.platform !== 'linux' && 'only Linux tells',
    }, () => {
      const words = quoted(become(plan(['sh', '-c', 'ulimit -Sn; ulimit -Hn'])));
      const { stdout } = bash(`ulimit -Sn 777; ulimit -Hn; ${words}; true`);
      const [hard, soft, hardAfter] = String(stdout).split('\n');
      assert.equal(soft, '777');
      assert.equal(hardAfter, hard);
    });

    for (const before of ['raw', 'raw-stdin']) {
      it(`leaves a terminal that can be read after a picker on ${before === 'raw' ? 'a stream of its own' : 'fd 0'}`, async () => {
        await using terminal = inTerminal(
          plan(['sh', '-c', 'stty -a | grep -o " icanon"; cat; echo "cat ended with $?"'], { before }),
        );
        await terminal.until('pick one');
        terminal.type('\r');
        await terminal.until('icanon');
        terminal.enter('typed');
        await terminal.until(/typed\ntyped/);
        terminal.type('\x04');
        await terminal.until('cat ended with 0');
        assert.equal(await terminal.exit, 0);
      });
    }
  });
}
