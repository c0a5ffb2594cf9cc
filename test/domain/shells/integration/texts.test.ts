import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { plainWords } from '../../../../scripts/generate.ts';
import { shellKinds } from '../../../../source/domain/shells/registry.ts';
import { integration } from './fixture.ts';

describe('the verbs that change no shell', () => {
  for (const kind of shellKinds) {
    it(`are the ones that the integration of ${kind} passes on`, () => {
      const folder = join(integration, kind);
      const file = readdirSync(folder).find((name) => name.startsWith('rolecall.')) ?? '';
      const text = readFileSync(join(folder, file), 'utf8')
        .replaceAll(/[\\',|[\]\n]/g, ' ')
        .replaceAll(/ +/g, ' ');
      assert.ok(text.includes(` ${plainWords.join(' ')}`), `npm run generate writes them: ${text}`);
    });
  }
});

describe('the PowerShell integration', () => {
  const text = ['start', 'rolecall', 'apply', 'words', 'command', 'prompt']
    .map((name) => readFileSync(join(integration, 'powershell', `${name}.ps1`), 'utf8'))
    .join('\n');

  it('evaluates nothing', () => {
    assert.doesNotMatch(text, /Invoke-Expression|\biex\b|ExpandString/i);
    // But our own files, which are read as text, and code that is made of nothing but a number.
    assert.deepEqual(text.match(/.*ScriptBlock\]::Create.*/gi), [
      ". ([ScriptBlock]::Create([IO.File]::ReadAllText($__rolecall_folder + 'rolecall.ps1')))",
      '    . ([ScriptBlock]::Create([IO.File]::ReadAllText("$global:__rolecall_folder$name.ps1")))',
      '  [ScriptBlock]::Create($code)',
    ]);
    assert.deepEqual(text.match(/\$code \+?= .*/g), [
      "$code = '[System.Diagnostics.DebuggerHidden()] param($file, $words, $piped) '",
      "$code += '$piped | ' }",
      "$code += '& $file'",
      '$code += \' "$($words[{0}])"\' -f $at }',
      '$code = $global:LASTEXITCODE',
    ]);
  });

  it('is plain ASCII: PowerShell 5.1 reads a file without a mark in the code page of the machine', () => {
    assert.doesNotMatch(text, /[^\n\r\t -~]/);
  });

  it('is hidden from the tracing of the person, every file and function', () => {
    const hidden = '[System.Diagnostics.DebuggerHidden()] param(';
    assert.equal(text.match(/^\[System\.Diagnostics\.DebuggerHidden\(\)\] param\(\)$/gm)?.length, 6);
    for (const [, name, first] of text.matchAll(/^function (\S+) \{\n(.*)$/gm)) {
      assert.ok(first?.includes(hidden), name);
    }
  });

  it('has nothing that PowerShell 5.1 cannot read', () => {
    assert.doesNotMatch(text.replaceAll(/^ *#.*$/gm, ''), /\?\?|\?\.|&&|\|\||`u\{|`e| \? .* : /);
  });

  it('closes what it opens', () => {
    for (const [open, close] of ['{}', '()']) {
      assert.equal(text.split(open ?? '').length, text.split(close ?? '').length, `${open}${close}`);
    }
  });
});
