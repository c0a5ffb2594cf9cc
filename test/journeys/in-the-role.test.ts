import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type ShellKind, shells } from '../../source/domain/shells/registry.ts';
import { makeDemoHome } from '../helpers/home.ts';
import { programLine } from '../helpers/program.ts';
import { Terminal } from '../helpers/terminal.ts';
import { isOfThisRun, whereIs } from '../helpers/terminal-shells.ts';

type ShellUnderTest = {
  /** What its program is called. */
  readonly name: string;
  readonly kind: ShellKind;
  readonly rc: string;
  /** A prompt of the person's own, and a file that fights for the environment. */
  readonly rcText: string;
  readonly args: readonly string[];
  /** The lines that have the shell print what it runs, where it can. */
  readonly trace?: readonly [on: string, off: string];
};

const testShells: readonly ShellUnderTest[] = [
  {
    name: 'bash',
    kind: 'bash',
    rc: '.bashrc',
    rcText: "PS1='mine> '\nexport AWS_PROFILE=mary AWS_DEFAULT_REGION=ap-south-1\n",
    args: ['-i'],
    trace: ['set -x', 'set +x'],
  },
  {
    name: 'zsh',
    kind: 'zsh',
    rc: '.zshrc',
    rcText:
      "PROMPT='mine> '\nunsetopt zle_bracketed_paste prompt_sp\nexport AWS_PROFILE=mary AWS_DEFAULT_REGION=ap-south-1\n",
    args: ['-i'],
    trace: ['set -x', 'set +x'],
  },
  {
    name: 'fish',
    kind: 'fish',
    rc: '.config/fish/config.fish',
    rcText:
      "function fish_greeting; end\nfunction fish_prompt; echo -n 'mine> '; end\nset -gx AWS_PROFILE mary\nset -gx AWS_DEFAULT_REGION ap-south-1\n",
    args: ['-i'],
    trace: ['set -g fish_trace 1', 'set -e fish_trace'],
  },
  {
    name: 'pwsh',
    kind: 'powershell',
    rc: '.config/powershell/profile.ps1',
    rcText:
      "function prompt { 'mine> ' }\n$env:AWS_PROFILE = 'mary'; $env:AWS_DEFAULT_REGION = 'ap-south-1'\nSet-StrictMode -Version Latest\n",
    args: ['-NoLogo'],
    trace: ['Set-PSDebug -Trace 2', 'Set-PSDebug -Off'],
  },
  {
    name: 'nu',
    kind: 'nushell',
    rc: '.config/nushell/config.nu',
    rcText:
      "$env.config.show_banner = false\n$env.PROMPT_COMMAND = {|| 'mine' }\n$env.PROMPT_COMMAND_RIGHT = ''\n$env.PROMPT_INDICATOR = '> '\n$env.AWS_PROFILE = 'mary'\n$env.AWS_DEFAULT_REGION = 'ap-south-1'\n",
    args: [],
  },
];

/** A person in their own shell, with their own rc file, in mary's home. */
async function sitDown(
  context: TestContext,
  shell: ShellUnderTest,
  { init = false, behind = (): number => 0, env = {} as Readonly<Record<string, string>> } = {},
) {
  const file = whereIs(shell.name) ?? '';
  const home = await makeDemoHome(context, { now: () => Date.now() - behind() });
  const bin = join(home.directory, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'rolecall'), `#!/bin/sh\nexec ${programLine} "$@"\n`, { mode: 0o755 });
  const hook = shells[shell.kind].hookLine;
  const rc = join(home.directory, shell.rc);
  await mkdir(dirname(rc), { recursive: true });
  await writeFile(rc, `${shell.rcText}${init ? hook : ''}\n`);
  await appendFile(home.config, '\n[services elsewhere]\ns3 =\n  endpoint_url = http://127.0.0.1:9\n');
  const config = await readFile(home.config, 'utf8');
  await writeFile(home.config, config.replace('[profile audit]\n', '[profile audit]\nservices = elsewhere\n'));
  const terminal = new Terminal({
    file,
    args: shell.args,
    cwd: home.directory,
    env: {
      ...home.env,
      ...env,
      PATH: `${bin}:${home.env.PATH}`,
      SHELL: file,
      XDG_CONFIG_HOME: join(home.directory, '.config'),
    },
    columns: 120,
    rows: 40,
  });
  context.after(() => terminal[Symbol.asyncDispose]());
  await terminal.until('mine>');
  const sh = (line: string) => terminal.sh(line);
  const keyId = async () => /AWS_ACCESS_KEY_ID=(\w+)/.exec(await sh('env | grep ^AWS_ACCESS'))?.[1] ?? '';
  return { home, terminal, sh, keyId };
}

