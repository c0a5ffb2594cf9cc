import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action } from '../../../../source/ui/core/actions.ts';
import { nothingFound } from '../../../../source/ui/screens/picker/spoken.ts';
import { spokenLines } from '../../../../source/ui/screens/screens.tsx';
import { portsOf } from '../../helpers/ports.ts';
import { companyRoles } from '../../helpers/roles.ts';
import { screen } from '../../helpers/screen.ts';
import { after, started } from '../../helpers/start.ts';

const press = (command: string): Action => ({ type: 'command', command });

test('no recent role yet: it is said, with the key that shows all', async () => {
  const { state } = after(started(), press('recent'));
  assert.deepEqual(nothingFound(state), ['No recent roles yet.', 'Ctrl+R shows all.']);
  assert.equal(after(state, press('recent')).state.list.total, companyRoles().length);
  const ui = screen({ at: 'picker', filter: '' }, portsOf({ roles: companyRoles() }), { columns: 40, rows: 12 });
  await ui.sees('type to search');
  ui.type('\x12');
  assert.match(await ui.sees('No recent roles yet.'), /Ctrl\+R shows all\./);
  await ui.leave();
  const spoken = spokenLines(after(started({ screenReader: true }), press('recent')).state).join('\n');
  assert.match(spoken, /^No recent roles yet\.\nCtrl\+R shows all\.$/m);
});
