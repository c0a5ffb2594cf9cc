import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { shellOutside } from '../../source/domain/shells/hand-over.ts';
import {
  batchLine,
  inUpperCase,
  namesOfProgram,
  quoteForWindows,
  shellOfWindows,
  splitLikeWindows,
} from '../../source/domain/windows.ts';

describe('namesOfProgram', () => {
  const endings = '.COM;.EXE;.BAT;.CMD';
  for (const [name, names] of Object.entries({
    cdk: ['cdk.COM', 'cdk.EXE', 'cdk.BAT', 'cdk.CMD'],
    'cdk.cmd': ['cdk.cmd'],
    'C:\\bin\\aws.exe': ['C:\\bin\\aws.exe'],
    'python3.12': ['python3.12.COM', 'python3.12.EXE', 'python3.12.BAT', 'python3.12.CMD'],
  }))
    it(`${name}: ${names.join(', ')}`, () => assert.deepEqual(namesOfProgram(name, endings), names));

  it('goes by the endings that Windows has of itself where PATHEXT is not set, or empty', () => {
    for (const without of [undefined, '', ';'])
      assert.deepEqual(namesOfProgram('cdk', without), ['cdk.COM', 'cdk.EXE', 'cdk.BAT', 'cdk.CMD']);
  });
});

describe('batchLine', () => {
  for (const [words, line] of [
    [['C:\\npm\\cdk.cmd', 'deploy', '--all'], '""C:\\npm\\cdk.cmd" deploy --all"'],
    [['C:\\Program Files\\nodejs\\npx.cmd', 'cdk'], '""C:\\Program Files\\nodejs\\npx.cmd" cdk"'],
    [['a.cmd', ''], '"a.cmd """'],
    [['a.cmd', 'x & calc', 'a^b', '(c)', 'd|e', 'f>g', 'k=v'], '"a.cmd "x & calc" "a^b" "(c)" "d|e" "f>g" k=v"'],
    // What reads the words takes a backslash before a quote for part of it.
    [['a.cmd', 'C:\\my folder\\', 'C:\\plain\\'], '"a.cmd "C:\\my folder\\\\" "C:\\plain\\\\""'],
  ] as const)
    it(line, () => assert.equal(batchLine(words), line));

  it('gives nothing for what cmd has no quotes for', () => {
    for (const word of ['100%', '%PATH%', 'say "x"', 'two\nlines', 'two\rlines', 'nul\0'])
      assert.equal(batchLine(['a.cmd', word]), undefined, JSON.stringify(word));
  });
});

// The answers of botocore's _windows_shell_split (1.43.11).
describe('splitLikeWindows', () => {
  for (const [text, parts] of [
    [
      'C:\\t\\x.exe --config="C:\\Program Files\\x\\c.json" --name "a \\"b\\" c"',
      ['C:\\t\\x.exe', '--config=C:\\Program Files\\x\\c.json', '--name', 'a "b" c'],
    ],
    ['a\\\\b c\\\\"d e"', ['a\\\\b', 'c\\d e']],
    ['a\\\\\\"b c', ['a\\"b', 'c']],
    ['"" x', ['', 'x']],
    ['a\tb\nc', ['a', 'b\nc']],
    ['x\\\\', ['x\\\\']],
    ['"C:\\my folder\\\\" x', ['C:\\my folder\\', 'x']],
    ['a""b', ['ab']],
    ["a 'b c'", ['a', "'b", "c'"]],
    ['\\ "x"', ['\\', 'x']],
    ['  ', []],
    ['a "b', undefined],
  ] as const)
    it(text, () => assert.deepEqual(splitLikeWindows(text), parts));

  it('reads back what quoteForWindows writes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom(...'a \\\t\'=&é"%') })), (words) => {
        const quoted = words.map(quoteForWindows);
        if (!quoted.includes(undefined)) assert.deepEqual(splitLikeWindows(quoted.join(' ')), words);
      }),
    );
  });
});

describe('inUpperCase', () => {
  it('makes one name of those that are one to Windows', () => {
    const env = { Path: 'C:\\Windows', aws_profile: 'mary', 'ProgramFiles(x86)': 'C:\\P', EMPTY: undefined };
    assert.deepEqual(inUpperCase(env), {
      PATH: 'C:\\Windows',
      AWS_PROFILE: 'mary',
      'PROGRAMFILES(X86)': 'C:\\P',
      EMPTY: undefined,
    });
  });

  it('leads the shell of the demo to its program and ours', () => {
    const shell = { kind: 'powershell', file: 'powershell.exe', login: false } as const;
    const program = ['C:\\Users\\u\\scoop\\apps\\rolecall\\current\\rolecall.exe'] as const;
    const { environment } = shellOutside(shell, inUpperCase({ Path: 'C:\\Windows\\System32;C:\\Windows' }), program);
    assert.deepEqual(environment, {
      PATH: 'C:\\Windows\\System32;C:\\Windows;C:\\Users\\u\\scoop\\apps\\rolecall\\current',
    });
  });
});

describe('shellOfWindows', () => {
  const machine =
    'C:\\Program Files\\WindowsPowerShell\\Modules;C:\\Windows\\system32\\WindowsPowerShell\\v1.0\\Modules';
  const cmd = 'C:\\Windows\\system32\\cmd.exe';
  for (const [from, PSMODULEPATH, file, more] of [
    ['cmd', machine, cmd, {}],
    ['Windows PowerShell', `C:\\Users\\mary\\Documents\\WindowsPowerShell\\Modules;${machine}`, 'powershell.exe', {}],
    [
      'PowerShell 7',
      `C:\\Users\\mary\\OneDrive\\Dokumente\\PowerShell\\Modules;C:\\Program Files\\PowerShell\\Modules;${machine}`,
      'pwsh.exe',
      {},
    ],
    [
      'PowerShell 7 with modules of its own',
      'D:\\modules',
      'pwsh.exe',
      { POWERSHELL_DISTRIBUTION_CHANNEL: 'MSI:Windows' },
    ],
    ['nothing that is known', undefined, cmd, {}],
  ] as const)
    it(from, () => assert.equal(shellOfWindows({ PSMODULEPATH, COMSPEC: cmd, ...more }), file));
});
