import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hasShell } from '../../../helpers/terminal-shells.ts';
import { exampleRole } from '../example.ts';
import { inMinutes, ShellTest, type TestShell, testShells } from './fixture.ts';

const only = (kind: TestShell['kind']) => testShells.filter((shell) => shell.kind === kind);
const skip = ({ name }: TestShell) => ({ skip: !hasShell(name) && `no ${name} on this machine` });

for (const shell of only('bash')) {
  describe(`the files of a person with ${shell.name}`, skip(shell), () => {
    it('are the login files where the person is in a login shell', async () => {
      await using test = new ShellTest({
        '.bash_profile': 'from_profile=yes; export AWS_PROFILE=mine; [[ -r ~/.bashrc ]] && . ~/.bashrc',
        '.profile': 'from_other=yes',
        '.bashrc': shell.ps1,
      });
      const terminal = test.start(test.handOver(shell, undefined, true));
      await terminal.until(' Production  42m mine>');
      assert.equal(await terminal.run('echo "$from_profile,$from_other,$AWS_PROFILE"'), 'yes,,');
    });

    it('are not the login files where they are not', async () => {
      await using test = new ShellTest({ '.bash_profile': 'from_profile=yes', '.bashrc': shell.ps1 });
      const terminal = test.start(test.handOver(shell));
      await terminal.until(' Production  42m mine>');
      assert.equal(await terminal.run('echo "<$from_profile>"'), '<>');
    });

    it('may be missing', async () => {
      await using test = new ShellTest();
      const terminal = test.start(test.handOver(shell));
      await terminal.until(' Production  42m ');
      assert.equal(await terminal.run('printenv AWS_ACCESS_KEY_ID'), 'ASIAROLE');
    });

    it('may declare, return, and be strict', async () => {
      await using test = new ShellTest({
        '.bashrc': `declare -a mine=(1 2)\n${shell.ps1}\nset -u\nset -a\nshopt -s extglob\nIFS=:\nreturn 3`,
      });
      const terminal = test.start(test.handOver(shell));
      await terminal.until(' Production  42m mine>');
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's, not ours
      assert.equal(await terminal.run('echo "${mine[1]}"; env | grep -c __rolecall_own'), '2\n0');
    });

    it('keep the history where it was', async () => {
      await using test = new ShellTest({ '.bashrc': shell.ps1, '.bash_history': 'echo remembered\n' });
      const terminal = test.start(test.handOver(shell));
      await terminal.until('mine>');
      assert.match(await terminal.run('history | head -1'), /echo remembered/);
      terminal.enter('exit');
      await terminal.exit;
      assert.match(test.home.read('.bash_history'), /history \| head/);
    });

    for (const [what, hook] of [
      ['a string', 'PROMPT_COMMAND=hook'],
      ['a string that ends in a semicolon', 'PROMPT_COMMAND="hook; "'],
      ['an array', 'PROMPT_COMMAND=(hook); PROMPT_COMMAND+=(true)'],
    ] as const) {
      it(`may use PROMPT_COMMAND as ${what}`, async () => {
        await using test = new ShellTest({ '.bashrc': `${shell.ps1}\nhook() { hooks=$((hooks + 1)); }\n${hook}` });
        const terminal = test.start(test.handOver(shell));
        await terminal.until(' Production  42m mine>');
        await terminal.run('true');
        assert.equal(await terminal.run('echo "$hooks"'), '2');
        assert.doesNotMatch(terminal.text, /error/);
      });
    }

    it('may set up a hook that writes the prompt after ours, later on', async () => {
      await using test = new ShellTest({ '.bashrc': shell.ps1 });
      const terminal = test.start(test.handOver(shell));
      await terminal.until(' Production  42m mine>');
      terminal.enter('PROMPT_COMMAND="$PROMPT_COMMAND; PS1=\\"new \\$?> \\""; (exit 3)');
      await terminal.until(({ lastLine }) => lastLine === 'new 3>');
      terminal.enter('(exit 4)');
      await terminal.until(({ lastLine }) => lastLine === ' Production  42m new 4>');
    });
  });
}

