import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { build } from 'esbuild';
import { runCompiled } from '../../source/adapters/compiled.ts';
import { chunks, options } from '../../source/build/build.ts';
import { builtins } from '../../source/build/builtins.ts';
import { buildCore, fromCore } from '../../source/build/core.ts';

async function built(context: TestContext, files: Readonly<Record<string, string>>, atOnce: readonly string[]) {
  const source = `${await mkdtemp(join(tmpdir(), 'rolecall-core-'))}/`;
  context.after(() => rm(source, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(source, name), text);
  await writeFile(join(source, 'package.json'), '{ "type": "module" }');
  const outdir = join(source, 'out');
  const core = await buildCore(options, { source, entry: join(source, 'main.ts'), atOnce, outdir });
  await build({
    ...chunks,
    entryPoints: core.later,
    outdir,
    plugins: [fromCore(core, source, 'esm'), builtins(source)],
  });
  type Exports = Record<string, () => Promise<unknown>>;
  const { exports } = runCompiled<Exports>(join(outdir, core.name), undefined, {
    require: createRequire(import.meta.url),
    load: (specifier) => import(join(outdir, specifier)),
  });
  return { core, exports };
}

const files = {
  'main.ts': `
    import { count } from './state.ts';
    export const quick = async () => (await import('./quick.ts')).word;
    export const later = async () => (await import('./later.ts')).grown();
    export const counted = async () => count();
  `,
  'quick.ts': `import { join } from 'node:path'; export const word: string = join('quick', 'answer');`,
  'state.ts': `
    let counted = 0;
    export const count = () => ++counted;
    export class Trouble extends Error {}
  `,
  'later.ts': `
    import { count, Trouble } from './state.ts';
    import { word } from './quick.ts';
    export const grown = () => [count(), word, new Trouble() instanceof Error];
  `,
};

test('what is named lies in the core itself, everything else in a chunk', async (context) => {
  const { core, exports } = await built(context, files, ['quick.ts']);
  assert.equal(await exports.quick?.(), 'quick/answer');
  assert.deepEqual(Object.keys(core.later), ['later']);
});

test('a chunk shares the state and the classes of the core', async (context) => {
  const { exports } = await built(context, files, ['quick.ts']);
  assert.equal(await exports.counted?.(), 1);
  assert.deepEqual(await exports.later?.(), [2, 'quick/answer', true]);
  assert.equal(await exports.counted?.(), 3);
});

test('the name of the core changes with what is in it', async (context) => {
  const { core: one } = await built(context, files, ['quick.ts']);
  const { core: other } = await built(context, { ...files, 'quick.ts': `export const word = 'other';` }, ['quick.ts']);
  assert.match(one.name, /^core-[A-Z0-9]{8}\.cjs$/);
  assert.notEqual(one.name, other.name);
});
