import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../source/', import.meta.url));

/** The house is described with slashes, on Windows as well. */
function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}

type Import = { readonly from: string; readonly to: string; readonly kind: 'static' | 'type' | 'dynamic' };

/** Every import of every file: targets inside the house as paths, others as they are written. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(source, file), 'utf8');
  const found: Import[] = [];
  const add = (specifier: string, kind: Import['kind']) => {
    const to = specifier.startsWith('.')
      ? slashed(relative(source, join(source, dirname(file), specifier)))
      : specifier;
    found.push({ from: file, to, kind });
  };
  for (const [, type, specifier = ''] of text.matchAll(/^(?:import|export)\s+(type\s)?[^;'"]*?from\s+'([^']+)'/gms)) {
    add(specifier, type === undefined ? 'static' : 'type');
  }
  for (const [, specifier = ''] of text.matchAll(/^import\s+'([^']+)'/gm)) add(specifier, 'static');
  for (const [, specifier = ''] of text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)) add(specifier, 'dynamic');
  return found;
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map(slashed);
const imports = files.flatMap(importsOf);
const roomOf = (path: string) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : path);

const inDomain = ({ from }: Import) => roomOf(from) === 'domain';
const inside = ({ to }: Import) => files.includes(to);

function broken(rule: (each: Import) => boolean): string[] {
  return imports.filter(rule).map(({ from, to }) => `${from} → ${to}`);
}

test('a domain room touches nothing of the world and no library', () => {
  assert.deepEqual(
    broken((each) => inDomain(each) && !inside(each)),
    [],
  );
});

test('a domain room knows domain rooms and problems only', () => {
  const allowed = ['domain', 'problem.ts'];
  assert.deepEqual(
    broken((each) => inDomain(each) && inside(each) && !allowed.includes(roomOf(each.to))),
    [],
  );
});

test('a domain room reads neither the process nor the clock', () => {
  const reading = /\bprocess\.(?!env\.DEV)|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/;
  const found = files.filter((file) => {
    const text = readFileSync(join(source, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*|`[^`]*`|'[^'\n]*'/g, '');
    return roomOf(file) === 'domain' && reading.test(text);
  });
  assert.deepEqual(found, []);
});

test('only the entry, the command line, the composition root with its ports, and adapters import adapters', () => {
  const allowed = ['main.ts', 'straight.ts', 'context.ts', 'ports', 'cli.ts', 'adapters'];
  assert.deepEqual(
    broken(({ from, to }) => roomOf(to) === 'adapters' && !allowed.includes(roomOf(from))),
    [],
  );
});

test('adapters know domain types and ports, and nothing above them', () => {
  const above = ['commands', 'output', 'ports', 'context.ts', 'cli.ts'];
  assert.deepEqual(
    broken(({ from, to }) => roomOf(from) === 'adapters' && above.includes(roomOf(to))),
    [],
  );
  const ui = ({ from, to, kind }: Import) => roomOf(from) === 'adapters' && roomOf(to) === 'ui' && kind !== 'type';
  assert.deepEqual(broken(ui), []);
});

test('the UI knows domain types, pure functions and Ink, nothing of the world', () => {
  const allowed = ['domain', 'ui', 'output', 'problem.ts'];
  assert.deepEqual(
    broken((each) => roomOf(each.from) === 'ui' && inside(each) && !allowed.includes(roomOf(each.to))),
    [],
  );
  const world = /^node:(fs|child_process|net|http|os)|^@aws-sdk|^conf$/;
  assert.deepEqual(
    broken(({ from, to }) => roomOf(from) === 'ui' && world.test(to)),
    [],
  );
});

test('only ui/terminal.tsx renders, and state, changes and keys know no React', () => {
  const renders = files.filter((file) =>
    /\brender\s*[,}].*from 'ink'|\brender\(</s.test(readFileSync(join(source, file), 'utf8')),
  );
  assert.deepEqual(
    renders.filter((file) => file !== 'ui/terminal.tsx'),
    [],
  );
  const pure = /^ui\/(core\/(state|reducer|store|keys)|screens\/.*\/(update|keys|spoken))\.ts$/;
  assert.deepEqual(
    broken(({ from, to }) => pure.test(from) && /^(react|ink)/.test(to)),
    [],
  );
});

test('the sandbox knows no other room', () => {
  assert.deepEqual(
    broken((each) => roomOf(each.from) === 'sandbox' && inside(each) && roomOf(each.to) !== 'sandbox'),
    [],
  );
});

test('nothing with a dependency is imported at start', () => {
  const reached = new Set<string>();
  const walk = (file: string) => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const { to, kind } of importsOf(file)) if (kind === 'static' && files.includes(to)) walk(to);
  };
  for (const root of ['main.ts', 'cli.ts', 'straight.ts', 'commands/explain/list.ts', 'commands/open/exec.ts'])
    walk(root);
  const outside = imports.filter(({ from, to, kind }) => reached.has(from) && kind === 'static' && !files.includes(to));
  const libraries = outside.filter(({ to }) => !to.startsWith('node:') && !to.startsWith('..'));
  assert.deepEqual(
    libraries.map(({ from, to }) => `${from} → ${to}`),
    [],
  );
});

test('only cli.ts ends the process', () => {
  const exits = files.filter((file) => /\bprocess\.exit\(/.test(readFileSync(join(source, file), 'utf8')));
  assert.deepEqual(
    exits.filter((file) => roomOf(file) !== 'sandbox'),
    ['cli.ts'],
  );
});

test('no imports go round in a circle, those of types and those that are loaded later included', () => {
  const edges = new Map(files.map((file) => [file, importsOf(file).map(({ to }) => to)]));
  const state = new Map<string, 'open' | 'closed'>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (state.get(file) === 'closed') return;
    if (state.get(file) === 'open') {
      circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    state.set(file, 'open');
    for (const next of edges.get(file) ?? []) if (edges.has(next)) visit(next, [...path, file]);
    state.set(file, 'closed');
  };
  for (const file of files) visit(file, []);
  assert.deepEqual(circles, []);
});

test('no room hides behind a barrel', () => {
  assert.deepEqual(
    files.filter((file) => /(^|\/)index\.tsx?$/.test(file)),
    [],
  );
});

test('no plain object is asked for the word of somebody else: every object has a constructor', () => {
  // The words of forms are the ids of their fields, and the sandbox looks for itself.
  const checked = files.filter((file) => !/^(ui|sandbox)\//.test(file));
  const found = checked.flatMap((file) => {
    const text = readFileSync(join(source, file), 'utf8');
    const aliases = [...text.matchAll(/\btype (\w+) = (?:Readonly<)?Record<string,/g)].map(([, name]) => name);
    const types = ['(?:Readonly<)?Record<string,', ...aliases.map((name) => `${name}\\b`)].join('|');
    const declared = new RegExp(`\\b(\\w+)\\??: (?:${types})`, 'g');
    const names = new Set(
      [...text.matchAll(declared)].map(([, name = '']) => name).filter((name) => !/^env/.test(name)),
    );
    return text.split('\n').flatMap((line, at) => {
      const bad = [...names].some((name) => {
        // A new property is not a question; nor is one of a literal name.
        const asked = new RegExp(
          `(?<!\\.)\\b${name}\\[(?!['"\`\\]])[^\\]]+\\](?! = )|\\bin ${name}\\b(?=[) ])(?!.* of )`,
        );
        return asked.test(line) && !line.includes('Object.hasOwn(') && !/^\s*(\*|\/\/)/.test(line);
      });
      return bad ? [`${file}:${at + 1} ${line.trim()}`] : [];
    });
  });
  assert.deepEqual(found, [], 'own() of domain/own.ts, a Map, or Object.hasOwn');
});

test('no object is filled by Object.assign({}, …), which loses __proto__', () => {
  const found = files.filter((file) => /Object\.assign\(\{\}/.test(readFileSync(join(source, file), 'utf8')));
  assert.deepEqual(found, []);
});
