import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { Metafile } from 'esbuild';
import { bundle, options } from '../../source/build/build.ts';

let outputs: Metafile['outputs'];

before(async () => {
  const outdir = await mkdtemp(join(tmpdir(), 'rolecall-graph-'));
  ({ outputs } = await bundle(outdir));
  await rm(outdir, { recursive: true, force: true });
});

/** The output that has a source file in it. */
function outputOf(source: string): string {
  const found = Object.entries(outputs).find(([, { inputs }]) => source in inputs);
  assert.ok(found, `${source} is in the bundle`);
  return found[0];
}

/** Every file that is read before the first line of one runs. */
function staticClosure(path: string, reached = new Set<string>()): ReadonlySet<string> {
  if (reached.has(path)) return reached;
  reached.add(path);
  for (const { path: to, kind, external } of outputs[path]?.imports ?? []) {
    if (kind === 'import-statement' && !external) staticClosure(to, reached);
  }
  return reached;
}

const isThere = (verb: string) => Object.values(outputs).some(({ inputs }) => `source/commands/${verb}.ts` in inputs);

for (const verb of ['list', 'status', 'exec', 'credential-process']) {
  test(`${verb} is reached without a library: no Ink, no React, no SDK, no conf`, (context) => {
    if (!isThere(verb)) return context.skip(`there is no ${verb} yet`);
    const start = ['source/rolecall.ts', 'source/cli.ts', `source/commands/${verb}.ts`];
    const loaded = start.flatMap((source) => [...staticClosure(outputOf(source))]);
    const inputs = loaded.flatMap((path) => Object.keys(outputs[path]?.inputs ?? {}));
    assert.deepEqual(
      inputs.filter((input) => /node_modules|^source\/(ui\/.*\.tsx|sandbox\/(server|world|process)\.)/.test(input)),
      [],
    );
  });
}

test('a quick command reads few files: each one more costs about a millisecond', () => {
  const loaded = new Set(
    ['source/rolecall.ts', 'source/cli.ts', 'source/commands/list.ts'].flatMap((source) => [
      ...staticClosure(outputOf(source)),
    ]),
  );
  assert.ok(loaded.size <= 12, [...loaded].join('\n'));
});

test('nothing but optional native parts is left to be installed', () => {
  const outside = Object.values(outputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  const names = new Set(outside.map(({ path }) => path).filter((path) => !path.startsWith('node:')));
  const builtin = (name: string) => process.getBuiltinModule(name) !== undefined;
  assert.deepEqual(
    [...names].filter((name) => !builtin(name) && !(options.external as readonly string[]).includes(name)),
    [],
  );
});

test('the parts of Node that a quick command loads are those that Node has loaded itself', () => {
  for (const source of ['source/cli.ts', 'source/commands/list.ts']) {
    for (const path of staticClosure(outputOf(source))) {
      const imported = outputs[path]?.imports.filter(({ kind, external }) => external && kind === 'import-statement');
      assert.deepEqual(imported, [], path);
    }
  }
});
