import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { answer, runPlainly } from '../../../../source/domain/shells/answer.ts';
import { applyChange } from '../../../../source/domain/shells/environment.ts';
import { exportText } from '../../../../source/domain/shells/export-formats.ts';
import { shells } from '../../../../source/domain/shells/registry.ts';
import { enterRole } from '../../../../source/domain/shells/role.ts';
import { exampleRole, hostileTexts } from '../example.ts';
import { inMinutes, integration } from '../integration/fixture.ts';

/** Stands in for rolecall, on every system: notes how it was called, and answers what the test has laid out. */
const fakeProgram = `
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
const [, , ...words] = process.argv;
const beside = (name) => new URL(name, import.meta.url);
const read = (name, instead) => (existsSync(beside(name)) ? readFileSync(beside(name), 'utf8') : instead);
appendFileSync(beside('calls'), JSON.stringify(words) + '\\n');
writeFileSync(beside('own'), process.env.ROLECALL_OUTSIDE_KEYS ?? '');
if (words[0] === '--in-place') process.stdout.write(read('answer-' + words[2], read('answer', '')));
else process.stdout.write('plainly: ' + words.join(' ') + (words.includes('cat') ? ' < ' + readFileSync(0, 'utf8').trim() : '') + '\\n');
process.exitCode = Number(read('code', '0'));
`;

const executables = process.platform === 'win32' ? ['pwsh', 'powershell'] : ['pwsh'];
const isThere = (file: string) => spawnSync(file, ['-NoProfile', '-Command', 'exit 0']).status === 0;

