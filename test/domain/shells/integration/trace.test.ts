import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { HandOver } from '../../../../source/domain/shells/hand-over.ts';
import { keysToRestore } from '../../../../source/domain/shells/outside.ts';
import { enterRole, leaveRole } from '../../../../source/domain/shells/role.ts';
import { hasShell } from '../../../helpers/terminal-shells.ts';
import { exampleRole } from '../example.ts';
import { inMinutes, ShellTest, shellsOfTables, type TestShell } from './fixture.ts';

/** Ways to have a shell print what it does: a line of a start file, and variables of the environment. nushell has none. */
type Way = { readonly line?: string; readonly environment?: Readonly<Record<string, string>> };

const posixWays: readonly Way[] = [{ line: 'set -x' }, { line: 'set -o xtrace' }, { line: 'set -xv' }];
const ways: Readonly<Record<TestShell['kind'], readonly Way[]>> = {
  bash: [
    ...posixWays,
    { line: 'set -xT; trap \'printf "%s\\n" "$BASH_COMMAND"\' DEBUG' },
    { line: 'exec 9>&2; BASH_XTRACEFD=9; set -x' },
    { environment: { SHELLOPTS: 'xtrace' } },
    { environment: { SHELLOPTS: 'xtrace:verbose' } },
  ],
  zsh: [...posixWays, { line: 'setopt xtrace' }, { line: 'setopt xtrace allexport' }],
  nushell: [],
  fish: [
    { line: 'set -g fish_trace 1' },
    { line: 'set -gx fish_trace all' },
    { line: 'set -U fish_trace all' },
    { environment: { fish_trace: '1' } },
    { environment: { fish_trace: 'all' } },
  ],
  powershell: [{ line: 'Set-PSDebug -Trace 1' }, { line: 'Set-PSDebug -Trace 2' }],
};

/** The files that a shell reads at its start, below HOME or absolute; `login`: those of a login shell. */
const files: Readonly<Record<TestShell['kind'], readonly (readonly [path: string, login: boolean])[]>> = {
  bash: [
    ['/etc/bash.bashrc', false],
    ['.bashrc', false],
    ['/etc/profile', true],
    ['.bash_profile', true],
    ['.bash_login', true],
    ['.profile', true],
  ],
  zsh: [
    ['/etc/zsh/zshenv', false],
    ['.zshenv', false],
    ['/etc/zsh/zprofile', true],
    ['.zprofile', true],
    ['/etc/zsh/zshrc', false],
    ['.zshrc', false],
    ['/etc/zsh/zlogin', true],
    ['.zlogin', true],
  ],
  nushell: [],
  fish: [
    ['/etc/fish/config.fish', false],
    ['.config/fish/conf.d/first.fish', false],
    ['.config/fish/config.fish', false],
  ],
  powershell: [
    ['.config/powershell/profile.ps1', false],
    ['.config/powershell/Microsoft.PowerShell_profile.ps1', false],
  ],
};

const own = { AWS_ACCESS_KEY_ID: 'AKIAOWN', AWS_SECRET_ACCESS_KEY: 'own-secret' };
const canBind =
  process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'mount', '--bind', '/tmp', '/tmp']).status === 0;

/** The same start with another file in the place of one of the system's, for that process alone. */
function withSystemFile({ file, argv, environment }: HandOver, from: string, to: string): HandOver {
  const script = 'mount --bind "$1" "$2" && shift 2 && exec "$@"';
  const words = ['-m', 'sh', '-c', script, 'sh', from, to, file, ...argv.slice(1)];
  return { file: 'unshare', argv: ['unshare', ...words], environment };
}

for (const shell of shellsOfTables) {
  const cases = files[shell.kind].flatMap(([path, login]) =>
    ways[shell.kind].flatMap((way) =>
      // The environment is one way for all files.
      way.line === undefined && path !== shell.rc ? [] : [{ path, login, way }],
    ),
  );
  describe(`tracing in ${shell.name}`, { skip: !hasShell(shell.name) && `no ${shell.name} on this machine` }, () => {
    for (const { path, login, way } of cases) {
      const isSystem = path.startsWith('/');
      const skip =
        isSystem && !(canBind && existsSync(path)) && `${path} cannot be replaced for one process on this machine`;
      it(`shows no key: ${way.line ?? JSON.stringify(way.environment)} in ${path}`, { skip }, async () => {
        const mine = { [shell.rc]: shell.ps1 };
        const text = `${path === shell.rc ? shell.ps1 : ''}\n${way.line ?? ''}\n`;
        await using test = new ShellTest({ ...mine, [isSystem ? 'system-file' : path]: text }, { ...own });
        const plain = test.handOver(shell, exampleRole({ expiresAt: inMinutes(42) }), login);
        const start = { ...plain, environment: { ...plain.environment, ...way.environment } };
        const terminal = test.start(isSystem ? withSystemFile(start, test.home.file('system-file'), path) : start);
        const run = async (line: string, ended: string) => {
          // What is typed before the prompt, PowerShell does not take for a line.
          if (shell.kind === 'powershell') await terminal.until(({ lastLine }) => lastLine.endsWith('mine>'));
          terminal.enter(`${line}; printf 'en%s\\n' ded-${ended}`);
          await terminal.until(new RegExp(`^ended-${ended}`, 'm'));
        };
        await run('true', 'start');
        const inside = { ...plain.environment, ROLECALL_OUTSIDE_KEYS: keysToRestore(own) };
        // In place, into another role, and a renewal at the next prompt; out of it again.
        test.willChange(enterRole(exampleRole({ expiresAt: inMinutes(4) }), inside));
        await run('rolecall other', 'switched');
        await run('rolecall list', 'listed');
        test.willChange(leaveRole(inside));
        await run('rolecall off', 'left');
        await run('true', 'end');
        assert.doesNotMatch(terminal.output, /secret|role-token|ASIA|AKIA/);
        const traced = way.line?.includes('DEBUG') ? /printf/ : /[+>] ?[^\n]*printf/;
        assert.match(terminal.output, traced, 'it does trace');
      });
    }
  });
}
