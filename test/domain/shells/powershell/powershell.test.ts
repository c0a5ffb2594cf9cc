import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { answer, runPlainly } from '../../../../source/domain/shells/answer.ts';
import { applyChange } from '../../../../source/domain/shells/environment.ts';
import { exportText } from '../../../../source/domain/shells/export-formats.ts';
import { shells } from '../../../../source/domain/shells/registry.ts';
import { enterRole, leaveRole } from '../../../../source/domain/shells/role.ts';
import { exampleRole, hostileTexts } from '../example.ts';
import { inMinutes, integration, ShellTest } from '../integration/fixture.ts';

/** Stands in for rolecall, on every system: notes how it was called, and answers what the test has laid out. */
const fakeProgram = `
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
const [, , ...words] = process.argv;
const beside = (name) => new URL(name, import.meta.url);
const read = (name, instead) => (existsSync(beside(name)) ? readFileSync(beside(name), 'utf8') : instead);
appendFileSync(beside('calls'), JSON.stringify(words) + '\\n');
writeFileSync(beside('own'), process.env.ROLECALL_OUTSIDE_KEYS ?? '');
if (words[0] === '--in-place') process.stdout.write(read('answer', ''));
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
    const role = exampleRole({ expiresAt: inMinutes(42), sdkVariables: { AWS_ENDPOINT_URL: 'http://first' } });
    const change = enterRole(role, own);

    it('switches in place, takes variables away for good, and gives them back', () => {
      answers(answer(change));
      const inside = play([
        'prompt',
        'rolecall other --region eu-west-1',
        'prompt',
        '"$env:AWS_ACCESS_KEY_ID $env:AWS_REGION $env:AWS_ENDPOINT_URL $(Test-Path Env:AWS_PROFILE) $LASTEXITCODE"',
        `& '${process.execPath}' -p "'AWS_PROFILE' in process.env"`,
      ]);
      assert.equal(inside, 'mine> \n(Production) 42m mine> \nASIAROLE eu-west-1 http://first False 0\nfalse');
      assert.deepEqual(calls(), [['--in-place', 'shell', 'other', '--region', 'eu-west-1']]);
      answers(answer(leaveRole(applyChange(own, change))));
      const left = play(
        ['rolecall off', 'prompt', '"$env:AWS_ACCESS_KEY_ID $env:AWS_PROFILE $(Test-Path Env:ROLECALL_PROFILE)"'],
        {
          env: applyChange(own, change),
        },
      );
      assert.equal(left, 'mine> \nAKIAOWN mine False');
    });

    it('works under the strictest settings of the person', () => {
      answers(answer(change));
      const strict = ['Set-StrictMode -Version Latest', "$ErrorActionPreference = 'Stop'"];
      const native = '$PSNativeCommandUseErrorActionPreference = $true';
      assert.equal(
        play(['prompt', 'rolecall other', 'prompt'], { first: [...strict, native] }),
        'mine> \n(Production) 42m mine> ',
      );
    });

    it('shows of the segment what ROLECALL_PROMPT says, and always that the role is gone', () => {
      answers(answer(change));
      const parts = ['name', 'time', 'drift', 'off'].flatMap((part) => [`$env:ROLECALL_PROMPT = '${part}'`, 'prompt']);
      const gone = ["$env:ROLECALL_PROMPT = 'drift'", "$env:AWS_PROFILE = 'other'", 'prompt'];
      assert.equal(
        play(['rolecall other', ...parts, ...gone]),
        '(Production) mine> \n42m mine> \nmine> \nmine> \n≠ not Production mine> ',
      );
    });

    for (const [what, text, code, given] of [
      ['that is cut off', answer(change).slice(0, -1), 0, 1],
      ['of a program that failed', answer(change), 3, 3],
      ['of a program that was cancelled', '', 130, 130],
    ] as const) {
      it(`takes nothing from an answer ${what}`, () => {
        answers(text, code);
        const printed = play([
          '[Console]::SetError([IO.TextWriter]::Null)',
          'rolecall other',
          '"$LASTEXITCODE $env:AWS_ACCESS_KEY_ID $env:AWS_PROFILE"',
        ]);
        assert.equal(printed, `${given} AKIAOWN mine`);
      });
    }

    it('passes arguments, standard input and the exit code of everything else through', () => {
      answers('', 5);
      assert.equal(play(["rolecall exec 'a b' env", '$LASTEXITCODE']), 'plainly: exec a b env\n5');
      assert.deepEqual(calls(), [['exec', 'a b', 'env']]);
      assert.equal(play(["'piped' | rolecall exec p cat"]), 'plainly: exec p cat < piped');
      answers(runPlainly());
      assert.equal(play(["'piped' | rolecall --region x exec p cat"]), 'plainly: --region x exec p cat < piped');
    });

    it('tells the program, and no other, the person’s own keys', () => {
      answers(answer(change));
      play(['rolecall other', 'rolecall list']);
      assert.deepEqual(JSON.parse(readFileSync(join(home, 'own'), 'utf8')), {
        AWS_ACCESS_KEY_ID: 'AKIAOWN',
        AWS_SECRET_ACCESS_KEY: 'own-secret',
      });
      assert.equal(play(['rolecall other', '(Get-ChildItem Env: | Where-Object Value -match own-secret).Count']), '0');
    });

    it('keeps $? and $LASTEXITCODE for the person’s prompt, and for the person', () => {
      const printed = play(
        [`& '${process.execPath}' -e 'process.exit(3)'`, '$shown = prompt', '"$shown"', '"$LASTEXITCODE"', 'prompt'],
        { first: ['function global:prompt { "$? $LASTEXITCODE> " }'] },
      );
      assert.equal(printed, 'False 3> \n3\nTrue 3> ');
    });

    it('may be wrapped by another prompt, and wrap that again', () => {
      answers(answer(change));
      const wrap = ['$global:old = $function:prompt', 'function global:prompt { "(venv) " + (& $global:old) }'];
      const printed = play(['rolecall other', ...wrap, 'prompt', '__rolecall_hook', 'prompt', 'prompt']);
      assert.equal(
        printed,
        '(venv) (Production) 42m mine> \n(Production) 42m (venv) mine> \n(Production) 42m (venv) mine> ',
      );
    });

    it('says when something else took the place of the role, and how long it lasts', () => {
      answers(answer(change));
      const until = (minutes: number) =>
        `$env:ROLECALL_RENEWABLE = ''; $env:ROLECALL_EXPIRES_EPOCH = '${Math.floor(inMinutes(minutes) / 1000)}'; prompt`;
      assert.equal(
        play([
          'rolecall other',
          "$env:AWS_PROFILE = 'dev'",
          'prompt',
          '$env:AWS_PROFILE = $null',
          ...[125, 9, 0, -5].map(until),
        ]),
        ['≠ not Production', '(Production) 2h05m', '(Production) 9m!', '(Production) <1m!', '(Production) expired']
          .map((text) => `${text} mine> `)
          .join('\n'),
      );
    });

    it('renews in silence, and draws a prompt whatever happens', () => {
      const four = applyChange(own, enterRole(exampleRole({ expiresAt: inMinutes(4) }), own));
      answers(answer(enterRole(exampleRole({ expiresAt: inMinutes(60) }), own)));
      assert.equal(play(['prompt'], { env: four }), '(Production) 1h00m mine> ');
      assert.deepEqual(calls(), [['--in-place', 'shell', '--renew']]);
      answers('', 1);
      const strict = ["$ErrorActionPreference = 'Stop'", '$PSNativeCommandUseErrorActionPreference = $true'];
      assert.equal(
        play([...strict, 'prompt', 'prompt'], { env: four }),
        '(Production) 4m! mine> \n(Production) 4m! mine> ',
      );
      assert.equal(calls().length, 1);
    });

    for (const name of ['$(throw 1)', '`n$env:PATH', '%n\\w', 'a"b\'c’d', '日本 👩‍👩‍👧', '{0}']) {
      it(`shows a profile called ${name} and runs nothing`, () => {
        answers(answer(enterRole({ ...role, displayName: name }, own)));
        assert.equal(play(['rolecall other', 'prompt']), `(${name}) 42m mine> `);
      });
    }

    it('reads an export back as it was, whatever it holds', () => {
      for (const text of hostileTexts.filter((each) => each !== '')) {
        const { session } = exampleRole();
        const hostile = { ...session, credentials: { ...session.credentials, secretAccessKey: text } };
        const print = `& '${process.execPath}' -p 'JSON.stringify(process.env.AWS_SECRET_ACCESS_KEY)'`;
        assert.equal(JSON.parse(play([exportText(hostile, 'powershell'), print])), text);
      }
    });
  });
}

describe('a subshell of PowerShell', {
  skip: (process.platform === 'win32' || !isThere('pwsh')) && 'no pwsh in a POSIX terminal here: NOT TESTED',
}, () => {
  it('is in the role after the person’s profile, with their prompt', async () => {
    const profile = "function prompt { 'mine> ' }; $env:AWS_PROFILE = 'mine'; Set-StrictMode -Version Latest";
    await using test = new ShellTest({ '.config/powershell/profile.ps1': profile });
    const handOver = test.handOver({ name: 'pwsh', kind: 'powershell' });
    const terminal = test.start(handOver);
    await terminal.until(({ lastLine }) => lastLine === ' Production  42m mine>');
    terminal.enter('"<$env:AWS_ACCESS_KEY_ID $env:AWS_PROFILE $(Test-Path Env:ROLECALL_ENTER)>"');
    await terminal.until('<ASIAROLE  False>');
    terminal.enter('exit 5');
    assert.equal(await terminal.exit, 5);
  });
});