for (const file of executables) {
  describe(`${file}`, { skip: !isThere(file) && `no ${file} on this machine: NOT TESTED` }, () => {
    let home = '';
    before(() => {
      home = mkdtempSync(join(tmpdir(), 'powershell-'));
      writeFileSync(join(home, 'rolecall.mjs'), fakeProgram);
    });
    after(() => rmSync(home, { recursive: true, force: true }));

    const own = {
      AWS_PROFILE: 'mine',
      AWS_ACCESS_KEY_ID: 'AKIAOWN',
      AWS_SECRET_ACCESS_KEY: 'own-secret',
      NO_COLOR: '1',
    };
    /** What the stand-in answers from now on; to a call with a word of its own, `answer-WORD`. */
    const answers = (text: string, code = 0) => {
      writeFileSync(join(home, 'answer'), text);
      writeFileSync(join(home, 'code'), String(code));
      writeFileSync(join(home, 'calls'), '');
    };
    const calls = () =>
      readFileSync(join(home, 'calls'), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as string[]);

    /** Runs lines in a PowerShell that has the hook; gives what they printed. */
    const play = (
      lines: readonly string[],
      { first = [] as readonly string[], env = own as Readonly<Record<string, string>> } = {},
    ) => {
      const hook = shells.powershell.hookText({ integration, program: [process.execPath, join(home, 'rolecall.mjs')] });
      const utf8 = '[Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)';
      const script = join(home, 'script.ps1');
      // With a mark in front: Windows PowerShell takes a file without one for Latin.
      writeFileSync(
        script,
        `\ufeff${[utf8, "function global:prompt { 'mine> ' }", ...first, hook, ...lines].join('\n')}\n`,
      );
      const outer = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|ROLECALL)_/i.test(name)));
      const options = ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', script];
      const ran = spawnSync(file, options, { encoding: 'utf8', env: { ...outer, ...env } });
      assert.equal(ran.stderr, '', ran.stdout);
      return ran.stdout.replaceAll('\r', '').replace(/\n+$/, '');
    };
    // Made in each test: a start of PowerShell takes a second or two, and the time left is looked at.
    const entered = (changes: Parameters<typeof exampleRole>[0] = {}) =>
      answer(enterRole(exampleRole({ expiresAt: inMinutes(42), ...changes }), own));

    it('works under the strictest settings of the person', () => {
      answers(entered());
      const strict = ['Set-StrictMode -Version Latest', "$ErrorActionPreference = 'Stop'"];
      const native = '$PSNativeCommandUseErrorActionPreference = $true';
      assert.equal(
        play(['prompt', 'rolecall other', 'prompt'], { first: [...strict, native] }),
        'mine> \n(Production) 42m mine> ',
      );
    });

    it('hands on words as they were typed, whatever PowerShell makes of them', () => {
      answers('', 0);
      const typed: readonly (readonly [line: string, ...calls: (readonly string[])[]])[] = [
        ['rolecall exec prod staging -- terraform plan', ['exec', 'prod', 'staging', '--', 'terraform', 'plan']],
        ["rolecall exec p '--' ls -- x", ['exec', 'p', '--', 'ls', '--', 'x']],
        ['rolecall exec p -- cut -d: --a:b -c.d', ['exec', 'p', '--', 'cut', '-d:', '--a:b', '-c.d']],
        ['rolecall exec -a:b -a: b -Dx.y=1', ['exec', '-a:b', '-a:', 'b', '-Dx.y=1']],
        ['rolecall exec 012345678901 0x10 1.50 -5 1kb', ['exec', '012345678901', '0x10', '1.50', '-5', '1kb']],
        ['rolecall exec Name=x,Values=y 1,02', ['exec', 'Name=x,Values=y', '1,02']],
        [`rolecall exec 'a b' "" 'say "it"' "$z" a$z`, ['exec', 'a b', '', 'say "it"', 'zed', 'azed']],
        ['rolecall exec (1 + 1) $many @many', ['exec', '2', 'one', 'two words', 'one', 'two words']],
        ['rolecall exec p `\n  -- ls', ['exec', 'p', '--', 'ls']],
        ['if (1) { "$(rolecall exec p -- ls "x" | ForEach-Object { $_ })" }', ['exec', 'p', '--', 'ls', 'x']],
        ["'in' | rolecall exec p -- -a:b", ['exec', 'p', '--', '-a:b']],
        ['rolecall exec --flag=1 2>$null; rolecall list', ['exec', '--flag=1'], ['list']],
        ['& rolecall list --', ['list', '--']],
        ...(process.platform === 'win32'
          ? []
          : ([
              [`Set-Location '${home}'; rolecall exec p scri*1 '*1' no*1`, ['exec', 'p', 'script.ps1', '*1', 'no*1']],
              [
                `rolecall exec ${home}/scri*1 ~/x '~' a~`,
                ['exec', join(home, 'script.ps1'), `${homedir()}/x`, '~', 'a~'],
              ],
            ] as const)),
      ];
      play(["$z = 'zed'; $many = 'one', 'two words'", ...typed.map(([line]) => line)]);
      assert.deepEqual(
        calls(),
        typed.flatMap(([, ...words]) => words),
      );
    });

    it('passes standard input and the exit code of everything else through, to $? and && as well', () => {
      answers('', 5);
      assert.deepEqual(
        play(
          [
            'rolecall exec p env && "well"; "$? $LASTEXITCODE"',
            'rolecall exec p env; "$? $LASTEXITCODE"',
            "'piped' | rolecall exec p cat",
            '[Console]::SetError([IO.TextWriter]::Null)',
            'rolecall other; "$? $LASTEXITCODE"',
          ].map((line) => (file === 'pwsh' ? line : line.replace(' && "well"', ''))),
        ).split('\n'),
        ['plainly: exec p env', 'False 5', 'plainly: exec p env', 'False 5', 'plainly: exec p cat < piped', 'False 5'],
      );
      answers(runPlainly());
      assert.equal(
        play(["'piped' | rolecall --region x exec p cat", '"$? $LASTEXITCODE"']),
        'plainly: --region x exec p cat < piped\nTrue 0',
      );
    });

    it('says that the program is gone, and changes nothing', () => {
      const printed = play([
        `$global:__rolecall_program = @('/nope')`,
        'foreach ($word in "other", "list") {',
        'try { rolecall $word 2>$null } catch { "gone" }',
        '"$LASTEXITCODE $env:AWS_PROFILE" }',
      ]);
      assert.match(printed, /^(gone\n)?127 mine\n(gone\n)?127 mine$/);
    });

    it('keeps $? and $LASTEXITCODE for the person’s prompt, and for the person', () => {
      const printed = play(
        [`& '${process.execPath}' -e 'process.exit(3)'`, '$shown = prompt', '"$shown"', '"$LASTEXITCODE"', 'prompt'],
        { first: ['function global:prompt { "$? $LASTEXITCODE> " }'] },
      );
      assert.equal(printed, 'False 3> \n3\nTrue 3> ');
    });

    it('may be wrapped by another prompt, wrap that again, and comes back where another took its place', () => {
      answers(entered());
      const wrap = ['$global:old = $function:prompt', 'function global:prompt { "(venv) " + (& $global:old) }'];
      // As oh-my-posh does: a function of a module.
      const module =
        'New-Module -Name posh { $own = "posh"; function prompt { "$own> " }; Export-ModuleMember -Function prompt } | Import-Module -Global';
      const printed = play([
        'rolecall other',
        ...wrap,
        'prompt',
        '__rolecall_hook',
        'prompt',
        'prompt',
        module,
        'prompt',
        'rolecall other',
        'prompt',
      ]);
      assert.deepEqual(printed.split('\n'), [
        '(venv) (Production) 42m mine> ',
        '(Production) 42m (venv) mine> ',
        '(Production) 42m (venv) mine> ',
        'posh> ',
        '(Production) 42m posh> ',
      ]);
    });

    it('renews in silence, and draws a prompt whatever happens', () => {
      const four = applyChange(own, enterRole(exampleRole({ expiresAt: inMinutes(4) }), own));
      answers('', 1);
      const strict = ["$ErrorActionPreference = 'Stop'", '$PSNativeCommandUseErrorActionPreference = $true'];
      assert.equal(
        play([...strict, '$global:LASTEXITCODE = 6', 'prompt', 'prompt', '"$LASTEXITCODE"'], { env: four }),
        '(Production) 4m! mine> \n(Production) 4m! mine> \n6',
      );
      assert.deepEqual(calls(), [['--in-place', 'shell', '--renew']]);
    });

    it('shows a profile called anything, and runs nothing', () => {
      const names = ['$(throw 1)', '`n$env:PATH', '%n\\w', 'a"b\'c’d', '日本 👩‍👩‍👧', '{0}', '-name', '@x'];
      answers('');
      for (const [at, displayName] of names.entries())
        writeFileSync(join(home, `answer-${at}`), entered({ displayName }));
      const printed = play(names.map((_, at) => `rolecall ${at}; prompt`));
      assert.deepEqual(
        printed.split('\n'),
        names.map((name) => `(${name}) 42m mine> `),
      );
    });

    it('reads an export back as it was, whatever it holds', () => {
      const texts = hostileTexts.filter((each) => each !== '');
      const lines = texts.flatMap((text) => {
        const { session } = exampleRole();
        const hostile = { ...session, credentials: { ...session.credentials, secretAccessKey: text } };
        const print = `& '${process.execPath}' -p 'JSON.stringify(process.env.AWS_SECRET_ACCESS_KEY)'`;
        return [exportText(hostile, 'powershell'), print];
      });
      const printed = play(lines).split('\n');
      assert.deepEqual(
        printed.map((line) => JSON.parse(line)),
        texts,
      );
    });

    it('puts no key into a transcript', () => {
      answers(entered());
      const transcript = join(home, 'transcript');
      play([
        `$null = Start-Transcript -LiteralPath '${transcript}' -IncludeInvocationHeader`,
        'rolecall other',
        'prompt',
        'rolecall list',
        '$null = Stop-Transcript',
      ]);
      assert.match(readFileSync(transcript, 'utf8'), /plainly: list/);
      assert.doesNotMatch(readFileSync(transcript, 'utf8'), /secret|role-token|ASIA|AKIA/);
    });
  });
}
