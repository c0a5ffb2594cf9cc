import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { makeDemoHome } from '../helpers/home.ts';
import { runProgram } from '../helpers/program.ts';
import { hasShell } from '../helpers/terminal-shells.ts';

const run = promisify(execFile);

/** A role, a live one over it, and the way back: on one line, as in a script, where no prompt comes in between. */
const line = 'rolecall ystataws; rolecall --live ystataws; rolecall prod-readonly; rolecall off';

const shells: readonly (readonly [kind: string, file: string, options: readonly string[], load: string])[] = [
  ['bash', 'bash', ['--norc', '-c'], 'source "$HOOK"'],
  ['zsh', 'zsh', ['-f', '-c'], 'source "$HOOK"'],
  ['fish', 'fish', ['--no-config', '-c'], 'source $HOOK'],
  ['powershell', 'pwsh', ['-NoProfile', '-Command'], 'Get-Content -Raw $Env:HOOK | Invoke-Expression'],
  ['nushell', 'nu', ['--no-config-file', '-c'], 'source HOOK'],
];

const posix = shells.slice(0, 2);
for (const [kind, file, options, load] of posix) {
  test(`in ${file} a switch in a pipe or in parentheses is told to hold there alone`, {
    skip: !hasShell(file) && `no ${file}: NOT TESTED`,
  }, async (context) => {
    const home = await makeDemoHome(context);
    const hook = join(home.directory, 'hook');
    await writeFile(hook, (await runProgram(['init', kind], home)).out);
    const env = { ...home.env, HOOK: hook };
    const typed = async (line: string) =>
      run(file, [...options, `${load}\n${line}\necho "[$ROLECALL_PROFILE]"`], { env });
    const told = /^rolecall: that holds in a subshell, .*; the shell itself stays as it was\.$/m;
    for (const line of [
      'rolecall ystataws | cat',
      '(rolecall ystataws; echo "in $ROLECALL_PROFILE")',
      'x=$(rolecall ystataws)',
    ]) {
      const { stdout, stderr } = await typed(line);
      assert.match(stderr, told, line);
      assert.match(stdout, line.startsWith('(') ? /^in ystataws\n\[\]\n$/ : /^\[\]\n$/, line);
    }
    for (const line of ['rolecall ystataws', 'rolecall ystataws > /dev/null', 'rolecall ystataws < /dev/null']) {
      const { stdout, stderr } = await typed(line);
      assert.doesNotMatch(stderr, told, line);
      assert.equal(stdout, '[ystataws]\n', line);
    }
    assert.doesNotMatch((await typed('rolecall list | cat')).stderr, told);
  });
}

for (const [kind, file, options, load] of shells) {
  test(`in ${file} a role comes, is changed and goes on one line, and nothing of it stays`, {
    skip: !hasShell(file) && `no ${file}: NOT TESTED`,
  }, async (context) => {
    const home = await makeDemoHome(context);
    const hook = join(home.directory, `hook.${kind === 'nushell' ? 'nu' : kind}`);
    const init = await runProgram(['init', kind], home);
    assert.equal(init.code, 0, init.err);
    await writeFile(hook, init.out);
    const env = { ...home.env, HOOK: hook, AWS_REGION: 'ap-southeast-2' };
    const print = `${kind === 'nushell' ? '^' : ''}env`;
    const { stdout } = await run(
      file,
      [...options, `${load.replace(/\bHOOK$/, kind === 'nushell' ? hook : 'HOOK')}\n${line}\n${print}`],
      { env },
    );
    const left = stdout.split('\n').filter((each) => /^(AWS_|ROLECALL_(?!INTEGRATION|PROGRAM))/.test(each));
    const before = Object.entries(env).flatMap(([name, value]) =>
      /^(AWS|ROLECALL)_/.test(name) ? [`${name}=${value}`] : [],
    );
    // A key of the embedded AWS, too, is for nobody's log.
    const shown = left.map((each) => each.replace(/^(AWS_\w*(?:KEY|TOKEN)\w*)=.*/, '$1'));
    assert.deepEqual(shown.sort(), before.sort());
  });
}
