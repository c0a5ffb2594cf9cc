import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { commands } from '../../../../source/commands/registry/commands.ts';
import { globalFlags } from '../../../../source/commands/registry/flags.ts';
import { integration } from './fixture.ts';

/** What an integration passes on as it was typed: the verbs that change no shell, and the flags that only print. */
const plainCommands = [
  ...commands
    .filter(({ inPlace }) => inPlace !== true)
    .map(({ name }) => name)
    .sort(),
  ...globalFlags.flatMap(({ name, short }) => (short === undefined ? [] : [`-${short}`, `--${name}`])),
];

describe('the verbs that change no shell', () => {
  for (const file of ['bash/rolecall.bash', 'zsh/rolecall.zsh', 'fish/rolecall.fish', 'powershell/rolecall.ps1']) {
    it(`are the ones that ${file} passes on`, () => {
      const text = readFileSync(join(integration, file), 'utf8')
        .replaceAll(/[\\',|\n]/g, ' ')
        .replaceAll(/ +/g, ' ');
      assert.ok(text.includes(` ${plainCommands.join(' ')}`), text);
    });
  }
});

describe('the PowerShell integration', () => {
  const text = ['start', 'rolecall', 'apply', 'prompt']
    .map((name) => readFileSync(join(integration, 'powershell', `${name}.ps1`), 'utf8'))
    .join('\n');

  it('evaluates nothing', () => {
    assert.doesNotMatch(text, /Invoke-Expression|\biex\b|ScriptBlock\]::Create|ExpandString/i);
  });

  it('is plain ASCII: PowerShell 5.1 reads a file without a mark in the code page of the machine', () => {
    assert.doesNotMatch(text, /[^\n\r\t -~]/);
  });

  it('closes what it opens', () => {
    for (const [open, close] of ['{}', '()']) {
      assert.equal(text.split(open ?? '').length, text.split(close ?? '').length, `${open}${close}`);
    }
  });
});
