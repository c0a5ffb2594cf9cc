import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Terminal } from '../../../helpers/terminal.ts';
import { hasShell, whereIs } from '../../../helpers/terminal-shells.ts';
import { exampleLive, exampleRole } from '../example.ts';
import { inMinutes, ShellTest, type TestShell, testShells, typeLine } from './fixture.ts';

/** What else people have in their prompts, the real thing where this machine has it. */
const shellNamed = (name: TestShell['name']) => {
  const shell = testShells.find((each) => each.name === name);
  assert.ok(shell);
  return shell;
};
const missing = (...files: readonly string[]) => {
  const gone = files.filter((file) => !(file.startsWith('/') ? existsSync(file) : hasShell(file)));
  return gone.length > 0 && `no ${gone.join(', no ')} on this machine`;
};
const segment = ' Production  42m ';

/** Why a virtualenv is not played with a shell here. */
const venvElsewhere: Readonly<Record<string, string>> = {
  nushell: 'python3 -m venv makes none for nushell',
  powershell: 'its virtualenv is played in terminal.test.ts',
};

for (const shell of testShells) {
  it(`${shell.name}: a virtualenv comes and goes`, {
    skip: missing(shell.name, 'python3') || venvElsewhere[shell.kind as string],
  }, async () => {
    await using test = new ShellTest({ [shell.rc]: shell.ps1 });
    execFileSync(whereIs('python3') ?? '', ['-m', 'venv', '--without-pip', test.home.file('venv')]);
    const activate = shell.kind === 'fish' ? '. venv/bin/activate.fish' : '. venv/bin/activate';
    const terminal = test.start(test.handOver(shell));
    await terminal.until(`${segment}mine>`);
    for (let time = 0; time < 2; time += 1) {
      terminal.enter(activate);
      await terminal.until(({ lastLine }) => lastLine === `${segment}(venv) mine>`);
      await terminal.run('true');
      await terminal.until(({ lastLine }) => lastLine === `${segment}(venv) mine>`);
      terminal.enter('deactivate');
      await terminal.until(({ lastLine }) => lastLine === `${segment}mine>`);
    }
    assert.doesNotMatch(terminal.text, /limit|Unknown|not found/);
  });

  it(`${shell.name}: direnv, whose profile makes the prompt say so`, {
    skip: missing(shell.name, 'direnv') || (shell.kind === 'powershell' && 'direnv has no hook for PowerShell here'),
  }, async () => {
    const hook = {
      ...{ bash: 'eval "$(direnv hook bash)"', zsh: 'eval "$(direnv hook zsh)"', fish: 'direnv hook fish | source' },
      nushell:
        '$env.config.hooks.pre_prompt = [{|| direnv export json e> /dev/null | from json | default {} | load-env }]',
      powershell: 'Invoke-Expression "$(direnv hook pwsh)"',
    }[shell.kind];
    await using test = new ShellTest({
      [shell.rc]: `${shell.ps1}\n${hook}`,
      'project/.envrc': 'export AWS_PROFILE=dev',
    });
    const terminal = test.start(test.handOver(shell));
    await terminal.until(`${segment}mine>`);
    await typeLine(terminal, shell, 'direnv allow project');
    terminal.enter('cd project');
    await terminal.until(({ lastLine }) => lastLine === '≠ not Production mine>');
    terminal.enter('cd ..');
    await terminal.until(({ lastLine }) => lastLine === `${segment}mine>`);
  });
}

for (const [name, what, file] of [
  ['bash', 'liquidprompt', '/usr/share/liquidprompt/liquidprompt'],
  ['zsh', 'liquidprompt', '/usr/share/liquidprompt/liquidprompt'],
  ['zsh', 'powerlevel9k', '/usr/share/powerlevel9k/powerlevel9k.zsh-theme'],
  ['bash', 'powerline', '/usr/share/powerline/bindings/bash/powerline.sh'],
] as const) {
  it(`${name}: ${what} keeps its prompt, from the first one on`, { skip: missing(name, file) }, async () => {
    const shell = shellNamed(name);
    await using test = new ShellTest({ [shell.rc]: `source ${file}` });
    const terminal = test.start(test.handOver(shell));
    await terminal.until(/\S/);
    await terminal.until(({ lines }) => lines[0]?.startsWith(segment) === true);
    await terminal.run('true');
    await terminal.until(({ lastLine }) => lastLine.startsWith(segment) && lastLine.length > segment.length + 3);
  });
}

