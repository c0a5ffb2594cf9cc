import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { plainCommands, readInPlace } from '../../../source/domain/shells/in-place.ts';
import { integration } from './integration-fixture.ts';

describe('readInPlace', () => {
  it('tells what the person typed from what the integration adds', () => {
    assert.deepEqual(readInPlace(['--in-place', 'shell', 'prod', '--renew']), {
      where: 'shell',
      renew: false,
      argv: ['prod', '--renew'],
    });
    assert.deepEqual(readInPlace(['--in-place', 'subshell', '--renew']), { where: 'subshell', renew: true, argv: [] });
  });

  it('is undefined for what a person typed', () => {
    assert.equal(readInPlace(['prod']), undefined);
    assert.equal(readInPlace([]), undefined);
    assert.equal(readInPlace(['--in-place', 'elsewhere']), undefined);
  });
});

describe('plainCommands', () => {
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
