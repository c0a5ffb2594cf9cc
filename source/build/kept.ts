import { relative, resolve } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';

/** A file that is run with what was compiled of it before. Others take from it what they share with it. */
export type Kept = {
  /** What imports of it are called in what esbuild makes. */
  readonly role: 'core' | 'opening';
  /** Our own files that lie in it, by absolute path, each with the names it exports. */
  readonly members: ReadonlyMap<string, readonly string[]>;
};

/**
 * An import of something that lies in a kept file gives what that file has, not a copy of it.
 * @param source the folder of our own code
 * @param link code that defines `link`: what `linkText` exports
 */
export function fromKept({ role, members }: Kept, source: string, link: string): Plugin {
  return {
    name: `from-${role}`,
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
        const file = resolve(resolveDir, path);
        // Relative: what is built is the same wherever it is built.
        return members.has(file) ? { path: relative(source, file), namespace: role, sideEffects: false } : undefined;
      });
      onLoad({ filter: /.*/, namespace: role }, ({ path }) => ({
        contents: [
          `import { shared } from '${role}:link';`,
          ...(members.get(resolve(source, path)) ?? []).map(
            (name) => `export const ${name} = /* @__PURE__ */ shared('${linkName(path, name)}');`,
          ),
        ].join('\n'),
      }));
      onResolve({ filter: new RegExp(`^${role}:link$`) }, ({ path }) => ({ path, namespace: `${role}-link` }));
      onResolve({ filter: /^\.\/core-/, namespace: `${role}-link` }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /.*/, namespace: `${role}-link` }, () => ({
        contents: `${link} export const shared = (name) => link[name];`,
      }));
    },
  };
}

/** What the others ask for by name. Nothing of it is made before one of them is loaded. */
export function linkText(source: string, members: Kept['members']): readonly string[] {
  const names: string[] = [];
  const imports = [...members].map(([file, exported]) => {
    const aliases = exported.map((name) => {
      const own = linkName(relative(source, file), name);
      names.push(own);
      return `${name} as ${own}`;
    });
    return `import { ${aliases.join(', ')} } from ${JSON.stringify(file)};`;
  });
  return [...imports, `export const link = () => ({ ${names.join(', ')} });`];
}

/** Those of the inputs that are our own, each with what it exports. */
export async function membersOf(
  { absWorkingDir: root = '' }: BuildOptions,
  source: string,
  inputs: readonly string[],
): Promise<Kept['members']> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: inputs.map((input) => resolve(root, input)).filter((file) => file.startsWith(source)),
    outdir: source,
    format: 'esm',
    write: false,
    metafile: true,
  });
  return new Map(
    Object.values(metafile.outputs).map(({ entryPoint = '', exports }) => [resolve(root, entryPoint), exports]),
  );
}

/** What a file of ours, or a library, is called where it is a chunk or a part of its own. */
export const wordOf = (source: string, file: string): string =>
  plainWord(file.startsWith(source) ? relative(source, file) : file);

const plainWord = (path: string): string =>
  path
    .replace(/\.tsx?$/, '')
    .replace(/\W+/g, '-')
    .replace(/^-/, '');

/** @param file relative to the folder of our own code */
const linkName = (file: string, name: string) => `${plainWord(file).replaceAll('-', '_')}$${name}`;

/** The way to what is left outside, in a chunk of its own. @param later notes it as an entry point of the rest */
export function toChunk(source: string, file: string, later: Record<string, string>): { readonly outside: string } {
  const word = wordOf(source, file);
  later[word] = file;
  return { outside: `./chunks/${word}.js` };
}
