import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { assign, MARY } from '../../source/sandbox/identity-center/build.ts';
import { atHost, focused, keys } from '../helpers/person.ts';
import { sitAtPortals } from '../helpers/portal-person.ts';
import { hubAccount, hubSection } from '../helpers/spoke.ts';

/** How the picker is: what starts it, what shows the list, what opens the menu and chooses its line, what takes that back. */
const ways = [
  { name: 'drawn, 80×24', typed: 'rolecall', list: 'prod/Admin', menu: keys.tab, line: 'p', undo: keys.ctrlZ },
  {
    name: 'drawn, 40×12',
    typed: 'rolecall',
    list: 'prod/Admin',
    menu: keys.tab,
    line: 'p',
    undo: keys.ctrlZ,
    columns: 40,
    rows: 12,
  },
  {
    name: 'with a screen reader',
    typed: 'rolecall --screen-reader',
    list: '1 role.',
    menu: keys.tab,
    line: 'p',
    undo: keys.ctrlZ,
  },
  {
    name: 'on lines',
    typed: 'rolecall',
    list: 'or part of a name: ',
    menu: `m1${keys.enter}`,
    line: `10${keys.enter}`,
    undo: `u${keys.enter}`,
    env: { TERM: 'dumb' },
  },
] as const;

for (const { name, typed, list, menu, line, undo, ...seat } of ways)
  test(`${name}: a found role is kept as a profile from the menu, and taken back`, async (context) => {
    const { terminal, portal, home } = await sitAtPortals(context, seat);
    // The second of two is in focus before and afterwards.
    const isDrawn = name.startsWith('drawn');
    assign(portal(), MARY, { account: hubAccount, name: 'prod', roles: isDrawn ? ['Aaa', 'Admin'] : ['Admin'] });
    const before = await readFile(home.config, 'utf8');
    terminal.enter(typed);
    await terminal.until(list);
    if (isDrawn) {
      await terminal.until((each) => focused(each).includes('prod/Aaa') && each.text.includes('prod/Admin'));
      terminal.type(keys.down);
      await terminal.until((each) => focused(each).includes('prod/Admin'));
    }
    terminal.type(menu);
    await terminal.until('Keep as a profile');
    terminal.type(line);
    // Keys are read again when the list is back.
    const listBehind = (said: string) =>
      terminal.until((each) => {
        const at = each.text.indexOf(said);
        if (at === -1) return false;
        return isDrawn ? focused(each).includes('prod/Admin') : each.text.slice(at).includes(list);
      });
    await listBehind('Added prod/Admin.');
    assert.equal(await readFile(home.config, 'utf8'), before + hubSection);
    terminal.type(undo);
    await listBehind('Edit undone');
    assert.equal(await readFile(home.config, 'utf8'), before);
    terminal.type(keys.ctrlC);
    await terminal.until(atHost);
  });
