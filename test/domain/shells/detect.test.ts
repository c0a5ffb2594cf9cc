import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { detectShell } from '../../../source/domain/shells/detect.ts';

const running = (line: string, executable?: string) => ({
  pid: 7,
  argv: line.split(' '),
  ...(executable === undefined ? {} : { executable }),
});

describe('detectShell', () => {
  it('is the nearest shell, not the one of the account', () => {
    const shell = detectShell([running('fish', '/usr/bin/fish'), running('-zsh', '/bin/zsh')], '/bin/zsh');
    assert.deepEqual(shell, { kind: 'fish', file: '/usr/bin/fish', login: false, pid: 7 });
  });

  it('passes over shells that are busy with a script or a command', () => {
    const chain = [
      running('sh -c rolecall'),
      running('npm run x', '/usr/bin/node'),
      running('bash ./up.sh'),
      running('zsh -i'),
    ];
    assert.equal(detectShell(chain, '/bin/bash').kind, 'zsh');
  });

  for (const [line, login] of [
    ['-bash', true],
    ['bash --login', true],
    ['zsh -il', true],
    ['bash --rcfile /etc/x.bash -i', false],
    ['bash -o vi', false],
    ['fish -C "echo"', false],
    ['pwsh.exe -NoLogo', false],
    ['nu -l', true],
    ['nu --config x.nu -e x', false],
    ['/bin/zsh', false],
  ] as const) {
    it(`takes ${line} for ${login ? 'a login' : 'an interactive'} shell`, () => {
      const shell = detectShell([running(line)], undefined);
      assert.equal(shell.pid, 7);
      assert.equal(shell.login, login);
    });
  }

  for (const line of [
    'bash -c x',
    'zsh -ic x',
    'fish --command x',
    'bash script.sh',
    'pwsh -File x.ps1',
    'cmd /c x',
    'bash --rcfile x y',
    'bash -C x.sh',
    'zsh -d x.zsh',
    'nu -c ls',
    'nu --commands ls',
    'nu up.nu',
    'nu -e x up.nu',
  ]) {
    it(`does not take ${line} for one`, () => {
      assert.equal(detectShell([running(line)], '/bin/sh').pid, undefined);
    });
  }

  it("believes the file of the process, then its own name, then the account's", () => {
    assert.equal(detectShell([running('-zsh', '/opt/zsh')], '/bin/zsh').file, '/opt/zsh');
    assert.equal(detectShell([running('/usr/local/bin/zsh')], '/bin/zsh').file, '/usr/local/bin/zsh');
    assert.equal(detectShell([running('-zsh')], '/bin/zsh').file, '/bin/zsh');
    assert.equal(detectShell([running('-zsh')], '/bin/bash').file, 'zsh');
  });

  it("falls back to the account's shell, then to what the system promises", () => {
    assert.deepEqual(detectShell([running('sshd: mary')], '/usr/bin/fish'), {
      kind: 'fish',
      file: '/usr/bin/fish',
      login: false,
    });
    assert.equal(detectShell([], undefined).file, '/bin/sh');
    assert.equal(detectShell([], undefined, 'powershell.exe').kind, 'powershell');
  });

  it('gives a shell it does not know the environment alone', () => {
    assert.equal(detectShell([], '/usr/bin/xonsh').kind, 'other');
    assert.equal(detectShell([], '/opt/never-heard-of').kind, 'other');
    assert.equal(detectShell([running('dash')], undefined).kind, 'other');
  });

  const xonsh = { argv: ['xonsh', '', '', ''], executable: '/usr/bin/python3.11' };
  for (const [name, argv, executable, file] of [
    ['xonsh with a title', xonsh.argv, xonsh.executable, 'xonsh'],
    ['xonsh with a title and a flag', ['xonsh --no-rc', '', ''], xonsh.executable, 'xonsh'],
    ['xonsh without one', ['/usr/bin/python3', '/usr/bin/xonsh', '-i'], xonsh.executable, '/usr/bin/xonsh'],
    ['xonsh as a module', ['python3.12', '-m', 'xonsh'], xonsh.executable, 'xonsh'],
    ['ksh93 behind ksh', ['ksh'], '/usr/bin/ksh93', '/usr/bin/ksh93'],
    ['dash behind sh', ['sh'], '/usr/bin/dash', '/usr/bin/dash'],
    ['tcsh, which calls itself csh', ['-csh'], '/usr/bin/tcsh', '/usr/bin/tcsh'],
    ['a shell of busybox', ['-sh'], '/bin/busybox', 'sh'],
    ['osh', ['osh'], '/usr/bin/oils-for-unix', 'osh'],
  ] as const) {
    it(`finds ${name}`, () => {
      const shell = detectShell([{ pid: 7, argv, executable }], '/bin/bash');
      assert.deepEqual([shell.kind, shell.pid, shell.file], ['other', 7, file]);
    });
  }

  for (const argv of [
    ['xonsh run.xsh', ''],
    ['python3', '/usr/bin/xonsh', 'run.xsh'],
    ['python3', 'x.py'],
    ['python3'],
  ]) {
    it(`does not take ${argv.join(' ').trim()} for one`, () => {
      assert.equal(detectShell([{ pid: 7, argv, executable: '/usr/bin/python3' }], '/bin/sh').pid, undefined);
    });
  }

  it('knows the shells of Windows by their files, and cmd as one that it draws no prompt in', () => {
    const windows = (line: string, executable: string) =>
      detectShell([{ pid: 7, argv: [line], executable }], undefined, 'powershell.exe');
    const pwsh = windows('pwsh.exe', 'C:\\Program Files\\PowerShell\\7\\pwsh.exe');
    assert.equal(pwsh.kind, 'powershell');
    assert.equal(windows('CMD.EXE', 'C:\\Windows\\System32\\cmd.exe').kind, 'other');
    assert.equal(windows('bash.exe', 'C:\\Program Files\\Git\\usr\\bin\\bash.exe').kind, 'bash');
    assert.equal(detectShell([], undefined, 'powershell.exe').file, 'powershell.exe');
    const cmd = 'C:\\Windows\\system32\\cmd.exe';
    assert.deepEqual(detectShell([], undefined, cmd), { kind: 'other', file: cmd, login: false });
  });
});
