import { promisify } from 'node:util';
import type { Plugin } from 'esbuild';

/**
 * Reaches Node's own modules through `process.getBuiltinModule` when something of theirs is first used. An `import`
 * would load them at start, and with them everything that their exports lead to: `node:fs` alone brings promises,
 * streams and workers along, more than a short command takes for its own work. What an older Node lacks must not be
 * imported by name and asked for with `?.`: here every name has a function.
 * @param source the folder of our own code; libraries may extend a class of Node's, which has to be there at once
 */
export function builtins(source: string): Plugin {
  return {
    name: 'builtins',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ path, kind, importer }) => {
        const name = path.replace(/^node:/, '');
        if (kind === 'dynamic-import' || process.getBuiltinModule(name) === undefined) return undefined;
        const namespace = kind === 'require-call' ? 'required' : importer.startsWith(source) ? 'lazy' : 'at-once';
        return { path: name, namespace, sideEffects: false };
      });
      onLoad({ filter: /.*/, namespace: 'required' }, ({ path }) => ({
        contents: `module.exports = process.getBuiltinModule('${path}');`,
      }));
      onLoad({ filter: /.*/, namespace: 'at-once' }, ({ path }) => ({
        contents: moduleText(path, (name, value) => isFunction(value) && /^[a-z]/.test(name)),
      }));
      onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({
        contents: moduleText(path, (_, value) => isFunction(value) && !hasStatics(value)),
      }));
    },
  };
}

/** `promisify` asks some functions how they want to be called: a wrapper would not know. */
const isFunction = (value: unknown): value is object => typeof value === 'function' && !(promisify.custom in value);

/** What hangs on functions anyway, and what Node hangs on some of its own for itself. */
const ofNoUse = ['length', 'name', 'prototype', 'arguments', 'caller', 'super_', 'withoutStackTrace'];

/** `Buffer.from`: what hangs on a class is not on a wrapper of it. */
const hasStatics = (value: object) => Object.getOwnPropertyNames(value).some((name) => !ofNoUse.includes(name));

/** An ES module that exports what the built-in has; what nobody imports is shaken off. */
function moduleText(name: string, isLazy: (name: string, value: unknown) => boolean): string {
  const builtin = process.getBuiltinModule(name) as Record<string, unknown>;
  const names = Object.keys(builtin).filter((key) => /^[A-Za-z]\w*$/.test(key) && key !== 'default');
  const exported = names.map((key) => {
    if (!isLazy(key, builtin[key])) return `export const ${key} = /* @__PURE__ */ $read('${key}');`;
    // A class wants `new`; a wrapper that returns an object may be called with it.
    const call = /^[A-Z]/.test(key) ? `new ($builtin().${key})(...values)` : `$builtin().${key}(...values)`;
    return `export function ${key}(...values) { return ${call}; }`;
  });
  return [
    `const $builtin = () => process.getBuiltinModule('${name}');`,
    'const $read = (key) => $builtin()[key];',
    ...exported,
    'export default /* @__PURE__ */ $builtin();',
  ].join('\n');
}
