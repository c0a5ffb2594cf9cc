import assert from 'node:assert/strict';
import { test } from 'node:test';
import { installedAt } from '../../../source/domain/machine/installed.ts';

const nothing = async () => false;

test('the folder of a program says who brought it, and what to type', async () => {
  const places: readonly (readonly [program: string, how: string, update: string, remove: string])[] = [
    [
      '/usr/local/lib/node_modules/rolecall/node_modules/rolecall-linux-x64/rolecall',
      'by npm',
      'npm install --global rolecall@latest',
      'npm uninstall --global rolecall',
    ],
    [
      '/home/mary/.nvm/versions/node/v24.1.0/lib/node_modules/rolecall-linux-x64/rolecall',
      'by npm',
      'npm install --global rolecall@latest',
      'npm uninstall --global rolecall',
    ],
    [
      '/home/mary/app/node_modules/rolecall-linux-x64/rolecall',
      'by npm, for the project around it',
      'npm install rolecall@latest',
      'npm uninstall rolecall',
    ],
    [
      '/home/mary/.local/share/pnpm/global/5/.pnpm/rolecall-linux-x64@1.0.0/node_modules/rolecall-linux-x64/rolecall',
      'by pnpm',
      'pnpm add --global rolecall@latest',
      'pnpm remove --global rolecall',
    ],
    [
      '/home/mary/.bun/install/global/node_modules/rolecall-linux-x64/rolecall',
      'by bun',
      'bun add --global rolecall@latest',
      'bun remove --global rolecall',
    ],
    [
      '/opt/homebrew/Cellar/rolecall/1.0.0/bin/rolecall',
      'by Homebrew',
      'brew upgrade rolecall, once its tap has the newer formula',
      'brew uninstall rolecall',
    ],
    [
      'C:\\Users\\mary\\scoop\\apps\\rolecall\\1.0.0\\rolecall.exe',
      'by Scoop',
      'scoop update rolecall',
      'scoop uninstall rolecall',
    ],
    ...[
      '/home/mary/.config/yarn/global/node_modules/rolecall-linux-x64/rolecall',
      'C:\\Users\\mary\\AppData\\Local\\Yarn\\Data\\global\\node_modules\\rolecall-windows-x64\\rolecall.exe',
    ].map(
      (program) =>
        [program, 'by Yarn', 'yarn global upgrade rolecall --latest', 'yarn global remove rolecall'] as const,
    ),
    ...['bin/rolecall', 'lib/node_modules/rolecall/rolecall'].map(
      (path) =>
        [
          `/nix/store/0c5pq9k-rolecall-1.0.0/${path}`,
          'by Nix',
          'nix profile upgrade rolecall, or the newer version where you declared it',
          'nix profile remove rolecall, or remove it where you declared it',
        ] as const,
    ),
  ];
  for (const [program, how, update, remove] of places) {
    assert.deepEqual(await installedAt(program, nothing), { how, update: [update], remove: [remove] }, program);
  }
});

test('a copy out of no packager is a clone, a package of dpkg, or a file of its own', async () => {
  const clone = await installedAt(
    '/src/rolecall/dist/rolecall',
    async (path) => path === '/src/rolecall/source/cli.ts',
  );
  assert.equal(clone.how, 'by building it in /src/rolecall');
  const deb = await installedAt('/usr/bin/rolecall', async (path) => path === '/var/lib/dpkg/info/rolecall.list');
  assert.equal(deb.how, 'by dpkg');
  for (const program of ['/usr/bin/rolecall', '/src/rolecall/dist/rolecall', '/home/mary/bin/rolecall']) {
    const { how, update, remove } = await installedAt(program, nothing);
    assert.equal(how, 'as a single file');
    assert.match(`${update} ${remove}`, new RegExp(`Replace it with the newer program: ${program} Delete ${program},`));
  }
});