for (const shell of only('zsh')) {
  describe('the files of a person with zsh', skip(shell), () => {
    it('are all read, from where they are, and see what they always saw', async () => {
      const note = (name: string) => `order+=(${name} "$ZDOTDIR")\n`;
      await using test = new ShellTest({
        '.zshenv': note('env'),
        '.zprofile': note('profile'),
        '.zshrc': `${note('rc')}${shell.ps1}; HISTFILE=\${ZDOTDIR:-$HOME}/.zsh_history`,
        '.zlogin': note('login'),
      });
      const terminal = test.start(test.handOver(shell, undefined, true));
      await terminal.until(' Production  42m mine>');
      assert.equal(
        await terminal.run('echo $order "<$ZDOTDIR>"; [[ -o login ]] && echo login'),
        'env profile rc login <>\nlogin',
      );
      assert.equal(await terminal.run('echo $HISTFILE'), `${test.home.path}/.zsh_history`);
    });

    it('may be in a ZDOTDIR of their own', async () => {
      await using test = new ShellTest({ 'my files/.zshrc': `${shell.ps1}; mine=yes`, 'my files/.zshenv': 'env=yes' });
      test.before.ZDOTDIR = test.home.file('my files');
      const terminal = test.start(test.handOver(shell));
      await terminal.until(' Production  42m mine>');
      assert.equal(
        await terminal.run('echo $mine $env $ZDOTDIR; env | grep -c ROLECALL_ZDOTDIR'),
        `yes yes ${test.home.file('my files')}\n0`,
      );
    });

    it('may move ZDOTDIR in .zshenv', async () => {
      await using test = new ShellTest({ '.zshenv': 'ZDOTDIR=$HOME/config', 'config/.zshrc': shell.ps1 });
      const terminal = test.start(test.handOver(shell));
      await terminal.until(' Production  42m mine>');
    });

    it('may set options that change the language', async () => {
      const options =
        'setopt ksh_arrays sh_word_split no_unset all_export glob_subst no_equals; alias -g export=false; alias unset=false';
      await using test = new ShellTest({ '.zshrc': `${shell.ps1}; ${options}` });
      const terminal = test.start(test.handOver(shell));
      await terminal.until(' Production  42m mine>');
      assert.equal(await terminal.run('printenv AWS_ACCESS_KEY_ID; env | grep -c __rolecall_own'), 'ASIAROLE\n0');
    });
  });
}

for (const shell of only('fish')) {
  describe('the files of a person with fish', skip(shell), () => {
    it('are the login ones where the person is in a login shell', async () => {
      await using test = new ShellTest({ [shell.rc]: `${shell.ps1}; status is-login; and set -g mine yes` });
      const terminal = test.start(test.handOver(shell, undefined, true));
      await terminal.until(' Production  42m mine>');
      assert.equal(await terminal.run('echo $mine'), 'yes');
    });

    it('may define another prompt at any time', async () => {
      await using test = new ShellTest({ [shell.rc]: shell.ps1 });
      const terminal = test.start(test.handOver(shell));
      await terminal.until(' Production  42m mine>');
      terminal.enter('function fish_prompt; echo first; echo -n "new> "; end');
      await terminal.until(
        ({ lines }) => lines.at(-2) === ' Production  42m first' && lines.at(-1)?.trimEnd() === 'new>',
      );
    });

    it('may hold universal variables: those are the person’s, are named, and make the prompt say so', async () => {
      await using test = new ShellTest({
        [shell.rc]: `${shell.ps1}; set -Ux AWS_PROFILE mine; set -Ux AWS_REGION us-east-1`,
      });
      const terminal = test.start(test.handOver(shell, exampleRole({ expiresAt: inMinutes(42) })));
      await terminal.until(({ lastLine }) => lastLine === '≠ not Production mine>');
      assert.match(
        terminal.text,
        /AWS_PROFILE is a universal variable and so still set\. Remove it for good with: set -eU AWS_PROFILE/,
      );
      assert.equal(await terminal.run('printenv AWS_REGION'), 'eu-west-1');
      terminal.enter('set -eU AWS_PROFILE');
      await terminal.until(({ lastLine }) => lastLine === ' Production  42m mine>');
    });
  });
}
