import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proxyFindings, proxyVariableFindings } from '../../../source/domain/machine/proxies.ts';
import type { MachineView } from '../../../source/domain/machine/view.ts';
import { profilesOf } from '../portals/found/world.ts';

/** The findings of an environment, each as `code: where`; every proxy is one that nobody answers at. */
async function findings(env: Readonly<Record<string, string>>, config = ''): Promise<readonly string[]> {
  const view = {
    env,
    profiles: profilesOf(config),
    machine: { whyUnreachable: async () => 'ECONNREFUSED' },
    shell: async () => ({ kind: 'bash', file: '/bin/bash' }),
  } as unknown as MachineView;
  const found = [...(await proxyVariableFindings(view)), ...(await proxyFindings(view))];
  assert.doesNotMatch(JSON.stringify(found), /SECRET/);
  return found.map(({ code, where }) => `${code}: ${where}`);
}

test('a proxy that calls cannot go through is told, and one that does not answer', async () => {
  assert.deepEqual(await findings({ HTTPS_PROXY: 'http://a:3128' }), ['proxy-unreachable: HTTPS_PROXY']);
  assert.deepEqual(await findings({ HTTPS_PROXY: 'HTTP://a:3128' }), ['proxy-unreachable: HTTPS_PROXY']);
  assert.deepEqual(await findings({ https_proxy: 'socks5://me:SECRET@a:1080' }), ['proxy-scheme: https_proxy']);
  assert.deepEqual(await findings({ HTTPS_PROXY: 'http://me:SECRET@a b' }), ['proxy-unreadable: HTTPS_PROXY']);
});

test('a proxy of all programs may be one that rolecall does not use', async () => {
  assert.deepEqual(await findings({ ALL_PROXY: 'socks5://a:1080' }), ['proxy-unreachable: ALL_PROXY']);
});

test('a proxy that no call goes through is no fault: that was the advice', async () => {
  const socks = { HTTPS_PROXY: 'socks5://a:1080' };
  assert.deepEqual(await findings({ ...socks, NO_PROXY: 'amazonaws.com' }), []);
  assert.deepEqual(await findings({ ...socks, NO_PROXY: '*' }), []);
  assert.deepEqual(await findings({ ...socks, https_proxy: '' }), []);
  const role =
    '[profile prod]\nrole_arn = arn:aws-cn:iam::111122223333:role/a\ncredential_source = Environment\nregion = cn-north-1\n';
  assert.deepEqual(await findings({ ...socks, NO_PROXY: 'amazonaws.com' }, role), ['proxy-scheme: HTTPS_PROXY']);
});
