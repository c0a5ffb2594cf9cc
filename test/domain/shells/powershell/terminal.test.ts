import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { enterRole } from '../../../../source/domain/shells/role.ts';
import { hasShell } from '../../../helpers/terminal-shells.ts';
import { exampleRole } from '../example.ts';
import { inMinutes, integration, languageOf, ShellTest, testShells } from '../integration/fixture.ts';

const shell = testShells.find(({ kind }) => kind === 'powershell') ?? testShells[0];
const inTheRole = ' Production  42m mine>';
const other = () => enterRole(exampleRole({ expiresAt: inMinutes(55), displayName: 'Other' }), {});

describe('a person’s own PowerShell', { skip: !hasShell('pwsh') && 'no pwsh on this machine: NOT TESTED' }, () => {
  it('may edit like vi, with predictions, and have a profile that throws', async () => {
    const options = 'Set-PSReadLineOption -EditMode Vi -PredictionSource History -PredictionViewStyle ListView';
    await using test = new ShellTest({ [shell.rc]: `${shell.ps1}\n${options}\nthrow 'in the profile'` });
    const terminal = test.start(test.handOver(shell));
    await terminal.until(({ lastLine }) => lastLine === inTheRole);
    assert.doesNotMatch(terminal.text, /PowerShell 7/, 'no banner: it is the shell they were in');
    test.willChange(other());
    terminal.enter('rolecall other');
    await terminal.until(({ lastLine }) => lastLine === ' Other  55m mine>');
    assert.deepEqual(test.calls, ['--in-place|subshell|other|']);
  });

  it('may be in a virtualenv, activated before the role or in it', {
    skip: spawnSync('python3', ['-c', 'import venv']).status !== 0 && 'no python3 with venv on this machine',
  }, async () => {
    await using test = new ShellTest({ [shell.rc]: shell.ps1 });
    assert.equal(spawnSync('python3', ['-m', 'venv', '--without-pip', test.home.file('mine')]).status, 0);
    const activate = '. ~/mine/bin/Activate.ps1';
    const terminal = test.start(test.handOver(shell));
    await terminal.until(({ lastLine }) => lastLine === inTheRole);
    terminal.enter(activate);
    await terminal.until(({ lastLine }) => lastLine === `(mine) ${inTheRole}`);
    test.willChange(other());
    terminal.enter('rolecall other');
    await terminal.until(({ lastLine }) => lastLine === '(mine)  Other  55m mine>');
    terminal.enter('deactivate');
    await terminal.until(({ lastLine }) => lastLine === ' Other  55m mine>');
    terminal.enter(`${activate}; pwsh -NoLogo`);
    await terminal.until(({ lastLine }) => lastLine === 'mine>');
  });

  it('is in the role where no script file may run: `rolecall` is a function then', async () => {
    await using test = new ShellTest({ [shell.rc]: shell.ps1 });
    const files = test.home.file('files');
    cpSync(integration, files, { recursive: true });
    // Its text cannot be had, as under the policy Restricted.
    rmSync(join(files, 'powershell/command.ps1'));
    const handOver = test.handOver(shell);
    const environment = { ...handOver.environment, ROLECALL_INTEGRATION: files };
    const terminal = test.start({ ...handOver, environment });
    await terminal.until(({ lastLine }) => lastLine === inTheRole);
    test.willChange(other());
    terminal.enter('rolecall other -- 012 Name=x,Values=y');
    await terminal.until(({ lastLine }) => lastLine === ' Other  55m mine>');
    assert.deepEqual(test.calls, ['--in-place|subshell|other|--|012|Name=x,Values=y|']);
  });

  it('gets what is typed while keys are renewed', async () => {
    await using test = new ShellTest({ [shell.rc]: shell.ps1 });
    test.home.write(
      'fake/rolecall',
      '#!/bin/sh\ncd "$(dirname "$0")"\n: > asked\nuntil [ -e go ]; do sleep 0.1; done\nexit 1\n',
      0o755,
    );
    const terminal = test.start(test.handOver(shell));
    await terminal.until(({ lastLine }) => lastLine === inTheRole);
    terminal.enter(languageOf(shell).exporting('ROLECALL_EXPIRES_EPOCH', `${Math.floor(inMinutes(4) / 1000)}`));
    while (!existsSync(test.home.file('fake/asked'))) await new Promise((resolve) => setTimeout(resolve, 50));
    terminal.enter('"typed $(1 + 1)"');
    test.home.write('fake/go', '');
    await terminal.until(/^typed 2$/m);
  });
});
