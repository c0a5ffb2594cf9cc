import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { build } from 'esbuild';
import { builtins } from '../../source/build/builtins.ts';

async function bundled(context: TestContext, files: Readonly<Record<string, string>>) {
  const folder = `${await mkdtemp(join(tmpdir(), 'rolecall-build-'))}/`;
  context.after(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const outfile = join(folder, 'out.mjs');
  const plugins = [builtins(folder)];
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'main.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    plugins,
    write: false,
    outfile,
  });
  const text = outputFiles[0]?.text ?? '';
  await writeFile(outfile, text);
  return { text, exports: (await import(outfile)) as Record<string, unknown> };
}

test('a built-in is reached when it is used: functions, classes, constants, the default', async (context) => {
  const { text, exports } = await bundled(context, {
    'main.ts': `
      import { createHash } from 'node:crypto';
      import { PassThrough } from 'node:stream';
      import { sep } from 'node:path';
      import fs from 'node:fs';
      import * as os from 'node:os';
      export const digest = () => createHash('sha256').update('a').digest('hex').slice(0, 4);
      export const stream = () => typeof new PassThrough().pipe;
      export const separator = sep;
      export const exists = () => fs.existsSync('/');
      export const home = () => os.homedir() === process.env.HOME;
    `,
  });
  assert.doesNotMatch(text, /^import .*node:/m);
  const call = (name: string) => (exports[name] as () => unknown)();
  assert.deepEqual(
    [call('digest'), call('stream'), exports.separator, call('exists'), typeof call('home')],
    ['ca97', 'function', '/', true, 'boolean'],
  );
});
