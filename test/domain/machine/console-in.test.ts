import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consoleInFindings } from '../../../source/domain/machine/console-in.ts';
import type { ConsoleFact, MachineView } from '../../../source/domain/machine/view.ts';

const findings = (fact: ConsoleFact | undefined) =>
  consoleInFindings({ consoleIn: async () => fact } as unknown as MachineView);

test('doctor says what opens consoles, and why it cannot', async () => {
  const path = '/s/settings.json';
  assert.deepEqual(await findings(undefined), []);
  const [fine] = await findings({ path, opener: 'Chromium' });
  assert.deepEqual(
    [fine?.code, fine?.severity, fine?.what],
    ['console-in', 'fine', 'Chromium opens consoles: consoleIn.'],
  );
  const [missing] = await findings({ path, opener: 'zen', refused: { what: 'zen is gone.', remedy: 'Install it.' } });
  assert.deepEqual(missing, {
    code: 'console-in-missing',
    severity: 'error',
    where: path,
    what: 'consoleIn cannot open consoles. zen is gone.',
    remedy: 'Install it.',
  });
});
