import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ancestors, chainOf } from '../../../source/adapters/processes/ancestors.ts';
import { shellEnvironment } from '../../helpers/terminal-shells.ts';

describe('ancestors', () => {
  it('begin with the process that started us', async () => {
    const [parent] = await ancestors();
    assert.equal(parent?.pid, process.ppid);
    assert.ok((parent?.argv.length ?? 0) > 0);
  });

  it('are read whole on macOS, where ps without a terminal cuts lines at 79 columns', {
    skip: process.platform === 'win32' && 'needs ps',
  }, () => {
    const module = join(import.meta.dirname, '../../../source/adapters/processes/ancestors.ts');
    const long = `/nix/store/${'x'.repeat(200)}/bin/bash`;
    const script = `import(${JSON.stringify(module)}).then(async (list) => console.log(JSON.stringify((await list.ancestors("darwin"))[0])))`;
    // Here ps cuts them where it is told how wide the terminal is.
    const env = { ...shellEnvironment(), COLUMNS: '79' };
    const line = `'${process.execPath}' -e '${script}'; true`;
    const found = JSON.parse(execFileSync('bash', ['--norc', '-c', line, long, 'end'], { encoding: 'utf8', env }));
    assert.deepEqual(found.argv.slice(-2), [long, 'end']);
  });

  it('hold the shell a person would be in, words and all', {
    skip: process.platform !== 'linux' && 'needs /proc',
  }, () => {
    const module = join(import.meta.dirname, '../../../source/adapters/processes/ancestors.ts');
    const script = `import(${JSON.stringify(module)}).then(async (list) => console.log(JSON.stringify((await list.ancestors())[0])))`;
    const node = `'${process.execPath}' -e '${script}'; true`;
    const found = JSON.parse(
      execFileSync('bash', ['--norc', '-c', node, 'two words'], { encoding: 'utf8', env: shellEnvironment() }),
    );
    assert.deepEqual(found.argv, ['bash', '--norc', '-c', node, 'two words']);
    assert.match(found.executable, /\/bash$/);
  });
});

describe('chainOf', () => {
  const listing =
    '    1     0 /sbin/launchd\n  300     1 login -pf mary\n  301   300 -zsh\n  444   301 npm run x\n  445   444 node x.js\n';

  it('follows parents through what ps prints', () => {
    assert.deepEqual(chainOf(listing, 444), [
      { pid: 444, argv: ['npm', 'run', 'x'] },
      { pid: 301, argv: ['-zsh'] },
      { pid: 300, argv: ['login', '-pf', 'mary'] },
      { pid: 1, argv: ['/sbin/launchd'] },
    ]);
  });

  it('ends where a process is gone, and where processes go in a circle', () => {
    assert.deepEqual(chainOf(listing, 999), []);
    assert.equal(chainOf('1 2 a\n2 1 b\n', 1).length, 2);
  });
});
