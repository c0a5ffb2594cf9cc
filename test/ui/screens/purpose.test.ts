import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Purpose } from '../../../source/ui/core/ports.ts';
import { spokenLines } from '../../../source/ui/screens/screens.tsx';
import { portsOf } from '../helpers/ports.ts';
import { companyRoles } from '../helpers/roles.ts';
import { key, screen } from '../helpers/screen.ts';
import { after, started } from '../helpers/start.ts';

const press = (command: string) => ({ type: 'command', command }) as const;

const list = (purpose: Purpose) =>
  screen({ at: 'picker', filter: '', purpose }, portsOf({ roles: companyRoles() }), { columns: 80, rows: 60 });

const cases = [
  {
    purpose: 'switch',
    footer: '⏎ switch',
    help: 'Switch to the role, in a subshell.',
    line: '❯ s  Switch, in a subshell',
    confirm: 'Type prod-admin to switch to it.',
  },
  {
    purpose: 'console',
    footer: '⏎ open console',
    help: 'Open the console as the role, and leave the list.',
    line: '❯ s  Open the console, and leave',
    confirm: 'Type prod-admin to open its console.',
  },
  {
    purpose: 'export',
    footer: '⏎ export',
    help: 'Print the credentials of the role.',
    line: '❯ s  Print the credentials',
    confirm: 'Type prod-admin to print its credentials.',
  },
] as const;

for (const { purpose, footer, help, line, confirm } of cases) {
  const isSwitch = purpose === 'switch';
  test(`what Enter does is said everywhere: ${purpose}`, async () => {
    const ui = list(purpose);
    await ui.sees(footer);
    ui.type('?');
    const told = await ui.sees(`tab s`);
    assert.match(told, new RegExp(`enter +${help}`));
    assert.match(told, new RegExp(`tab s +${help}`));
    assert.equal(/tab r/.test(told), isSwitch);
    assert.equal(/subshell/.test(told), isSwitch);
    ui.type(key.esc);
    await ui.sees(footer);
    ui.type(key.tab);
    const menu = await ui.sees(line);
    assert.equal(/renewed/.test(menu), isSwitch);
    ui.type('s');
    await ui.sees(confirm);
    await ui.leave();
  });

  test(`the menu has no renewal where nothing is renewed, by its letter or by Enter: ${purpose}`, () => {
    const start = { at: 'picker', filter: '', purpose } as const;
    const menu = after(started({ start }), press('menu')).state;
    assert.equal(after(menu, press('live')).state.screen.tag, isSwitch ? 'confirm' : 'menu');
    const second = after(menu, press('down'), press('accept'));
    assert.equal(second.state.screen.tag === 'confirm', isSwitch);
    assert.equal(second.effects.at(-1)?.type === 'finish', !isSwitch, 'the console is next');
    const round = after(menu, press('up'), press('down')).state.screen;
    assert.ok(round.tag === 'menu' && round.cursor === 0);
  });

  test(`a screen reader hears what Enter does: ${purpose}`, () => {
    const begun = started({ screenReader: true, start: { at: 'picker', filter: '', purpose } });
    const said = spokenLines(begun).join('\n');
    assert.equal(/Enter to switch/.test(said), isSwitch, said);
    assert.match(said, new RegExp(`enter ${footer.slice(2)}`));
    const menu = spokenLines(after(begun, press('menu')).state).join('\n');
    assert.ok(menu.includes(`${line.slice(2).replace('  ', ': ')}, selected`), menu);
    assert.equal(/^r: /m.test(menu), isSwitch);
  });
}

test('a role without the list: the screen says what the verb does with it', () => {
  const table = [
    ['switch', 'Type prod-admin and press Enter to switch to it.'],
    ['console', 'Type prod-admin and press Enter to open its console.'],
    ['use', 'Type prod-admin and press Enter to continue.'],
  ] as const;
  for (const [purpose, text] of table) {
    const { screen: shown } = after(started(), press('accept')).state;
    assert.equal(shown.tag, 'confirm');
    const named = { ...started({ start: { at: 'open', profile: 'prod-admin', purpose } }), screen: shown };
    assert.ok(spokenLines(named).includes(text), spokenLines(named).join('\n'));
  }
});
