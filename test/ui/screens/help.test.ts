import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type HelpScreen, helpLines, helpRows } from '../../../source/ui/screens/help/update.ts';
import { bindingOf, keymap, spokenLines } from '../../../source/ui/screens/screens.tsx';
import { width } from '../../../source/ui/text/text.ts';
import { portsOf } from '../helpers/ports.ts';
import { companyRoles } from '../helpers/roles.ts';
import { key, screen } from '../helpers/screen.ts';
import { after, started } from '../helpers/start.ts';

const press = (command: string) => ({ type: 'command', command }) as const;

const ofList: HelpScreen = { tag: 'help', behind: { tag: 'picker' }, keys: keymap.picker, top: 0 };

const list = (columns: number, rows: number) =>
  screen({ at: 'picker', filter: '' }, portsOf({ roles: companyRoles() }), { columns, rows });

test('helpRows: every key and every sentence is there whole, on lines that fit', () => {
  for (const [columns, rows] of [
    [110, 30],
    [80, 24],
    [40, 12],
    [30, 8],
  ] as const) {
    const state = started({ size: { columns, rows } });
    const lines = helpRows(ofList, state);
    for (const line of lines) assert.ok(width(line.join('')) <= columns - 2, line.join(''));
    const told = lines
      .map(([, help]) => help)
      .join(' ')
      .replace(/ +/g, ' ');
    const keys = lines
      .map(([names]) => names)
      .join(' ')
      .replace(/ +/g, ' ');
    for (const [names, help] of helpLines(ofList, state)) {
      assert.ok(told.includes(help), `${columns}: ${help}`);
      assert.ok(keys.includes(names), `${columns}: ${names}`);
    }
  }
});

const [lastLine, firstLine] = ['hidden', 'Select the role above.'];

for (const [columns, rows] of [
  [110, 30],
  [80, 24],
  [40, 12],
] as const)
  test(`help: a bar and the footer say that there is more, and the keys lead there, at ${columns}×${rows}`, async () => {
    const ui = list(columns, rows);
    await ui.sees('type to search');
    ui.type('?');
    const first = await ui.sees('esc back');
    assert.match(first, /↑↓ scroll/);
    assert.match(first, /┃[\s\S]*│/);
    assert.ok(first.includes(firstLine));
    ui.type(key.pageDown);
    await ui.misses(firstLine);
    ui.type(key.pageUp);
    await ui.sees(firstLine);
    ui.type(key.end);
    const end = await ui.sees(lastLine);
    assert.match(end, /│[\s\S]*┃/);
    for (const line of ui.lines()) assert.ok(width(line) <= columns && !line.includes('…'), line);
    ui.type(key.home);
    await ui.sees(firstLine);
    await ui.leave();
  });

test('help: no bar and no word of scrolling where all is in sight', async () => {
  const ui = list(80, 80);
  await ui.sees('type to search');
  ui.type('?');
  const text = await ui.sees(lastLine);
  assert.doesNotMatch(text, /[┃│]|scroll/);
  await ui.leave();
});

test('menu: a bar where there are more lines, and the focus is in sight', async () => {
  const ui = list(40, 12);
  await ui.sees('type to search');
  ui.type(key.tab);
  const text = await ui.sees('Switch, in');
  assert.match(text, /┃[\s\S]*│/);
  ui.type(key.up);
  await ui.sees('❯ a');
  ui.resize({ columns: 80, rows: 24 });
  await ui.sees('Switch, in');
  await ui.misses('┃');
  await ui.leave();
});

test('the screens that scroll have the same keys', () => {
  for (const tag of ['help', 'explain', 'problem'] as const)
    for (const name of ['up', 'k', 'down', 'j', 'pageup', 'pagedown', 'home', 'end'])
      assert.ok(bindingOf(tag, name), `${tag} ${name}`);
});

test('a screen reader hears all at once, and of no scrolling', () => {
  const size = { columns: 40, rows: 12 };
  const { state } = after(started({ screenReader: true, size }), press('help'));
  const help = spokenLines(state);
  for (const [, sentence] of helpLines(ofList, state)) assert.ok(help.join('\n').includes(sentence), sentence);
  assert.equal(help.at(-1), 'esc back');
  assert.ok(
    help.includes('tab y: Copy its account, ARN, name or link, or the command for export lines.'),
    'one key, then the other',
  );
});
