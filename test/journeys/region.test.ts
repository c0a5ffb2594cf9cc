import assert from 'node:assert/strict';
import { appendFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { shells } from '../../source/domain/shells/registry.ts';
import { sitDown } from '../helpers/person.ts';
import { whereIs } from '../helpers/terminal-shells.ts';

const people = [
  { name: 'bash', rc: '.bashrc', prompt: "PS1='mine> '\nexport AWS_REGION=ap-south-1" },
  { name: 'zsh', rc: '.zshrc', prompt: "PROMPT='mine> '\nunsetopt prompt_sp\nexport AWS_REGION=ap-south-1" },
  {
    name: 'fish',
    rc: '.config/fish/config.fish',
    prompt: "function fish_greeting; end\nfunction fish_prompt; echo -n 'mine> '; end\nset -gx AWS_REGION ap-south-1",
  },
] as const;

for (const { name, rc, prompt } of people) {
  const skip = whereIs(name) === undefined && `no ${name} on this machine: NOT TESTED`;

  test(`${name}: another region in the role, after a refresh too, and the person's own behind it`, {
    skip,
  }, async (context) => {
    const { home, terminal } = await sitDown(context, { columns: 140 });
    const file = join(home.directory, rc);
    await mkdir(dirname(file), { recursive: true });
    await appendFile(file, `${prompt}\n${shells[name].hookLine}\n`);
    const isOut = ({ lastLine }: typeof terminal) => lastLine.trimEnd() === 'mine>';
    const isIn = ({ lastLine }: typeof terminal) => /ystataws @ account-b .*mine>$/.test(lastLine.trimEnd());
    const regions = () => terminal.run('printenv AWS_REGION AWS_DEFAULT_REGION');
    terminal.enter(`XDG_CONFIG_HOME=${join(home.directory, '.config')} SHELL=${whereIs(name)} exec ${name} -i`);
    await terminal.until(isOut);

    terminal.enter('rolecall ystataws');
    await terminal.until(isIn);
    const keyId = () => terminal.run('printenv AWS_ACCESS_KEY_ID');
    const first = await keyId();
    terminal.enter('rolecall region eu-west-1');
    await terminal.until(/is now in eu-west-1, before in us-east-1\./);
    await terminal.until(isIn);
    assert.equal(await regions(), 'eu-west-1\neu-west-1');
    assert.equal(await keyId(), first);
    assert.match(await terminal.run('rolecall region'), /^eu-west-1\n· Asked for with rolecall region or --region\.$/);

    terminal.enter('rolecall refresh');
    await terminal.until(({ text }) => text.split('is now ystataws').length === 3);
    await terminal.until(isIn);
    assert.notEqual(await keyId(), first);
    assert.equal(await regions(), 'eu-west-1\neu-west-1');
    terminal.enter('rolecall off');
    await terminal.until(isOut);
    assert.equal(await regions(), 'ap-south-1');
  });
}
