import assert from 'node:assert/strict';
import { delimiter } from 'node:path';
import { describe, it } from 'node:test';
import { shells } from '../../../../source/domain/shells/registry.ts';
import { hasShell } from '../../../helpers/terminal-shells.ts';
import { exampleRole } from '../example.ts';
import { exporting, inMinutes, ShellTest, testShells } from './fixture.ts';

/** Of the developer's own: npm puts the folder of the checkout there, which may be called anything, `rolecall` too. */
const pathOutside = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((directory) => !/rolecall/i.test(directory))
  .join(delimiter);

for (const shell of testShells) {
  describe(`a ${shell.name} in the role`, { skip: !hasShell(shell.name) && `no ${shell.name} on this machine` }, () => {
    it("shows the role in its colour, and how long it lasts, before the person's own prompt", async () => {
      await using test = new ShellTest({ [shell.rc]: shell.ps1 });
      const terminal = test.start(test.handOver(shell));
      await terminal.until('mine> ');
      assert.equal(terminal.lastLine, ' Production  42m mine>');
      const [cell] = terminal.cells('Production');
      assert.equal(cell?.background, '#b7ca9d');
      assert.equal(cell?.foreground, '#000000');
      assert.equal(terminal.cells('mine>')[0]?.background, undefined);
    });

    it("puts the role in force after the person's own files", async () => {
      const rivals = [
        shell.ps1,
        exporting(shell, 'AWS_PROFILE', 'mine'),
        exporting(shell, 'AWS_REGION', 'us-east-1'),
        exporting(shell, 'AWS_ACCESS_KEY_ID', 'AKIAOLD'),
        exporting(shell, 'AWS_SECURITY_TOKEN', 'old'),
        exporting(shell, 'MINE', 'stays'),
      ];
      await using test = new ShellTest({ [shell.rc]: rivals.join('\n') });
      const terminal = test.start(test.handOver(shell));
      await terminal.until('mine> ');
      assert.equal(
        await terminal.sh('env | grep -E "^(AWS_(PROFILE|REGION|ACCESS_KEY_ID|SECURITY_TOKEN)|MINE)=" | sort'),
        'AWS_ACCESS_KEY_ID=ASIAROLE\nAWS_REGION=eu-west-1\nMINE=stays',
      );
    });

    it("lets the person's own files ask rolecall for its completion and its hook", {
      skip:
        ['fish', 'nushell', 'powershell'].includes(shell.kind) &&
        'ours is read after theirs there: it is the program in PATH they ask',
    }, async () => {
      const asks = `asked=$(rolecall completion ${shell.kind}); eval "$(rolecall init ${shell.kind})"`;
      await using test = new ShellTest({});
      test.home.write('fake/init', shells[shell.kind].hookText(test.at));
      test.home.write(shell.rc, `${shell.ps1}\n${asks}`);
      const terminal = test.start(test.handOver(shell));
      await terminal.until(' Production  42m mine>');
      assert.equal(await terminal.run('echo $asked'), `plainly: completion ${shell.kind}`);
      assert.doesNotMatch(terminal.text, /not found/);
      assert.deepEqual(test.calls, [`completion|${shell.kind}|`, `init|${shell.kind}|`]);
    });

    it('leaves nothing of its own in the environment of a command', async () => {
      await using test = new ShellTest(
        { [shell.rc]: shell.ps1 },
        { AWS_SECRET_ACCESS_KEY: 'own-secret', AWS_ACCESS_KEY_ID: 'AKIAOWN', PATH: pathOutside },
      );
      const terminal = test.start(test.handOver(shell));
      await terminal.until('mine> ');
      const names = await terminal.sh('env | grep -iE "rolecall|own-secret|ZDOTDIR" | cut -d= -f1 | sort | xargs');
      assert.equal(
        names,
        'ROLECALL_ACCOUNT_ID ROLECALL_COLOR ROLECALL_DEPTH ROLECALL_DISPLAY_NAME ROLECALL_EXPIRES_EPOCH ROLECALL_KEY_ID ROLECALL_OUTSIDE ROLECALL_PREVIOUS ROLECALL_PROFILE ROLECALL_REGION ROLECALL_RENEWABLE ROLECALL_ROLE_ARN ROLECALL_SESSION ROLECALL_STYLE',
      );
    });

    it('ends with the exit code the person gives', async () => {
      await using test = new ShellTest({ [shell.rc]: shell.ps1 });
      const terminal = test.start(test.handOver(shell, exampleRole({ expiresAt: inMinutes(42) })));
      await terminal.until('mine> ');
      terminal.enter('exit 7');
      assert.equal(await terminal.exit, 7);
    });
  });
}