const atPrompt =
  (name: string) =>
  ({ lastLine }: Terminal) =>
    lastLine.trimEnd().endsWith('mine>') && lastLine.includes(name);

for (const shell of testShells.filter(isOfThisRun)) {
  const skip = whereIs(shell.name) === undefined && `no ${shell.name} on this machine: NOT TESTED`;

  test(`${shell.name}: a subshell, in place to another role and back, refreshed, and out`, {
    skip,
  }, async (context) => {
    const { home, terminal, sh, keyId } = await sitDown(context, shell);
    terminal.enter('rolecall ystataws');
    await terminal.until(atPrompt('ystataws @ account-b'));
    assert.match(terminal.lastLine, / ystataws @ account-b {2}(1h00m|59m) mine>/);
    assert.equal(terminal.cells(' ystataws @ account-b ').at(3)?.background, '#f2b0a9');
    assert.equal(await sh('printenv AWS_REGION AWS_DEFAULT_REGION'), 'us-east-1\nus-east-1', 'the rc file lost');
    assert.equal(await sh('printenv AWS_PROFILE'), '');

    terminal.enter('rolecall audit');
    await terminal.until(atPrompt(' Audit '));
    assert.equal(
      await sh('printenv ROLECALL_DEPTH ROLECALL_ACCOUNT_ID AWS_ENDPOINT_URL_S3'),
      '1\n777788889999\nhttp://127.0.0.1:9',
    );
    terminal.enter('rolecall -');
    await terminal.until(atPrompt('ystataws @ account-b'));
    assert.equal(await sh('printenv AWS_ENDPOINT_URL_S3'), '', 'nothing of the role before is left');

    const before = await keyId();
    home.aws.clock.advance(60_000);
    terminal.enter('rolecall refresh');
    await terminal.until(({ text }) => text.split('is now').length === 5);
    await terminal.until(atPrompt('ystataws @ account-b'));
    assert.notEqual(await keyId(), before);

    terminal.enter('exit');
    await terminal.until(({ lastLine }) => lastLine.trimEnd() === 'mine>');
    assert.equal(await sh('printenv AWS_PROFILE AWS_DEFAULT_REGION ROLECALL_PROFILE'), 'mary\nap-south-1');
  });

  test(`${shell.name}: settings have a role name itself to other prompts, and off restores what was there`, {
    skip,
  }, async (context) => {
    const { home, terminal, sh } = await sitDown(context, shell, { init: true, env: { AWS_VAULT: 'mine' } });
    const folder = join(home.directory, '.config/rolecall');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'settings.json'), '{ "prompt": "time", "alsoSet": ["AWSUME_PROFILE", "AWS_VAULT"] }');
    const shown = () => sh('printenv AWSUME_PROFILE AWS_VAULT ROLECALL_PROMPT');
    terminal.enter('rolecall ystataws');
    await terminal.until(({ lastLine }) => /^(1h00m|59m) mine>/.test(lastLine));
    assert.equal(await shown(), 'ystataws @ account-b\nystataws @ account-b\ntime');
    assert.match(await sh('rolecall exec audit -- printenv AWSUME_PROFILE'), /^Audit$/m);
    assert.doesNotMatch(await sh('rolecall export ystataws'), /AWSUME|VAULT/);
    terminal.enter('rolecall off');
    await terminal.until(({ lastLine }) => lastLine.trimEnd() === 'mine>');
    assert.equal(await shown(), 'mine');
  });

  test(`${shell.name}: init switches in the current shell, traces no key, and off gives everything back`, {
    skip,
  }, async (context) => {
    const { terminal, sh } = await sitDown(context, shell, { init: true });
    const before = await sh('env | grep -E "AWS|ROLECALL" | sort');
    if (shell.trace) terminal.enter(shell.trace[0]);
    terminal.enter('rolecall ystataws');
    await terminal.until(atPrompt('ystataws @ account-b'));
    if (shell.trace) terminal.enter(shell.trace[1]);
    await sh('true');
    const secret = await sh('printenv AWS_SECRET_ACCESS_KEY');
    assert.equal(terminal.output.split(secret).length, 2, 'shown once, by the line that asked for it');
    assert.equal(await sh('printenv ROLECALL_PROFILE AWS_PROFILE'), 'ystataws');
    terminal.enter('rolecall off');
    await terminal.until(({ lastLine }) => lastLine.trimEnd() === 'mine>');
    assert.equal(await sh('env | grep -E "AWS|ROLECALL" | sort'), before);
  });

  test(`${shell.name}: with the hook, what is piped in reaches a command, and a terminal stays one`, {
    skip,
  }, async (context) => {
    const { terminal } = await sitDown(context, shell, { init: true });
    terminal.enter("sh -c 'echo piped' | rolecall exec ystataws cat");
    await terminal.until(/^piped\nmine>/m);
    terminal.enter("rolecall exec ystataws sh -c 'test -t 0 && test -t 1 && echo a terminal'");
    await terminal.until(/^a terminal$/m);
  });

  test(`${shell.name}: another region in the role, after a refresh too, and the person's own behind it`, {
    skip,
  }, async (context) => {
    const { terminal, sh, keyId } = await sitDown(context, shell, { init: true });
    const regions = () => sh('printenv AWS_REGION AWS_DEFAULT_REGION');
    terminal.enter('rolecall ystataws');
    await terminal.until(atPrompt('ystataws @ account-b'));
    const first = await keyId();
    terminal.enter('rolecall region eu-west-1');
    await terminal.until(/is now in eu-west-1, before that in us-east-1\.\n.*mine>/);
    assert.equal(await regions(), 'eu-west-1\neu-west-1');
    assert.equal(await keyId(), first);
    terminal.enter('rolecall region');
    await terminal.until(/^eu-west-1\n· Asked for with rolecall region or --region\.\n.*mine>/m);

    terminal.enter('rolecall refresh');
    await terminal.until(({ text }) => text.split('is now ystataws').length === 3);
    await terminal.until(atPrompt('ystataws @ account-b'));
    assert.notEqual(await keyId(), first);
    assert.equal(await regions(), 'eu-west-1\neu-west-1');
    terminal.enter('rolecall off');
    await terminal.until(({ lastLine }) => lastLine.trimEnd() === 'mine>');
    assert.equal(await regions(), 'ap-south-1');
  });

  test(`${shell.name}: a live role is the role from the first prompt, in a window of it too, and off gives back`, {
    skip,
  }, async (context) => {
    const { terminal, sh, keyId } = await sitDown(context, shell, { init: true });
    const before = await sh('env | grep -E "AWS|ROLECALL" | sort');
    const isRole = atPrompt(' ystataws @ account-b  mine>');
    terminal.enter('rolecall ystataws --live');
    await terminal.until(({ text }) => text.includes('is now'));
    await terminal.until(({ lastLine }) => lastLine.endsWith('mine>') && lastLine !== 'mine>');
    assert.equal(terminal.lastLine, ' ystataws @ account-b  mine>');
    assert.equal(await sh('printenv AWS_ACCESS_KEY_ID'), '');
    terminal.enter(`${shell.name} ${shell.args.join(' ')}`);
    await terminal.until(atPrompt('≠ not ystataws @ account-b'));
    terminal.enter('exit');
    await terminal.until(isRole);
    terminal.enter('rolecall audit');
    await terminal.until(atPrompt(' Audit '));
    assert.match(await keyId(), /^ASIA/);
    terminal.enter('rolecall refresh');
    await terminal.until(({ text }) => text.split('is now').length === 4);
    await terminal.until(atPrompt(' Audit '));
    terminal.enter('rolecall ystataws --live');
    await terminal.until(isRole);
    terminal.enter('rolecall refresh');
    await terminal.until(({ text }) => text.split('is now').length === 6);
    await terminal.until(isRole);
    assert.equal(await sh('printenv AWS_ACCESS_KEY_ID'), '', 'refreshed, it is live as before');
    terminal.enter('rolecall off');
    await terminal.until(({ lastLine }) => lastLine.trimEnd() === 'mine>');
    assert.equal(await sh('env | grep -E "AWS|ROLECALL" | sort'), before);
  });

  test(`${shell.name}: renewed at the prompt without a word, and read-only stays read-only`, {
    skip,
  }, async (context) => {
    // AWS's clock is behind, so that a quarter of an hour has less than five minutes left from the start.
    let opened = () => false;
    const { home, terminal, sh, keyId } = await sitDown(context, shell, { behind: () => (opened() ? 0 : 11 * 60_000) });
    opened = () => home.aws.count('AssumeRole') > 1;
    terminal.enter('rolecall ystataws --duration 15m --read-only');
    await terminal.until(atPrompt('read-only'));
    // On a machine too busy to answer within two seconds, the shell tries again a minute later.
    while (!/1[45]m mine>/.test(terminal.lastLine)) await sh('true');
    assert.match(await keyId(), /^ASIA/);
    const calls = home.aws.calls.filter(({ action }) => action === 'AssumeRole');
    assert.equal(calls.length >= 2, true, 'one when it was opened, one at the prompt');
    for (const { params } of calls) {
      assert.equal(params['PolicyArns.member.1.arn'], 'arn:aws:iam::aws:policy/ReadOnlyAccess');
      assert.equal(params.DurationSeconds, '900');
    }
    assert.equal(terminal.output.split('is now').length, 2, 'without a word');
  });
}
