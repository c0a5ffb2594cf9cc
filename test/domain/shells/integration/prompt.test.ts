import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, it, test } from 'node:test';
import { applyChange } from '../../../../source/domain/shells/environment.ts';
import { shells } from '../../../../source/domain/shells/registry.ts';
import { enterRole, forProcess } from '../../../../source/domain/shells/role.ts';
import { hasShell, shellEnvironment } from '../../../helpers/terminal-shells.ts';
import { exampleLive, exampleRole } from '../example.ts';
import {
  exporting,
  inMinutes,
  integration,
  languageOf,
  ShellTest,
  shellsOfTables,
  type TestShell,
  typeLine,
} from './fixture.ts';

/** Prompts of the person's own that are written anew before every prompt, and show how the last command ended. */
const restless: Record<TestShell['kind'], string> = {
  bash: 'starship_precmd() { local s=$?; PS1="star $s> "; return $s; }; PROMPT_COMMAND="starship_precmd;"',
  zsh: 'setopt prompt_subst; autoload -Uz add-zsh-hook vcs_info; star() { local s=$?; psvar=(); PROMPT="star $s%(?..!)> "; }; add-zsh-hook precmd star',
  fish: 'function fish_prompt; set -l s $status; set -l p (string join , $pipestatus); echo -n "star $s> "; end',
  nushell: `$env.config.show_banner = false; $env.PROMPT_COMMAND_RIGHT = ''; $env.PROMPT_INDICATOR = '> '
    $env.config.hooks.pre_prompt = [{|| $env.PROMPT_COMMAND = {|| $"star ($env.LAST_EXIT_CODE)" } }]`,
  powershell: 'function prompt { $s = if ($?) { 0 } else { $LASTEXITCODE }; "star $s> " }',
};

/** What decides whether a shell looks for code in its prompt. */
const substituting: Record<TestShell['kind'], readonly string[]> = {
  bash: ['shopt -s promptvars', 'shopt -u promptvars'],
  zsh: ['setopt prompt_subst', 'unsetopt prompt_subst'],
  fish: [''],
  nushell: [''],
  powershell: [''],
};

/** Names that some shell would run, or read as more than text. */
const names = [
  '$(touch x)',
  '`touch x`',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's, not ours
  '${HOME}',
  '%n\\w\\$',
  '%F{red}%89v',
  'a"b\'c',
  '!!',
  '日本 👩‍👩‍👧',
  '\\[x\\]',
];