describe('bash', { skip: missing('bash') }, () => {
  // What bash-preexec does, and so iTerm2, Ghostty, WezTerm, Atuin: the trap believes that what comes after the last
  // command of its own is the person's.
  const preexec = `
__bp_interactive_mode() { interactive=on; }
__bp_precmd_invoke_cmd() { interactive=; }
seen() { [[ -n $interactive && $BASH_COMMAND != __bp_* ]] || return 0; interactive=; [[ $BASH_COMMAND == __rolecall_* ]] || echo "before: $BASH_COMMAND"; }
trap seen DEBUG`;

  for (const [how, command] of [
    ['a string', "PROMPT_COMMAND=$'__bp_precmd_invoke_cmd\\n__bp_interactive_mode'"],
    ['an array', 'PROMPT_COMMAND=(__bp_precmd_invoke_cmd __bp_interactive_mode)'],
  ]) {
    it(`goes on telling bash-preexec which command is the person’s, with PROMPT_COMMAND as ${how}`, async () => {
      const shell = shellNamed('bash');
      await using test = new ShellTest({ [shell.rc]: `${shell.ps1}\n${preexec}\n${command}` });
      const terminal = test.start(test.handOver(shell));
      await terminal.until(`${segment}mine>`);
      terminal.enter('echo mine');
      await terminal.until(/^before: echo mine\nmine$/m);
      await terminal.until(({ lastLine }) => lastLine === `${segment}mine>`);
    });
  }

  it('stays where a function that took over PROMPT_COMMAND has put it', async () => {
    const shell = shellNamed('bash');
    await using test = new ShellTest({ [shell.rc]: shell.ps1 });
    const terminal = test.start(test.handOver(shell));
    await terminal.until(`${segment}mine>`);
    await terminal.run('taken=$PROMPT_COMMAND; all() { eval "$taken"; }; PROMPT_COMMAND=all');
    assert.equal(await terminal.run('echo $PROMPT_COMMAND'), 'all');
    await terminal.until(({ lastLine }) => lastLine === `${segment}mine>`);
  });

  it('shows the name alone where PROMPT_COMMAND must not be changed', async () => {
    const shell = shellNamed('bash');
    await using test = new ShellTest({ [shell.rc]: `${shell.ps1}; readonly PROMPT_COMMAND='hooks=$((hooks + 1))'` });
    const terminal = test.start(test.handOver(shell));
    await terminal.until(({ lastLine }) => lastLine === ' Production  ? mine>');
    assert.equal(await terminal.run('echo $hooks; printenv AWS_ACCESS_KEY_ID'), '1\nASIAROLE');
    assert.doesNotMatch(terminal.text, /readonly variable/);
  });

  it('has its prompt back with the next rolecall, when the rc file was read again', async () => {
    const shell = shellNamed('bash');
    await using test = new ShellTest({ [shell.rc]: `${shell.ps1}; PROMPT_COMMAND=true` });
    const terminal = test.start(test.handOver(shell));
    await terminal.until(`${segment}mine>`);
    terminal.enter('. ~/.bashrc');
    await terminal.until(({ lastLine }) => lastLine === 'mine>');
    test.willChange();
    terminal.enter('rolecall -');
    await terminal.until(({ lastLine }) => lastLine === `${segment}mine>`);
  });

  for (const options of ['set -eu', 'set -o vi', 'set -o posix', 'set -T; trap : DEBUG', 'PS1="one\\ntwo\\n$PS1"']) {
    it(`may have ${options}`, async () => {
      const shell = shellNamed('bash');
      await using test = new ShellTest({ [shell.rc]: `${shell.ps1}; ${options}` });
      const terminal = test.start(test.handOver(shell));
      await terminal.until(segment);
      await terminal.until('mine>');
      assert.equal(await terminal.run('printenv AWS_ACCESS_KEY_ID'), 'ASIAROLE');
      assert.equal(await terminal.run('rolecall list'), 'plainly: list');
    });
  }
});

