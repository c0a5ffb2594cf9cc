import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { programFor } from '../../../source/adapters/files/installation.ts';

const onWindows = process.platform === 'win32' && 'for systems with links';

/** A folder with files, and `bin/rolecall` in it, which is a link to one of them. */
function installed(context: TestContext, files: readonly string[], link: string): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'rolecall-installation-')));
  context.after(() => rmSync(root, { recursive: true, force: true }));
  for (const path of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), '');
  }
  mkdirSync(join(root, 'bin'), { recursive: true });
  symlinkSync(join('..', link), join(root, 'bin', 'rolecall'));
  return root;
}

for (const [what, launcher, program] of [
  ['beside the program', 'lib/rolecall/launcher', 'lib/rolecall/rolecall'],
  [
    'around the package of the program',
    'lib/rolecall/launcher',
    'lib/rolecall/node_modules/rolecall-linux-x64/rolecall',
  ],
  ['above the package of the program', 'lib/a/node_modules/rolecall/launcher', 'lib/rolecall-linux-x64/rolecall'],
  ['beside the package of the program', 'lib/rolecall/launcher', 'lib/rolecall-linux-x64/rolecall'],
  ['that is the program', 'lib/rolecall-1.2/rolecall', 'lib/rolecall-1.2/rolecall'],
] as const) {
  test(`the program is called by the name in PATH that leads to a launcher ${what}`, {
    skip: onWindows,
  }, (context) => {
    const root = installed(context, [launcher, program], launcher);
    const PATH = `/nowhere:relative:${join(root, 'bin')}`;
    assert.equal(programFor({ PATH }, join(root, program)), join(root, 'bin', 'rolecall'));
  });
}

test('a script of pnpm in PATH counts as what it starts', { skip: onWindows }, (context) => {
  const [launcher, program] = ['store/a/rolecall/launcher', 'store/b/rolecall-linux-x64/rolecall'];
  const root = installed(context, [launcher, program], launcher);
  // Each package has a folder of its own, with links to those that it needs.
  symlinkSync('../b/rolecall-linux-x64', join(root, 'store/a/rolecall-linux-x64'));
  const script = join(root, 'bin', 'rolecall');
  rmSync(script);
  writeFileSync(
    script,
    `#!/bin/sh\nexec sh "$basedir/../${launcher}" "$@"\n# cmd-shim-target=${join(root, launcher)}\n`,
  );
  const PATH = join(root, 'bin');
  assert.equal(programFor({ PATH }, join(root, program)), script);
  assert.equal(programFor({ PATH }, join(root, 'elsewhere/rolecall')), join(root, 'elsewhere/rolecall'));
});

test('another rolecall in PATH is not this one', { skip: onWindows }, (context) => {
  const root = installed(context, ['other/launcher', 'lib/rolecall/rolecall'], 'other/launcher');
  const program = join(root, 'lib/rolecall/rolecall');
  assert.equal(programFor({ PATH: join(root, 'bin') }, program), program);
});
