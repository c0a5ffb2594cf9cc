import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { pasteWord } from '../../../source/domain/shells/paste.ts';
import { hasShell, shellEnvironment } from '../../helpers/terminal-shells.ts';
import { anyValue } from './example.ts';

/** Each with as many starts as it is quick to start, and all the more texts in one. */
const shells: readonly (readonly [shell: string, options: readonly string[], command: string, starts?: number])[] = [
  ['sh', ['-c'], `printf '%s\\0'`],
  ['bash', ['--norc', '-c'], `printf '%s\\0'`],
  ['dash', ['-c'], `printf '%s\\0'`],
  ['zsh', ['-f', '-c'], `printf '%s\\0'`],
  ['fish', ['--no-config', '-c'], `printf '%s\\0'`],
  ['pwsh', ['-NoProfile', '-Command'], `printf '%s\\0'`, 2],
  ['nu', ['--no-config-file', '-c'], `^printf '%s\\0'`],
];

describe('pasteWord', () => {
  for (const [shell, options, command, starts = 40] of shells) {
    it(`is one word to ${shell}, whatever the text, or the word in its place`, {
      skip: !hasShell(shell) && `no ${shell}`,
    }, () => {
      fc.assert(
        fc.property(fc.array(anyValue, { minLength: starts < 40 ? 400 : 1, maxLength: 800 / starts }), (texts) => {
          const words = texts.map((text) => pasteWord(text, 'PROFILE'));
          const { stdout, stderr } = spawnSync(shell, [...options, `${command} ${words.join(' ')}`], {
            encoding: 'utf8',
            env: shellEnvironment(),
          });
          assert.equal(stderr, '');
          const wanted = texts.map((text, at) => (words[at] === 'PROFILE' ? 'PROFILE' : text));
          assert.deepEqual(stdout.split('\0').slice(0, -1), wanted);
        }),
        { numRuns: starts },
      );
    });
  }

  it('means the same to every shell, PowerShell included', () => {
    const table = [
      ['prod-admin', 'prod-admin'],
      ['team/prod.eu@home', 'team/prod.eu@home'],
      ['two words', "'two words'"],
      ['https://x.example/?a=1&b=$c', "'https://x.example/?a=1&b=$c'"],
      ['it’s; touch x', '"it’s; touch x"'],
      ["it's", `"it's"`],
      ['a,b', "'a,b'"],
      ['@x', "'@x'"],
      ['%1', "'%1'"],
      ['~/x', "'~/x'"],
      ['größer', "'größer'"],
      ["'; touch x; '", `"'; touch x; '"`],
      // No quotes that mean the same everywhere.
      [`it's "$(touch x)"`, 'PROFILE'],
      ["it's $x", 'PROFILE'],
      ["it's `x`", 'PROFILE'],
      ["it's!", 'PROFILE'],
      [`it’s ”; touch x`, 'PROFILE'],
      ["\\'; touch x; \\'", 'PROFILE'],
      ['ends in \\', 'PROFILE'],
      // A flag, nothing, and what a terminal does not show.
      ['--yes', 'PROFILE'],
      ['', 'PROFILE'],
      ['a\nb', 'PROFILE'],
      ['a\u001b[31mb', 'PROFILE'],
      ['a\u202eb', 'PROFILE'],
    ] as const;
    for (const [text, word] of table) assert.equal(pasteWord(text, 'PROFILE'), word, JSON.stringify(text));
  });
});