for (const shell of shellsOfTables) {
  const { unsetting: unset, nothing } = languageOf(shell);
  describe(`the prompt of ${shell.name}`, { skip: !hasShell(shell.name) && `no ${shell.name} on this machine` }, () => {
    it('leaves a prompt that is written anew at every prompt, and its view of $?, alone', async () => {
      await using test = new ShellTest({ [shell.rc]: restless[shell.kind] });
      const terminal = test.start(test.handOver(shell));
      await terminal.until('star 0>');
      for (const code of [3, 0, 4]) {
        terminal.enter(`sh -c 'exit ${code}'`);
        await terminal.until(({ lastLine }) => new RegExp(`^ Production  42m star ${code}!?>$`).test(lastLine));
      }
    });

    for (const [minutes, text, colour] of [
      [125, ' Production  2h05m mine>', undefined],
      [9, ' Production  9m! mine>', 3],
      [0, ' Production  <1m! mine>', 3],
      [-5, ' Production  expired mine>', 1],
    ] as const) {
      it(`says ${text.trim().split(' ').at(-2)} with ${minutes} minutes left`, async () => {
        await using test = new ShellTest({ [shell.rc]: shell.ps1 });
        const role = { ...exampleRole({ expiresAt: inMinutes(minutes) }), confirm: true };
        const terminal = test.start(test.handOver(shell, role));
        await terminal.until('mine>');
        assert.equal(terminal.lastLine, text);
        const shown = text.trim().split(/\s+/)[1] ?? '';
        assert.equal(terminal.cells(shown)[0]?.foreground, colour);
      });
    }

    it('says so when something else took the place of the role', async () => {
      await using test = new ShellTest({ [shell.rc]: shell.ps1 });
      const terminal = test.start(test.handOver(shell));
      await terminal.until('mine>');
      terminal.enter(exporting(shell, 'AWS_PROFILE', 'dev'));
      await terminal.until(({ lastLine }) => lastLine === '≠ not Production mine>');
      terminal.enter(unset('AWS_PROFILE'));
      await terminal.until(({ lastLine }) => lastLine === ' Production  42m mine>');
      terminal.enter(exporting(shell, 'AWS_ACCESS_KEY_ID', 'AKIAOTHER'));
      await terminal.until(({ lastLine }) => lastLine === '≠ not Production mine>');
    });

    for (const [what, rc, isLive, shown] of [
      ['with the hook in its rc file knows whose it is', '', false, ' Production  42m mine>'],
      ['whose rc file chooses a profile says so', 'AWS_PROFILE', false, '≠ not Production mine>'],
      ['that is live has the profile of that, and no keys', '', true, ' Production  mine>'],
      ['that is live, whose rc file chooses a profile, says so', 'AWS_PROFILE', true, '≠ not Production mine>'],
      ['that is live, whose rc file sets keys, says so', 'AWS_ACCESS_KEY_ID', true, '≠ not Production mine>'],
    ] as const) {
      it(`in a window that was born in a role, and ${what}`, async () => {
        await using test = new ShellTest();
        const lines = [shell.ps1, ...(rc ? [exporting(shell, rc, 'mine')] : []), shells[shell.kind].hookText(test.at)];
        test.home.write(shell.rc, lines.join('\n'));
        const role = exampleRole({ expiresAt: inMinutes(42), ...(isLive && { live: exampleLive }) });
        const environment = { ...applyChange(test.before, forProcess(enterRole(role, {}))), ROLECALL_STYLE: '7' };
        const terminal = test.start({
          file: shell.name,
          argv: [shell.name, ...languageOf(shell).interactive],
          environment,
        });
        await terminal.until('mine>');
        assert.equal(terminal.lastLine, shown);
      });
    }

    it('says of a live role that it is one, until something takes its place', async () => {
      await using test = new ShellTest({ [shell.rc]: shell.ps1 });
      const terminal = test.start(test.handOver(shell, exampleRole({ live: exampleLive })));
      const isRole = ({ lastLine }: { lastLine: string }) => lastLine === ' Production  mine>';
      await terminal.until('mine>');
      assert.equal(terminal.lastLine, ' Production  mine>', 'from the first prompt');
      for (const [change, back] of [
        [exporting(shell, 'AWS_ACCESS_KEY_ID', 'AKIAOTHER'), unset('AWS_ACCESS_KEY_ID')],
        [exporting(shell, 'AWS_PROFILE', 'dev'), exporting(shell, 'AWS_PROFILE', exampleLive.profile)],
        [unset('AWS_PROFILE'), exporting(shell, 'AWS_PROFILE', exampleLive.profile)],
        // To every program, an empty key is none.
        [nothing, exporting(shell, 'AWS_ACCESS_KEY_ID', '')],
      ] as const) {
        terminal.enter(change);
        if (change !== nothing) await terminal.until(({ lastLine }) => lastLine === '≠ not Production mine>');
        await typeLine(terminal, shell, back);
        await terminal.until(isRole);
      }
    });

    it('says of a role that may only read that it is one', async () => {
      await using test = new ShellTest({ [shell.rc]: shell.ps1 }, { ROLECALL_DEPTH: '1' });
      const role = exampleRole({ expiresAt: inMinutes(42), readOnly: true });
      const terminal = test.start(test.handOver(shell, role));
      await terminal.until('mine>');
      assert.equal(terminal.lastLine, ' Production read-only ×2  42m mine>');
    });

    it('is left alone with ROLECALL_PROMPT=off', async () => {
      await using test = new ShellTest({ [shell.rc]: shell.ps1 }, { ROLECALL_PROMPT: 'off' });
      const terminal = test.start(test.handOver(shell));
      await terminal.until('mine>');
      assert.equal(terminal.lastLine, 'mine>');
      assert.equal(await terminal.sh('printenv AWS_ACCESS_KEY_ID'), 'ASIAROLE');
    });

    for (const [part, shown, plainly] of [
      ['name', ' Production  mine>', '(Production) mine>'],
      ['time', '42m mine>', '42m mine>'],
      ['drift', 'mine>', 'mine>'],
    ] as const) {
      for (const [colours, text] of [
        [{}, shown],
        [{ NO_COLOR: '1' }, plainly],
      ] as const) {
        it(`shows of the segment the ${part} with ROLECALL_PROMPT=${part}, and always that the role is gone: ${text}`, async () => {
          await using test = new ShellTest({ [shell.rc]: shell.ps1 }, { ...colours, ROLECALL_PROMPT: part });
          const terminal = test.start(test.handOver(shell));
          await terminal.until('mine>');
          assert.equal(terminal.lastLine, text);
          terminal.enter(exporting(shell, 'AWS_ACCESS_KEY_ID', 'AKIAOTHER'));
          await terminal.until(({ lastLine }) => lastLine === '≠ not Production mine>');
          terminal.enter(exporting(shell, 'AWS_ACCESS_KEY_ID', 'ASIAROLE'));
          await terminal.until(({ lastLine }) => lastLine === text);
        });
      }
    }

    it('shows nothing where the time alone is wanted of a role that has no end', async () => {
      await using test = new ShellTest({ [shell.rc]: shell.ps1 }, { ROLECALL_PROMPT: 'time' });
      const terminal = test.start(test.handOver(shell, exampleRole({ live: exampleLive })));
      await terminal.until('mine>');
      assert.equal(terminal.lastLine, 'mine>');
    });

    it('shows a name as text where there are no colours, and how deep we are', async () => {
      await using test = new ShellTest({ [shell.rc]: shell.ps1 }, { NO_COLOR: '1', ROLECALL_DEPTH: '1' });
      const terminal = test.start(test.handOver(shell));
      await terminal.until('mine>');
      assert.equal(terminal.lastLine, '(Production ×2) 42m mine>');
    });

    // PowerShell is played all of them by one start, in its own test.
    for (const name of shell.kind === 'powershell' ? ['$(touch x)'] : names) {
      for (const option of substituting[shell.kind]) {
        it(`shows a profile called ${name} and runs nothing${option && ` (${option})`}`, async () => {
          await using test = new ShellTest({ [shell.rc]: `${shell.ps1}\n${option}` });
          const { session, ...rest } = exampleRole({ expiresAt: inMinutes(42) });
          const role = { ...rest, displayName: name, session: { ...session, profile: name } };
          const terminal = test.start(test.handOver(shell, role));
          await terminal.until('mine>');
          assert.equal(terminal.lastLine, ` ${name}  42m mine>`);
          assert.equal(test.home.read('x'), '');
          assert.equal(await terminal.sh('test -e x && echo created'), '');
          assert.equal(await terminal.sh('printenv ROLECALL_PROFILE'), name);
        });
      }
    }

    it('shows nothing that a terminal would obey', async () => {
      await using test = new ShellTest({ [shell.rc]: shell.ps1 });
      const displayName = 'a\u001b[2Jb\u202ec\u0007\u009bd\ne';
      const terminal = test.start(test.handOver(shell, { ...exampleRole({ expiresAt: inMinutes(42) }), displayName }));
      await terminal.until('mine>');
      assert.equal(terminal.lastLine, ' a [2Jb�c d e  42m mine>');
    });

    it('starts no process', {
      skip: process.platform !== 'linux' && 'only Linux tells what children cost',
    }, async () => {
      await using test = new ShellTest({ [shell.rc]: shell.ps1 });
      const terminal = test.start(test.handOver(shell));
      await terminal.until('mine>');
      await typeLine(terminal, shell, nothing);
      const before = childFaults(terminal.pid);
      for (let prompt = 0; prompt < 20; prompt++) await typeLine(terminal, shell, nothing);
      assert.equal(childFaults(terminal.pid) - before, 0, 'page faults of children that have ended');
    });

    it('leaves nothing of itself to shells that have not loaded it, whatever the person exports', {
      skip: !['bash', 'zsh'].includes(shell.kind) && 'its prompt is a function, which nobody inherits',
    }, async () => {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's, not ours
      const history = 'history -a${PROMPT_COMMAND:+; $PROMPT_COMMAND}';
      const rc =
        shell.kind === 'bash'
          ? `export PS1='mine> '; export PROMPT_COMMAND="${history}"`
          : "setopt no_prompt_sp; export PS1='mine> ' PROMPT='mine> '";
      await using test = new ShellTest({ [shell.rc]: rc });
      const terminal = test.start(test.handOver(shell));
      await terminal.until(({ lastLine }) => lastLine === ' Production  42m mine>');
      // Read again, they are exported again.
      await terminal.run(`. ~/${shell.rc}`);
      await terminal.until(({ lastLine }) => lastLine === ' Production  42m mine>');
      assert.equal(await terminal.sh('env | grep -c -e __rolecall -e %89v'), '0');
      const before = terminal.output.length;
      for (const inner of [shell.name, 'sh']) {
        terminal.enter(`${inner} -i`);
        terminal.enter('echo here');
        await terminal.until(({ lines }) => lines.includes('here'));
        terminal.enter('exit; clear');
        await terminal.until(({ lastLine }) => lastLine === ' Production  42m mine>');
        assert.doesNotMatch(terminal.output.slice(before), /not found|\\\[|%89v/);
        terminal.enter('clear');
      }
    });

    it('leaves a prompt alone that the person has made readonly', async () => {
      const readonly = {
        bash: 'readonly PS1',
        zsh: 'readonly PROMPT',
        fish: 'set -g x',
        nushell: '',
        powershell: 'Set-Item Function:prompt $function:prompt -Options ReadOnly',
      }[shell.kind];
      await using test = new ShellTest({ [shell.rc]: `${shell.ps1}; ${readonly}` });
      const terminal = test.start(test.handOver(shell));
      await terminal.until('mine>');
      for (let prompt = 0; prompt < 3; prompt++) await terminal.sh('true');
      assert.doesNotMatch(terminal.text, /read-?only/);
      assert.equal(await terminal.sh('printenv AWS_ACCESS_KEY_ID'), 'ASIAROLE');
    });

    it('needs no program', async () => {
      await using test = new ShellTest({ [shell.rc]: shell.ps1 });
      const terminal = test.start(test.handOver(shell));
      await terminal.until('mine>');
      terminal.enter(exporting(shell, 'PATH', '/nonexistent'));
      await terminal.until(
        ({ lines }) => lines.filter((line) => line.startsWith(' Production  42m mine>')).length === 2,
      );
      assert.doesNotMatch(terminal.text, /not found|Unknown|No such/);
    });
  });
}

test('the prompt of fish passes its arguments on to the person’s own, as fish 4.1 calls it for the last drawing', {
  skip: !hasShell('fish') && 'no fish: NOT TESTED',
}, () => {
  const own = 'function fish_prompt; echo "own [$argv]> "; end';
  const hook = `set -g __rolecall_program /bin/true; source -- ${integration}/fish/rolecall.fish; __rolecall_hook`;
  const line = `${own}; ${hook}; fish_prompt --final-rendering`;
  const { stdout, stderr } = spawnSync('fish', ['--no-config', '-c', line], {
    encoding: 'utf8',
    env: shellEnvironment(),
  });
  assert.equal(stderr, '');
  assert.equal(stdout, 'own [--final-rendering]> \n');
});

/** Page faults of the children a process has waited for: not one ends without any, and nobody else's are counted. */
function childFaults(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[8]);
}