describe('zsh', { skip: missing('zsh') }, () => {
  const shell = shellNamed('zsh');

  it('arrives in the role even where the rc file sets the whole list of precmd_functions', async () => {
    await using test = new ShellTest({
      [shell.rc]: `${shell.ps1}; mine() { hooks=$((hooks + 1)) }; precmd_functions=(mine); export AWS_PROFILE=mine`,
    });
    const terminal = test.start(test.handOver(shell));
    await terminal.until(({ lastLine }) => lastLine === `${segment}mine>`);
    assert.equal(await terminal.run('echo $hooks; printenv AWS_PROFILE; sched'), '1');
    await terminal.until(({ lastLine }) => lastLine === `${segment}mine>`);
  });

  it('does not lie when that list is set anew later', async () => {
    await using test = new ShellTest({ [shell.rc]: shell.ps1 });
    const terminal = test.start(test.handOver(shell));
    await terminal.until(`${segment}mine>`);
    terminal.enter('precmd_functions=(true); export AWS_PROFILE=other');
    await terminal.until(({ lastLine }) => lastLine === '≠ not Production mine>');
  });

  it('has the segment in its very first prompt, whoever else writes that', async () => {
    await using test = new ShellTest({
      [shell.rc]: 'star() { PROMPT="star> " }; precmd_functions+=(star); zshexit() { echo bye }',
    });
    const terminal = test.start(test.handOver(shell));
    await terminal.until('star>');
    assert.equal(terminal.lastLine, `${segment}star>`);
  });

  for (const options of [
    'setopt nounset err_exit',
    'setopt err_return',
    'bindkey -v',
    "PROMPT=$'one\\ntwo\\n'$PROMPT",
    'setopt transient_rprompt; RPROMPT=right',
  ]) {
    it(`may have ${options}`, async () => {
      await using test = new ShellTest({ [shell.rc]: `unsetopt prompt_sp\n${shell.ps1}\n${options}` });
      const terminal = test.start(test.handOver(shell));
      await terminal.until(segment);
      await terminal.until('mine>');
      assert.equal(await terminal.run('printenv AWS_ACCESS_KEY_ID'), 'ASIAROLE');
      assert.equal(await terminal.run('rolecall list'), 'plainly: list');
    });
  }
});

describe('fish', { skip: missing('fish') }, () => {
  const shell = shellNamed('fish');

  it('has a right prompt, the mode of vi and a transient prompt beside the segment', async () => {
    const rc = [
      shell.ps1,
      'function fish_right_prompt; echo right; end',
      'fish_vi_key_bindings',
      'function brief; commandline -f repaint execute; end',
      'bind -M insert \\r brief',
    ].join('\n');
    await using test = new ShellTest({ [shell.rc]: rc });
    const terminal = test.start(test.handOver(shell));
    await terminal.until(/\[I\] {2}Production {2}42m mine> +right/);
    assert.equal(await terminal.run('printenv AWS_ACCESS_KEY_ID'), 'ASIAROLE');
    await terminal.until(({ lastLine }) => /^\[I\] {2}Production {2}42m mine> +right$/.test(lastLine));
  });
});

