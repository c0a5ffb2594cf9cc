import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Metafile } from 'esbuild';
import { bundle, options } from '../../source/build/build.ts';

let outputs: Metafile['outputs'];
let outdir: string;

before(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'rolecall-graph-'));
  ({ outputs } = await bundle(outdir));
});

after(() => rm(outdir, { recursive: true, force: true }));

/** The output that has a source file in it. */
function outputOf(source: string): string {
  const found = Object.entries(outputs).find(([, { inputs }]) => source in inputs);
  assert.ok(found, `${source} is in the bundle`);
  return found[0];
}

/** The file that everything starts with, and what else of the program lies in it. */
const core = () => outputOf('source/cli.ts');

for (const verb of ['list', 'status', 'exec', 'credential-process', 'export', 'renew', 'switch']) {
  test(`${verb} lies in the first file, so that from the cache nothing else is read`, () => {
    assert.equal(outputOf(`source/commands/${verb}.ts`), core());
  });
}

for (const part of ['adapters/session-files', 'adapters/settings-files', 'adapters/processes', 'profiles/load']) {
  test(`${part} lies there too`, () => assert.equal(outputOf(`source/${part}.ts`), core()));
}

test('in the first file is no library: no Ink, no React, no SDK, no conf', () => {
  const inputs = Object.keys(outputs[core()]?.inputs ?? {});
  assert.deepEqual(
    inputs.filter((input) => /node_modules|^source\/(ui\/.*\.tsx|sandbox\/(server|world|process)\.)/.test(input)),
    [],
  );
});

/** What opens a session that is not in the cache. */
const opening = () => outputOf('source/sessions/open.ts');

for (const part of [
  'source/adapters/sts.ts',
  'source/adapters/lock.ts',
  'node_modules/@aws-sdk/client-sts',
  'node_modules/conf',
]) {
  test(`${part} lies in the file that opens sessions`, () => {
    assert.ok(Object.keys(outputs[opening()]?.inputs ?? {}).some((input) => input.startsWith(part)));
  });
}

test('every class of our own lies in one file: what one throws, another can tell', async () => {
  const places = new Map<string, string[]>();
  for (const [output, { inputs }] of Object.entries(outputs)) {
    for (const input of Object.keys(inputs).filter((input) => input.startsWith('source/'))) {
      places.set(input, [...(places.get(input) ?? []), output]);
    }
  }
  const twice = [...places].filter(([, files]) => files.length > 1).map(([input]) => input);
  const withClass = await Promise.all(
    twice.map(async (input) => {
      const text = await readFile(join(options.absWorkingDir, input), 'utf8');
      return /^export (abstract )?class /m.test(text) ? [input] : [];
    }),
  );
  assert.deepEqual(withClass.flat(), []);
});

test('nothing but optional native parts is left to be installed', () => {
  const outside = Object.values(outputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  const names = new Set(
    outside.map(({ path }) => path).filter((path) => !/^(node:|\.\/(chunks\/|opening\/|core-))/.test(path)),
  );
  const builtin = (name: string) => process.getBuiltinModule(name) !== undefined;
  assert.deepEqual(
    [...names].filter((name) => !builtin(name) && !(options.external as readonly string[]).includes(name)),
    [],
  );
});

test('the files that are read whole are ASCII: one other character, and Node takes two bytes for each', async () => {
  for (const source of ['source/cli.ts', 'source/sessions/open.ts', 'source/ui/main.ts']) {
    const text = await readFile(join(options.absWorkingDir, outputOf(source)), 'utf8');
    assert.deepEqual([...new Set(text.match(/\P{ASCII}/gu))], [], source);
  }
});

test('no file tells where it was built', async () => {
  for (const path of Object.keys(outputs).filter((path) => /js$/.test(path))) {
    const text = await readFile(join(options.absWorkingDir, path), 'utf8');
    assert.ok(!text.includes(options.absWorkingDir), path);
  }
});

test('every chunk that the files which are read whole lead to is there', async () => {
  const read = (output: string) => readFile(join(options.absWorkingDir, output), 'utf8');
  const text = (await Promise.all([core(), opening()].map(read))).join('\n');
  const wanted = Array.from(text.matchAll(/\$import\("\.(\/chunks\/[^"]+)"\)/g), ([, path = '']) => path);
  const made = Object.keys(outputs).map((path) => path.slice(path.lastIndexOf('/chunks/')));
  assert.ok(wanted.length > 10);
  assert.deepEqual(
    wanted.filter((path) => !made.includes(path)),
    [],
  );
});

test('the first file asks for a part of Node when it uses it, not before', () => {
  assert.deepEqual(
    outputs[core()]?.imports.filter(({ kind }) => kind === 'require-call'),
    [],
  );
});
