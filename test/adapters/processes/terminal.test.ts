import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Terminal } from '../../helpers/terminal.ts';
import { shellEnvironment } from '../../helpers/terminal-shells.ts';

const fixture = join(import.meta.dirname, '../fixtures', 'processes-become.ts');
const env = { ...shellEnvironment(), PS1: 'outer$ ' };

for (const child of [false, true]) {
  /** A line of shell that becomes the command. */
  const become = (...argv: string[]) =>
    [process.execPath, fixture, JSON.stringify({ argv, child })].map((word) => `'${word}'`).join(' ');
  const outer = async () => {
    const terminal = new Terminal({ file: 'bash', args: ['--norc', '--noprofile', '-i'], env });
    await terminal.until('outer$');
    return terminal;
  };
  // Says on which signals it woke, and ends with a code of its own. It forks nothing: a shell that is stopped between
  // vfork and exec is not seen to be stopped.
  const waits = (...signals: string[]) => {
    const traps = signals.map((signal) => `trap "echo; echo got ${signal}; exit 9" ${signal}`);
    const rest = 'trap "echo; echo continued" CONT; exec 3<> <(:); echo ready; while :; do read -rt 0.05 -u 3; done';
    return ['bash', '-c', [...traps, rest].join('; ')] as const;
  };

  describe(`in a terminal, ${child ? 'a child' : 'the command itself'}`, () => {
    it('is interrupted by Ctrl+C, and the shell goes on', async () => {
      await using terminal = await outer();
      terminal.enter(become(...waits('INT')));
      await terminal.until(/^ready/m);
      terminal.type('\x03');
      await terminal.until(/got INT\n/);
      assert.equal(await terminal.run('echo "code $?"'), 'code 9');
    });

    it('dies of Ctrl+C with 130', async () => {
      await using terminal = await outer();
      terminal.enter(become('sh', '-c', 'echo ready; exec cat'));
      await terminal.until(/^ready/m);
      terminal.type('\x03');
      await terminal.until(({ lastLine }) => lastLine.endsWith('outer$'));
      assert.equal(await terminal.run('echo "code $?"'), 'code 130');
    });

    it('is quit by Ctrl+\\', async () => {
      await using terminal = await outer();
      terminal.enter(become(...waits('QUIT')));
      await terminal.until(/^ready/m);
      terminal.type('\x1c');
      await terminal.until(/got QUIT\n/);
      assert.equal(await terminal.run('echo "code $?"'), 'code 9');
    });

    it('stops on Ctrl+Z and goes on in the foreground', async () => {
      await using terminal = await outer();
      terminal.enter(become(...waits('INT')));
      await terminal.until(/^ready/m);
      terminal.type('\x1a');
      await terminal.until('Stopped');
      assert.match(await terminal.run('jobs'), /Stopped/);
      terminal.enter('fg');
      await terminal.until(/^continued/m);
      terminal.type('\x03');
      await terminal.until(/^got INT/m);
      assert.equal(await terminal.run('echo "code $?"'), 'code 9');
    });

    it('runs on in the background', async () => {
      await using terminal = await outer();
      terminal.enter(become(...waits('TERM')));
      await terminal.until(/^ready/m);
      terminal.type('\x1a');
      await terminal.until('Stopped');
      terminal.enter('bg');
      await terminal.until(/^(outer\$ )?continued/m);
      terminal.enter('kill %1; wait %1; echo "code $?"');
      await terminal.until(/^(outer\$ )?code 9/m);
    });

    for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
      it(`is told of a ${signal}`, async () => {
        const [, ...args] = become(...waits(signal.slice(3)))
          .slice(1, -1)
          .split("' '");
        await using terminal = new Terminal({ file: process.execPath, args, env });
        await terminal.until('ready');
        terminal.kill(signal);
        await terminal.until(`got ${signal.slice(3)}`);
        assert.equal(await terminal.exit, 9);
      });
    }

    it('sees the terminal change its size', async () => {
      await using terminal = await outer();
      terminal.enter(become('sh', '-c', 'trap "stty size" WINCH; echo ready; while :; do sleep 0.05; done'));
      await terminal.until(/^ready/m);
      terminal.resize(101, 33);
      await terminal.until('33 101');
    });

    it('can be a shell with jobs of its own', async () => {
      await using terminal = await outer();
      terminal.enter(`PS1='inner$ ' ${become('bash', '--norc', '--noprofile', '-i')}`);
      await terminal.until(/inner\$ $/m);
      terminal.enter(
        waits('INT')
          .map((word) => `'${word}'`)
          .join(' '),
      );
      await terminal.until(/^ready/m);
      terminal.type('\x1a');
      await terminal.until('Stopped');
      terminal.enter('fg');
      await terminal.until(/^continued/m);
      terminal.type('\x03');
      await terminal.until(/^got INT/m);
      terminal.enter('exit 5');
      await terminal.until(({ lastLine }) => lastLine.endsWith('outer$'));
      assert.equal(await terminal.run('echo "code $?"'), 'code 5');
    });
  });
}
