import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrast } from '../../source/domain/profiles/looks/color.ts';
import { atHost, keys, sitDown } from '../helpers/person.ts';
import type { Terminal } from '../helpers/terminal.ts';

/** The colour of the bar before a profile's name. */
const barOf = (terminal: Terminal, name: string): string => {
  const [found = ''] = terminal.text.match(new RegExp(`▌ +${name}`)) ?? [];
  const [bar] = found === '' ? [] : terminal.cells(found);
  return String(bar?.foreground);
};

for (const [background, said] of [
  ['#ffffff', 'rgb:ffff/ffff/ffff'],
  ['#1e1e2e', 'rgb:1e1e/1e1e/2e2e'],
] as const) {
  test(`the bars of the list are seen on ${background}, which the terminal says; none of it is typed anywhere`, async (context) => {
    const { terminal } = await sitDown(context, { background: said });
    terminal.enter('rolecall');
    await terminal.until('Break glass');
    await terminal.until(() => contrast(barOf(terminal, 'Break glass'), background) >= 3);
    for (const name of ['Production deploy', 'Staging', 'Audit']) {
      assert.ok(contrast(barOf(terminal, name), background) >= 3, name);
    }
    assert.doesNotMatch(terminal.text, /rgb|11;|62;/);
    terminal.type(keys.escape);
    await terminal.until(atHost);
    assert.equal(terminal.output.split('\x1b]11;?').length, 2, 'asked once');
  });
}

test('a pale colour on a dark background that the terminal says is shown as it is', async (context) => {
  const { terminal } = await sitDown(context, { background: 'rgb:0/0/0' });
  terminal.enter('rolecall');
  await terminal.until('Staging');
  await terminal.until(() => barOf(terminal, 'Staging') === '#b7ca9d');
});

test('what is chosen at once leaves no answer of the terminal behind for the shell', async (context) => {
  const { terminal } = await sitDown(context, { background: 'rgb:ffff/ffff/ffff' });
  terminal.enter('rolecall');
  await terminal.until('Staging');
  terminal.type(keys.ctrlC);
  await terminal.until(atHost);
  assert.equal(await terminal.run('echo quiet'), 'quiet');
  assert.doesNotMatch(terminal.lastLine, /rgb/);
});
