import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { browsersHere, readsPages } from '../../../source/adapters/processes/console-browsers.ts';
import { removal } from '../../../source/adapters/processes/consoles.ts';
import { browserKinds, programsOf } from '../../../source/domain/console/browsers.ts';

async function machine(context: TestContext) {
  const home = await mkdtemp(join(tmpdir(), 'rolecall-test-'));
  context.after(() => rm(home, { recursive: true, force: true }));
  const file = async (path: string, text = '#!/bin/sh\n') => {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    await chmod(path, 0o755);
    return path;
  };
  const addOn = JSON.stringify({ addons: [{ id: '{f069aec0-43c5-4bbf-b6b4-df95c4326b98}', active: true }] });
  return { home, file, addOn, env: { PATH: join(home, 'bin') } };
}

test('on Linux browsers are looked for in PATH, each once', async (context) => {
  const { home, file, env } = await machine(context);
  await file(join(home, 'bin', 'google-chrome'));
  await file(join(home, 'bin', 'google-chrome-stable'));
  await file(join(home, 'bin', 'firefox-esr'));
  const found = browsersHere({ env, home, platform: 'linux' });
  assert.deepEqual(
    found.map(({ name, program }) => [name, program]),
    [
      ['firefox', join(home, 'bin', 'firefox-esr')],
      ['chrome', join(home, 'bin', 'google-chrome-stable')],
    ],
  );
});

for (const platform of ['darwin', 'win32']) {
  test(`on ${platform} each browser is found where it is installed, and the add-ons of its profiles`, async (context) => {
    const { home, file, addOn } = await machine(context);
    const env = { PATH: '', LOCALAPPDATA: join(home, 'local'), APPDATA: join(home, 'roaming') };
    for (const kind of browserKinds) {
      const path = programsOf(kind, platform, env, home).at.at(-1) ?? assert.fail(kind.name);
      await file(path);
      const [found, ...more] = browsersHere({ env, home, platform });
      assert.deepEqual([found?.name, found?.program, more.length], [kind.name, path, 0]);
      if (kind.profiles) {
        const folder =
          platform === 'darwin' ? join(home, kind.profiles.darwin) : `${env.APPDATA}\\${kind.profiles.win32}`;
        await file(join(folder, 'Profiles', 'x.default', 'extensions.json'), addOn);
        assert.deepEqual(browsersHere({ env, home, platform })[0]?.addOns, ['open-url-in-container']);
        await rm(folder, { recursive: true });
      }
      await rm(path);
    }
  });
}

test('one more browser is the one that the settings name by its path', async (context) => {
  const { home, file, env } = await machine(context);
  const program = await file(join(home, 'opt', 'my browser'));
  const [found] = browsersHere({ env, home, platform: 'linux' }, { program, family: 'chrome' });
  assert.deepEqual([found?.name, found?.title, found?.family], [program, 'my browser', 'chrome']);
  assert.deepEqual(browsersHere({ env, home }, { program: `${program}-gone`, family: 'chrome' }), []);
});

const apart: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['over SSH', { SSH_CONNECTION: '1 2 3 4' }],
  ['on the Windows around a Linux', { WSL_DISTRO_NAME: 'Debian' }],
  ['in a container', { container: 'podman' }],
  ['in a dev container', { REMOTE_CONTAINERS: 'true' }],
];

for (const [where, more] of apart) {
  test(`a browser ${where} reads no page of ours`, async (context) => {
    const { home, file, env } = await machine(context);
    const program = await file(join(home, 'bin', 'firefox'));
    assert.equal(await readsPages({ env: { ...env, ...more } }, program), false);
  });
}

test('a browser that a Snap or a Flatpak starts is known by the program behind its name', async (context) => {
  const { home, file, env } = await machine(context);
  await file(join(home, 'bin', 'chromium'), '#!/bin/sh\nexec /snap/bin/chromium "$@"\n');
  await file(join(home, 'bin', 'brave'), '#!/bin/sh\nexec flatpak run com.brave.Browser "$@"\n');
  const script = await file(join(home, 'opt', 'edge'), '#!/bin/bash\nexec /opt/microsoft/msedge "$@"\n');
  await symlink(script, join(home, 'bin', 'microsoft-edge'));
  const found = browsersHere({ env, home, platform: 'linux' });
  assert.deepEqual(
    found.map(({ name, isShutOff }) => [name, isShutOff]),
    [
      ['edge', false],
      ['brave', true],
      ['chromium', true],
    ],
  );
});

test('a page is removed by what each system has', () => {
  assert.deepEqual(removal("/a b/it's.html", 'darwin'), [
    '/bin/sh',
    '-c',
    'sleep 60; rm -f -- "$1"',
    'sh',
    "/a b/it's.html",
  ]);
  assert.equal(removal("C:\\it's.html", 'win32').at(-1), "Start-Sleep 60; Remove-Item -LiteralPath 'C:\\it''s.html'");
});
