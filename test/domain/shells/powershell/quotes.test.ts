import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { test } from 'node:test';
import { powershell, quotePowerShell } from '../../../../source/domain/shells/powershell/powershell.ts';
import { hasShell } from '../../../helpers/terminal-shells.ts';
import { integration, ShellTest } from '../integration/fixture.ts';

const needs = { skip: !hasShell('pwsh') && 'no pwsh on this machine: NOT TESTED' };

const pwsh = (code: string, env?: Readonly<Record<string, string>>) => {
  const { stdout, stderr } = spawnSync('pwsh', ['-NoProfile', '-NonInteractive', '-Command', code], {
    encoding: 'utf8',
    ...(env && { env }),
  });
  assert.equal(stderr, '');
  return stdout;
};

test('a text is one word in ASCII, and the same to PowerShell', needs, () => {
  const texts = ["it's", 'Jürgen', '山田 "x"', '😀$HOME`n$(exit)', '‘a’ ‚b‛ “c”', 'ü\nx', ''];
  const words = texts.map(quotePowerShell);
  for (const word of words) assert.match(word, /^[\0-\x7f]*$/);
  const code = `[Console]::OutputEncoding = [Text.UTF8Encoding]::new($false); ConvertTo-Json -Compress @(${words.join(', ')})`;
  assert.deepEqual(JSON.parse(pwsh(code)), texts);
});

test(
  'the line of the hook works where rolecall lies below a name beyond ASCII, whatever the code page is',
  needs,
  () => {
    using home = new ShellTest({}).home;
    const files = home.file('Jürgen/integration');
    cpSync(integration, files, { recursive: true });
    const program = home.write('Jürgen/rolecall', '#!/bin/sh\necho "called: $*"\n', 0o755);
    home.write('init', powershell.hookText({ integration: files, program: [program] }));
    const line = `/bin/cat '${home.file('init')}' | Out-String | Invoke-Expression`;
    const code = `[Console]::OutputEncoding = [Text.Encoding]::Latin1; ${line}; rolecall list`;
    assert.equal(pwsh(code), 'called: list\n');
  },
);
