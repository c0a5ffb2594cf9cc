import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';

/** Texts that Ink and what it brings are built without, by file, and what stands there instead. */
const replaced: readonly (readonly [file: RegExp, text: string, instead: string])[] = [
  // Yoga's code lies in the file itself. To have it compiled on another thread takes longer than to do it here, and Node
  // may end before that thread has answered.
  [
    /yoga-layout\/dist\/binaries\/yoga-wasm-base64-esm\.js$/,
    'if(h.instantiateWasm)try{return',
    `return a(new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(H.slice(H.indexOf(',') + 1), 'base64')), d));
    if(false)try{return`,
  ],
  // What waits at its top level cannot be CommonJS. Before it draws, Ink asks Yoga for its constants only.
  [
    /yoga-layout\/dist\/src\/index\.js$/,
    'const Yoga = wrapAssembly(await loadYoga());',
    `import constants from './generated/YGEnums.js';
    const Yoga = { ...constants };
    export const ready = loadYoga().then((loaded) => Object.assign(Yoga, wrapAssembly(loaded)));`,
  ],
  // Ink's help for those who work on it.
  [/ink\/build\/reconciler\.js$/, "await import('./devtools.js')", 'undefined'],
  [/ink\/build\/reconciler\.js$/, 'await loadPackageJson()', 'undefined'],
  // On the alternate screen nobody sees the frame after the last.
  [/ink\/build\/ink\.js$/, 'if (shouldRenderFinalFrame)', 'if (shouldRenderFinalFrame && !this.alternateScreen)'],
  // Of a screenful of characters nearly all are ASCII.
  [/ink\/build\/output\.js$/, 'character => !/^', "character => character.value < '\\u007f' || !/^"],
  // What one text has for itself is not put together from characters.
  [
    /ink\/build\/output\.js$/,
    'for (let y = 0; y < this.height; y++) {',
    `const { whole, rest } = $wholeRows(this.operations, this.height);
    for (let y = 0; y < this.height; y++) {
      if (whole[y] !== undefined) { output.push(undefined); continue; }`,
  ],
  [/ink\/build\/output\.js$/, 'of this.operations)', 'of rest)'],
  [/ink\/build\/output\.js$/, '.map(line => {', '.map((line, y) => { if (line === undefined) return whole[y];'],
  // Node loads its whole measuring of itself with it, for the time that a frame takes.
  [/scheduler\/cjs\/scheduler\.production\.js$/, '"object" === typeof performance', 'false'],
  [/ink\/build\/ink\.js$/, 'performance.now()', 'Date.now()'],
  // Node's own loads with it what a check of one argument does not need.
  [/signal-exit\/index\.js$/, "require('assert')", '{ equal() {} }'],
];

const require = createRequire(import.meta.url);

/** What of our own stands in for it, by the word that stands there then. */
const ours = [
  ['$segmenter', 'graphemes.ts'],
  ['$wholeRows', 'whole-rows.ts'],
] as const;

const newSegmenter = /new Intl\.Segmenter\((undefined, ?\{ ?granularity: ?["']grapheme["'] ?\})?\)/;

/**
 * Makes Ink ready to be one CommonJS file with our own screens, and quicker to its first frame.
 * @param source the folder of our own code
 */
export function ink(source: string): Plugin {
  const ownFile = (name: string) => JSON.stringify(join(source, 'ui', name));
  const importOf = (word: string, file: string) => `import { ${word.slice(1)} as ${word} } from ${ownFile(file)};`;
  return {
    name: 'ink',
    setup({ onLoad, onResolve }) {
      onLoad({ filter: /node_modules[\\/].*\.js$/ }, async ({ path }) => {
        const contents = replaced
          .filter(([file]) => file.test(path.replaceAll('\\', '/')))
          .reduce(
            (text, [, from, to]) => {
              if (!text.includes(from)) throw new Error(`${path} no longer holds ${from}`);
              return text.replaceAll(from, to);
            },
            await readFile(path, 'utf8'),
          );
        const withOurs = contents.replace(newSegmenter, '$segmenter');
        const imports = ours.filter(([word]) => withOurs.includes(word)).map(([word, file]) => importOf(word, file));
        return { contents: [...imports, withOurs].join('') };
      });
      // As CommonJS it would be copied for every file that imports it, and asked for each name at every use.
      onResolve({ filter: /^react(\/jsx-runtime)?$/ }, ({ path, kind }) =>
        kind === 'import-statement' ? { path, namespace: 'react' } : undefined,
      );
      onLoad({ filter: /.*/, namespace: 'react' }, ({ path }) => ({
        contents: `
          const all = require('${path}');
          export default all;
          export const { ${Object.keys(require(path)).join(', ')} } = all;`,
        resolveDir: dirname(source),
      }));
      // Measuring the first character beyond ASCII takes 10 ms, and what we draw with is known to be narrow.
      onResolve({ filter: /^string-width$/ }, ({ path }) => ({ path, namespace: 'width' }));
      onResolve({ filter: /^itself$/, namespace: 'width' }, ({ resolveDir }) => ({
        path: join(resolveDir, 'node_modules', 'string-width', 'index.js'),
      }));
      onLoad({ filter: /.*/, namespace: 'width' }, () => ({
        contents: `
          import { isNarrow } from ${ownFile('narrow.ts')};
          let itself;
          export default (text, options) => {
            if (options?.ambiguousIsNarrow !== false && isNarrow(text)) return text.length;
            itself ??= require('itself').default;
            return itself(text, options);
          };`,
        resolveDir: dirname(source),
      }));
    },
  };
}
