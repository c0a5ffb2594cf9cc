import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import xterm from '@xterm/headless';
import { Chalk } from 'chalk';
import { build } from 'esbuild';
import fc from 'fast-check';
import { options } from '../../source/build/build.ts';
import { builtins } from '../../source/build/builtins.ts';
import { ink } from '../../source/build/ink.ts';

type Transformers = { readonly transformers: readonly ((line: string, at: number) => string)[] };
type Output = {
  write(x: number, y: number, text: string, transformers: Transformers): void;
  clip(bounds: Readonly<Record<'x1' | 'x2' | 'y1' | 'y2', number | undefined>>): void;
  unclip(): void;
  get(): { output: string; height: number };
};
type OutputOf = new (size: { readonly width: number; readonly height: number }) => Output;

const file = join(options.absWorkingDir, 'node_modules/ink/build/output.js');
const size = { width: 40, height: 10 };
let directory: string;
let asItIs: OutputOf;
let asBuilt: OutputOf;

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'rolecall-ink-'));
  const source = `${options.absWorkingDir}source/`;
  const outfile = join(directory, 'output.mjs');
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  const plugins = [ink(source), builtins(source)];
  await build({ ...options, format: 'esm', entryPoints: [file], outfile, plugins, banner, metafile: false });
  asItIs = (await import(pathToFileURL(file).href)).default;
  asBuilt = (await import(pathToFileURL(outfile).href)).default;
});

after(() => rm(directory, { recursive: true, force: true }));

const pens = new Chalk({ level: 3 });
const texts = [
  'one',
  'two words',
  '  indented',
  'trailing   ',
  '日本',
  'a\u200bb',
  '👩‍💻',
  '│ ❯ ★ │',
  pens.red('red'),
  ' ',
];
const transformers = [
  pens.bold,
  pens.inverse,
  pens.hex('#336699'),
  pens.bgHex('#222222').underline,
  (line: string, at: number) => `${at} ${pens.dim(line)}${pens.green(' end')}`,
  (line: string) => line,
];

/** A text at a place, transformed or not, cut or not. */
const written = fc.record({
  x: fc.integer({ min: -1, max: 23 }),
  y: fc.integer({ min: -1, max: size.height - 2 }),
  lines: fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 3 }),
  /** Over all its lines. */
  isYellow: fc.boolean(),
  transformers: fc.array(fc.constantFrom(...transformers), { maxLength: 1 }),
  clip: fc.option(
    fc.record({
      x1: fc.integer({ min: 0, max: 9 }),
      x2: fc.integer({ min: 10, max: 29 }),
      y1: fc.integer({ min: 0, max: 3 }),
      y2: fc.integer({ min: 4, max: 8 }),
    }),
    { nil: undefined, freq: 3 },
  ),
});

type Written = typeof written extends fc.Arbitrary<infer Of> ? Of : never;

function draw(output: Output, { x, y, lines, isYellow, transformers, clip }: Written): void {
  if (clip) output.clip(clip);
  output.write(x, y, isYellow ? pens.yellow(lines.join(' \n')) : lines.join('\n'), { transformers });
  if (clip) output.unclip();
}

/** Every cell that a person would see, with its colours and style. */
async function shown(text: string): Promise<readonly string[]> {
  const terminal = new xterm.Terminal({ cols: 60, rows: size.height, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(text.replaceAll('\n', '\r\n'), resolve));
  const rows = Array.from({ length: size.height }, (_, y) => {
    const line = terminal.buffer.active.getLine(y);
    const cells = Array.from({ length: 60 }, (_, x) => {
      const cell = line?.getCell(x);
      if (cell === undefined) return '';
      const look = [
        cell.getFgColor(),
        cell.getBgColor(),
        cell.isBold(),
        cell.isDim(),
        cell.isInverse(),
        cell.isUnderline(),
      ];
      const text = cell.getChars() || (cell.getWidth() === 0 ? '' : ' ');
      // Of a blank only what fills it is seen.
      return text === ' ' && !cell.isInverse() && !cell.isUnderline()
        ? `${cell.getBgColor()}`
        : `${text}${look.join()}`;
    });
    return cells.join('|');
  });
  terminal.dispose();
  return rows;
}

test('a frame that is not put together from characters looks like one that is', async () => {
  let spared = 0;
  const frames = fc.array(written, { minLength: 1, maxLength: 8 });
  const property = fc.asyncProperty(frames, async (frame) => {
    const [ours, theirs] = [new asBuilt(size), new asItIs(size)];
    for (const output of [ours, theirs]) for (const each of frame) draw(output, each);
    const [one, other] = [ours.get(), theirs.get()];
    assert.equal(one.height, other.height);
    assert.deepEqual(await shown(one.output), await shown(other.output));
    spared += one.output === other.output ? 0 : 1;
  });
  await fc.assert(property, { numRuns: 300 });
  assert.ok(spared > 0, 'some were made in another way');
});