describe('frameworks of zsh', { skip: missing('zsh') }, () => {
  const shell = shellNamed('zsh');
  const root = join(import.meta.dirname, '../../../..');
  const recipe = /^```zsh\n([\s\S]*?)^```$/m.exec(readFileSync(join(root, 'docs/shells.md'), 'utf8'))?.[1] ?? '';
  const set = 'unsetopt prompt_sp; SPACESHIP_PROMPT_ORDER=(dir aws char)';

  /** In the role with the real framework: what its prompt is like without the role, and what the person's rc file adds. */
  async function start(test: ShellTest, what: 'pure' | 'spaceship', role: Parameters<typeof exampleRole>[0], rc = '') {
    // A copy: spaceship compiles its files where they lie.
    cpSync(join(root, 'node_modules', `${what}-prompt`), test.home.file('framework'), { recursive: true });
    test.home.write(shell.rc, `${set}\nfpath+=(~/framework); source ~/framework/${what}.zsh\n${rc}\n`);
    return test.start(test.handOver(shell, exampleRole({ expiresAt: inMinutes(42), ...role })));
  }
  /** The lines of the prompt that waits, without the user and the host that pure shows to root. */
  const waiting = ({ lines }: Terminal) =>
    lines
      .slice(lines.findLastIndex((line) => line.includes('~')) - 1)
      .map((line) => line.replace(/\S+@\S+ /, '').trimEnd())
      .filter((line) => line !== '');
  const shows =
    (...expected: readonly string[]) =>
    (terminal: Terminal) =>
      waiting(terminal).join('\n') === expected.join('\n');

  it('pure keeps its prompt, behind the segment', async () => {
    await using test = new ShellTest();
    const terminal = await start(test, 'pure', {});
    await terminal.until(shows(`${segment}~`, '❯'));
    await terminal.run('clear');
    await terminal.until(shows(`${segment}~`, '❯'));
  });

  it('spaceship keeps its prompt behind the segment, also when a job of its own has it drawn anew', async () => {
    await using test = new ShellTest();
    const late = 'spaceship_late() { spaceship::section late }; SPACESHIP_LATE_ASYNC=true; spaceship add late';
    const terminal = await start(test, 'spaceship', {}, late);
    await terminal.until(shows(segment.trimEnd(), '~ ➜ late'));
  });

  it('spaceship shows the name in AWS_VAULT, and the segment the time alone', async () => {
    await using test = new ShellTest();
    const terminal = await start(test, 'spaceship', { prompt: 'time', alsoSet: ['AWS_VAULT'] });
    await terminal.until(shows('42m', '~ using ☁️ Production ➜'));
    terminal.enter('export AWS_ACCESS_KEY_ID=AKIAOTHER; clear');
    await terminal.until(shows('≠ not Production', '~ using ☁️ Production ➜'));
  });

  for (const displayName of ['Production', 'a%n $(touch x) `touch x` %']) {
    for (const prompt of [false, 'drift'] as const) {
      it(`shows ${displayName} and the time by the recipe of docs/shells.md, and no segment (prompt: ${prompt})`, async () => {
        for (const [what, expected] of [
          ['pure', [`${displayName} 42m ~`, '❯']],
          ['spaceship', [`~ ${displayName} 42m ➜`]],
        ] as const) {
          await using test = new ShellTest();
          const terminal = await start(test, what, { prompt, displayName }, recipe);
          await terminal.until(shows(...expected));
          assert.equal(await terminal.run('test -e x && echo created; true'), '');
          await terminal.run('export AWS_ACCESS_KEY_ID=AKIAOTHER');
          await terminal.until(prompt === 'drift' ? `≠ not ${displayName}` : shows(...expected));
        }
      });
    }
  }

  it('shows by the recipe the name alone of a role that has no end, and nothing outside a role', async () => {
    for (const [what, inside, outside] of [
      ['pure', ['Production ~', '❯'], ['~', '❯']],
      ['spaceship', ['~ Production ➜'], ['~ ➜']],
    ] as const) {
      await using test = new ShellTest();
      const terminal = await start(test, what, { prompt: 'drift', live: exampleLive }, recipe);
      await terminal.until(shows(...inside));
      terminal.enter('unset ROLECALL_PROFILE ROLECALL_DISPLAY_NAME; clear');
      await terminal.until(shows(...outside));
    }
  });
});
