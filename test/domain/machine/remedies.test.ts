import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockFindings } from '../../../source/domain/machine/clock.ts';
import { environmentFindings } from '../../../source/domain/machine/environment.ts';
import { proxyFindings } from '../../../source/domain/machine/proxies.ts';
import type { MachineView } from '../../../source/domain/machine/view.ts';
import type { DetectedShell } from '../../../source/domain/shells/detect.ts';
import { profilesOf } from '../portals/found/world.ts';

type Shell = Pick<DetectedShell, 'kind' | 'file'>;

/** A machine on which the AWS of the network is 20 minutes ahead, and no proxy answers. */
function viewOf(env: Readonly<Record<string, string>>, shell: Shell, platform: NodeJS.Platform = 'linux'): MachineView {
  const role = '[profile a]\nrole_arn = arn:aws:iam::111111111111:role/R\nsource_profile = b\n';
  return {
    env,
    outside: env,
    profiles: profilesOf(`${role}[profile b]\naws_access_key_id = A\naws_secret_access_key = x\n`),
    now: 0,
    platform,
    shell: async () => shell,
    machine: { whyUnreachable: async () => 'ECONNREFUSED', clockOf: async () => ({ offset: 20 * 60_000 }) },
  } as unknown as MachineView;
}

/** In the words of each shell: how two variables are taken out, and how one is. */
const shells: readonly (readonly [shell: Shell, two: string, one: string])[] = [
  [{ kind: 'bash', file: '/bin/bash' }, 'unset A B', 'unset A'],
  [{ kind: 'zsh', file: '/bin/zsh' }, 'unset A B', 'unset A'],
  [{ kind: 'fish', file: '/usr/bin/fish' }, 'set -e A B', 'set -e A'],
  [
    { kind: 'powershell', file: 'pwsh' },
    'Remove-Item -ErrorAction Ignore Env:A,Env:B',
    'Remove-Item -ErrorAction Ignore Env:A',
  ],
  [{ kind: 'nushell', file: 'nu' }, 'hide-env --ignore-errors A B', 'hide-env --ignore-errors A'],
  [{ kind: 'other', file: 'C:\\Windows\\System32\\cmd.exe' }, 'set A=&set B=', 'set A='],
  [{ kind: 'other', file: '/bin/dash' }, 'unset A B', 'unset A'],
];

for (const [shell, two, one] of shells) {
  const lineOf = (line: string, names: readonly [string, string?]) =>
    line.replaceAll(/\b[AB]\b/g, (letter) => names[letter === 'A' ? 0 : 1] ?? '');
  test(`what is to be taken out is said in the words of ${shell.file}`, async () => {
    const remedies = async (env: Readonly<Record<string, string>>) => [
      ...(await environmentFindings(viewOf(env, shell))),
      ...(await proxyFindings(viewOf(env, shell))),
    ];
    const said = async (env: Readonly<Record<string, string>>) => (await remedies(env)).map(({ remedy }) => remedy);
    const only = (name: string) => lineOf(one, [name]);
    assert.deepEqual(await said({ AWS_SESSION_TOKEN: 'x' }), [only('AWS_SESSION_TOKEN')]);
    assert.deepEqual(await said({ AWS_SECURITY_TOKEN: 'x' }), [only('AWS_SECURITY_TOKEN')]);
    assert.deepEqual(await said({ AWS_PROFILE: 'x' }), [only('AWS_PROFILE')]);
    assert.deepEqual(await said({ AWS_REGION: 'x', AWS_DEFAULT_REGION: 'y' }), [only('AWS_DEFAULT_REGION')]);
    assert.deepEqual(await said({ AWS_ENDPOINT_URL: 'https://127.0.0.1:1' }), [only('AWS_ENDPOINT_URL')]);
    assert.deepEqual(await said({ HTTPS_PROXY: 'http://p:1' }), [
      `Start it, or remove the variable: ${only('HTTPS_PROXY')}`,
    ]);
    const [keys = ''] = await said({ AWS_ACCESS_KEY_ID: 'x' });
    const begins = lineOf(two, ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']);
    assert.ok(keys.startsWith(begins) && keys.includes('AWS_SESSION_TOKEN'), keys);
  });
}

test('the clock is set by what the system has for it', async () => {
  const remedyOn = async (platform: NodeJS.Platform) =>
    (await clockFindings(viewOf({}, { kind: 'zsh', file: 'zsh' }, platform)))[0]?.remedy;
  assert.match((await remedyOn('linux')) ?? '', /sudo timedatectl set-ntp true .*WSL/);
  assert.equal(await remedyOn('darwin'), 'Set the clock: sudo sntp -sS time.apple.com');
  assert.equal(await remedyOn('win32'), 'Set the clock, as an administrator: w32tm /resync');
  assert.equal(await remedyOn('freebsd'), 'Set the clock of this machine.');
});
