import assert from 'node:assert/strict';
import { test } from 'node:test';
import { environmentFindings } from '../../../source/domain/machine/environment.ts';
import { shellFindings } from '../../../source/domain/machine/shells.ts';
import type { MachineView } from '../../../source/domain/machine/view.ts';
import { profilesOf } from '../portals/found/world.ts';

const view = (more: Readonly<Record<string, string>>) => {
  const env = { AWS_ENDPOINT_URL: 'https://127.0.0.1:4566', ...more };
  return {
    env,
    outside: env,
    profiles: profilesOf(''),
    now: 0,
    paths: { home: '/demo' },
    read: async () => undefined,
    shell: async () => ({ kind: 'zsh', file: '/bin/zsh' }),
  } as unknown as MachineView;
};

test('in the demo doctor sends nobody out of it, nor to an rc file that no shell reads', async () => {
  const codes = async (more: Readonly<Record<string, string>>) =>
    (await Promise.all([environmentFindings(view(more)), shellFindings(view(more))])).flat().map(({ code }) => code);
  assert.deepEqual(await codes({}), ['endpoint-in-environment', 'shell-without-hook']);
  assert.deepEqual(await codes({ ROLECALL_DEMO: '1' }), []);
});
