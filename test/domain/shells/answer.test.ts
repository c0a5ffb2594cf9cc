import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { answer, runPlainly, separator } from '../../../source/domain/shells/answer.ts';
import { readInPlace } from '../../../source/domain/shells/in-place.ts';
import { Problem } from '../../../source/problem.ts';
import { hasShell, shellEnvironment, whereIs } from '../../helpers/terminal-shells.ts';
import { anyValue } from './example.ts';
import { integration } from './integration/fixture.ts';

const marked = (...parts: string[]) => parts.join(separator);
const value = anyValue.map((text) => text.replaceAll(separator, ''));

describe('answer', () => {
  it('says what to unset, what to export and what to keep, between its marks', () => {
    const change = { set: { AWS_REGION: 'eu-west-1', ROLECALL_OUTSIDE_KEYS: '{}' }, unset: ['AWS_PROFILE'] };
    assert.equal(
      answer(change, { program: ['/node', '/rolecall.js'], subshell: true, login: false }),
      marked(
        'rolecall/1',
        'AWS_PROFILE',
        'AWS_REGION=eu-west-1',
        ':own={}',
        ':program=/node',
        ':script=/rolecall.js',
        ':subshell=yes',
        ':login=no',
        'end',
      ),
    );
  });

  it('has the shell forget who the person was when the role is left', () => {
    assert.equal(answer({ set: {}, unset: ['ROLECALL_OUTSIDE_KEYS'] }), marked('rolecall/1', ':own=', 'end'));
  });

  it('can say that nothing is to be done', () => {
    assert.equal(runPlainly(), marked('rolecall/1', ':plain=yes', 'end'));
  });

  it('carries no value that would end early', () => {
    assert.throws(() => answer({ set: { AWS_REGION: `x${separator}PATH=/evil` }, unset: [] }), Problem);
  });

  it('carries no name that is more than a name', () => {
    assert.throws(() => answer({ set: { 'A[$(touch x)]': '1' }, unset: [] }));
  });

  const apply = 'set -g __rolecall_answer $TEXT; source $APPLY; __rolecall_apply';
  const print = 'printf \'%s\\0\' "$AWS_A" "$AWS_B"';
  for (const [shell, options, file, code] of [
    [
      'bash',
      ['--norc', '-c'],
      'bash/apply.bash',
      `. "$APPLY"; __rolecall_answer=$TEXT; __rolecall_apply; ${print}; echo "<\${AWS_C-gone}>"`,
    ],
    [
      'bash-3.2',
      ['--norc', '-c'],
      'bash/apply.bash',
      `. "$APPLY"; __rolecall_answer=$TEXT; __rolecall_apply; ${print}; echo "<\${AWS_C-gone}>"`,
    ],
    [
      'zsh',
      ['-f', '-c'],
      'zsh/apply.zsh',
      `source "$APPLY"; __rolecall_answer=$TEXT; __rolecall_apply; ${print}; echo "<\${AWS_C-gone}>"`,
    ],
    [
      'fish',
      ['--no-config', '-c'],
      'fish/apply.fish',
      `${apply}; ${print}; set -q AWS_C; or set AWS_C gone; echo "<$AWS_C>"`,
    ],
  ] as const) {
    it(`is applied by ${shell} to the letter, whatever the values`, { skip: !hasShell(shell) && `no ${shell}` }, () => {
      fc.assert(
        fc.property(value, value, (first, second) => {
          const text = answer({ set: { AWS_A: first, AWS_B: second }, unset: ['AWS_C'] });
          const env = { ...shellEnvironment(), TEXT: text, APPLY: `${integration}/${file}`, AWS_C: 'here' };
          const { stdout, stderr } = spawnSync(whereIs(shell) ?? shell, [...options, code], { encoding: 'utf8', env });
          assert.equal(stderr, '');
          assert.equal(stdout, `${first}\0${second}\0<gone>\n`);
        }),
        { numRuns: 60 },
      );
    });
  }
});

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
