import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answer, runPlainly } from '../../../../source/domain/shells/answer.ts';
import { applyChange } from '../../../../source/domain/shells/environment.ts';
import { shells } from '../../../../source/domain/shells/registry.ts';
import { enterRole, leaveRole } from '../../../../source/domain/shells/role.ts';
import { hasShell } from '../../../helpers/terminal-shells.ts';
import { exampleRole } from '../example.ts';
import { exporting, inMinutes, languageOf, ShellTest, shellsOfTables, typeLine } from './fixture.ts';

const other = (changes: Parameters<typeof exampleRole>[0] = {}) => {
  const { session, ...rest } = exampleRole({ expiresAt: inMinutes(55), displayName: 'Other', ...changes });
  const credentials = { ...session.credentials, accessKeyId: 'ASIAOTHER', secretAccessKey: 'other-secret' };
  return { ...rest, session: { ...session, profile: 'other', credentials } };
};
const inTheRole = ' Production  42m mine>';

for (const shell of shellsOfTables) {
  describe(`rolecall in a ${shell.name}`, { skip: !hasShell(shell.name) && `no ${shell.name} on this machine` }, () => {
    it('switches in place, and nothing of the first profile stays', async () => {
      await using test = new ShellTest({ [shell.rc]: shell.ps1 }, { AWS_CA_BUNDLE: '/own.pem' });
      const first = exampleRole({
        expiresAt: inMinutes(42),
        sdkVariables: { AWS_ENDPOINT_URL: 'http://first', AWS_CA_BUNDLE: '/first.pem' },
      });
      const handOver = test.handOver(shell, first);
      const terminal = test.start(handOver);
      await terminal.until(inTheRole);
      test.willChange(enterRole(other(), handOver.environment));
      terminal.enter('rolecall other --region eu-west-1');
      await terminal.until(({ lastLine }) => lastLine === ' Other  55m mine>');
      assert.deepEqual(test.calls, ['--in-place|subshell|other|--region|eu-west-1|']);
      assert.equal(
        await terminal.sh('env | grep -E "^AWS_(ENDPOINT_URL|CA_BUNDLE|ACCESS_KEY_ID)=" | sort'),
        'AWS_ACCESS_KEY_ID=ASIAOTHER\nAWS_CA_BUNDLE=/own.pem',
      );
      if (shell.kind !== 'powershell') assert.equal(await terminal.sh('printenv SHLVL; true'), '1');
    });

    for (const [what, text, code, given] of [
      ['that is cut off', answer(enterRole(other(), {})).slice(0, -1), 0, 1],
      ['of another version', answer(enterRole(other(), {})).replace('rolecall/1', 'rolecall/2'), 0, 1],
      ['of a program that failed', answer(enterRole(other(), {})), 3, 3],
      ['that is none', '', 0, 1],
      ['of a program that was cancelled', '', 130, 130],
    ] as const) {
      it(`takes nothing from an answer ${what}`, async () => {
        await using test = new ShellTest({ [shell.rc]: shell.ps1 });
        const terminal = test.start(test.handOver(shell));
        await terminal.until(inTheRole);
        test.willAnswer(text, code);
        terminal.enter(languageOf(shell).withCode('rolecall other'));
        await terminal.until(new RegExp(`^code ${given}$`, 'm'));
        assert.equal(await terminal.sh('printenv AWS_ACCESS_KEY_ID'), 'ASIAROLE');
        assert.doesNotMatch(terminal.output, /other-secret/);
      });
    }

    it('passes everything else to the program as it was typed, with its exit code', async () => {
      await using test = new ShellTest({ [shell.rc]: shell.ps1 });
      const terminal = test.start(test.handOver(shell));
      await terminal.until(inTheRole);
      test.willAnswer('', 5);
      terminal.enter(languageOf(shell).withCode(`rolecall exec 'a b' -- env ''`));
      await terminal.until(/^plainly: exec a b -- env\s*\ncode 5$/m);
      assert.deepEqual(test.calls, ['exec|a b|--|env||']);
    });

    it('runs plainly what the program says is none of the shell’s business', async () => {
      await using test = new ShellTest({ [shell.rc]: shell.ps1 });
      const terminal = test.start(test.handOver(shell));
      await terminal.until(inTheRole);
      test.willAnswer(runPlainly());
      terminal.enter('rolecall --region x list | cat');
      await terminal.until(/^plainly: --region x list$/m);
      assert.deepEqual(test.calls, ['--in-place|subshell|--region|x|list|', '--region|x|list|']);
    });

    it("tells the program, and no other, the person's own keys", async () => {
      await using test = new ShellTest(
        { [shell.rc]: shell.ps1 },
        { AWS_ACCESS_KEY_ID: 'AKIAOWN', AWS_SECRET_ACCESS_KEY: 'own-secret' },
      );
      const terminal = test.start(test.handOver(shell));
      await terminal.until(inTheRole);
      // As a shell that was switched in place: the answer has them.
      test.willChange(enterRole(exampleRole({ expiresAt: inMinutes(42) }), test.before));
      await typeLine(terminal, shell, 'rolecall prod');
      await typeLine(terminal, shell, 'rolecall list');
      assert.deepEqual(JSON.parse(test.home.read('fake/own')), {
        AWS_ACCESS_KEY_ID: 'AKIAOWN',
        AWS_SECRET_ACCESS_KEY: 'own-secret',
      });
      assert.equal(await terminal.sh('env | grep -c own-secret'), '0');
    });

    it("never has the person's own keys in a subshell, whose parent has them", async () => {
      const see = languageOf(shell).noting('seen');
      await using test = new ShellTest(
        { [shell.rc]: `${shell.ps1}\n${see}`, '.zshenv': see, '.config/fish/conf.d/first.fish': see },
        { AWS_ACCESS_KEY_ID: 'AKIAOWN', AWS_SECRET_ACCESS_KEY: 'own-secret' },
      );
      const terminal = test.start(test.handOver(shell));
      await terminal.until(inTheRole);
      await typeLine(terminal, shell, 'rolecall list');
      assert.equal(test.home.read('fake/own'), '', 'nor does a rolecall that it starts');
      assert.match(test.home.read('seen'), /ROLECALL_PROFILE/);
      assert.doesNotMatch(test.home.read('seen'), /own-secret|AKIAOWN/, 'nor a program of a start file');
      if (process.platform !== 'linux') return;
      assert.equal(await terminal.sh('tr "\\000" "\\012" < /proc/$PPID/environ | grep -cE "own-secret|AKIAOWN"'), '0');
    });

    it('shows no key when the shell traces what it does', {
      skip: languageOf(shell).trace === undefined && 'nushell has no trace',
    }, async () => {
      const { trace } = languageOf(shell);
      await using test = new ShellTest(
        { [shell.rc]: `${shell.ps1}\n${trace}` },
        { AWS_ACCESS_KEY_ID: 'AKIAOWN', AWS_SECRET_ACCESS_KEY: 'own-secret' },
      );
      const handOver = test.handOver(shell);
      const terminal = test.start(handOver);
      await terminal.until(inTheRole);
      test.willChange(enterRole(other(), handOver.environment));
      terminal.enter('rolecall other');
      await terminal.until(({ lastLine }) => lastLine.endsWith('Other  55m mine>'));
      terminal.enter('echo still tracing');
      await terminal.until(/[+>]( |.*> )echo.*still tracing/);
      assert.doesNotMatch(terminal.output, /secret|role-token|ASIA|AKIA/);
    });

    it('renews the keys in silence when they are about to end', async () => {
      await using test = new ShellTest({ [shell.rc]: shell.ps1 });
      const handOver = test.handOver(shell, exampleRole({ expiresAt: inMinutes(4) }));
      test.willChange(enterRole(exampleRole({ expiresAt: inMinutes(60) }), handOver.environment));
      const terminal = test.start(handOver);
      await terminal.until(' Production  1h00m mine>');
      assert.deepEqual(test.calls, ['--in-place|subshell|--renew|']);
    });

    for (const [why, role, answers] of [
      ['that asks for a confirmation', { confirm: true }, 0],
      ['that nothing was stored of', { requestId: undefined }, 0],
      ['whose renewal the program declines', {}, 1],
    ] as const) {
      it(`does not go on renewing a role ${why}`, async () => {
        await using test = new ShellTest({ [shell.rc]: shell.ps1 });
        test.willChange(undefined, { renew: false });
        const terminal = test.start(test.handOver(shell, exampleRole({ expiresAt: inMinutes(4), ...role })));
        await terminal.until(' Production  4m! mine>');
        await terminal.sh('true');
        assert.equal(test.calls.length, answers);
      });
    }

    it('is not asked again at once when a renewal failed', async () => {
      await using test = new ShellTest({ [shell.rc]: shell.ps1 });
      test.willAnswer('', 1);
      const terminal = test.start(test.handOver(shell, exampleRole({ expiresAt: inMinutes(4) })));
      await terminal.until(' Production  4m! mine>');
      await terminal.sh('true');
      await terminal.sh('true');
      assert.equal(test.calls.length, 1);
      assert.doesNotMatch(terminal.text, /not whole/);
    });

    it('does not renew over what took the place of the role', async () => {
      await using test = new ShellTest({ [shell.rc]: shell.ps1 });
      const handOver = test.handOver(shell, exampleRole({ expiresAt: inMinutes(6) }));
      const terminal = test.start(handOver);
      await terminal.until(' Production  6m! mine>');
      terminal.enter(
        `${exporting(shell, 'AWS_ACCESS_KEY_ID', 'AKIAMINE')}; ${exporting(shell, 'ROLECALL_EXPIRES_EPOCH', '1')}`,
      );
      await terminal.until(({ lastLine }) => lastLine === '≠ not Production mine>');
      assert.deepEqual(test.calls, []);
    });

    it('is there without a subshell, after init, and off again', async () => {
      await using test = new ShellTest(
        {},
        { AWS_PROFILE: 'mine', AWS_ACCESS_KEY_ID: 'AKIAOWN', AWS_SECRET_ACCESS_KEY: 'own-secret' },
      );
      test.home.write(shell.rc, `${shells[shell.kind].hookText(test.at)}\n${shell.ps1}`);
      const terminal = test.start({
        file: shell.name,
        argv: [shell.name, ...languageOf(shell).interactive],
        environment: test.before,
      });
      await terminal.until('mine>');
      assert.equal(terminal.lastLine, 'mine>');
      const change = enterRole(other(), test.before);
      test.willChange(change);
      terminal.enter('rolecall other');
      await terminal.until(({ lastLine }) => lastLine === ' Other  55m mine>');
      assert.deepEqual(test.calls, ['--in-place|shell|other|']);
      assert.equal(await terminal.sh('env | grep -c own-secret'), '0');
      test.willChange(leaveRole(applyChange(test.before, change)));
      terminal.enter('rolecall off');
      await terminal.until(({ lastLine }) => lastLine === 'mine>');
      assert.equal(
        await terminal.sh('env | grep -E "^(AWS_|ROLECALL)" | sort'),
        'AWS_ACCESS_KEY_ID=AKIAOWN\nAWS_PROFILE=mine\nAWS_SECRET_ACCESS_KEY=own-secret',
      );
    });
  });
}
