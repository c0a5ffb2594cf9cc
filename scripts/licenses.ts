import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { entry, keyringPart, root, substitutes } from './bundle.ts';
import { inputsOf } from './compile.ts';

/** A package inside the program, and its licence. */
export type Bundled = {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly author: string;
  /** Undefined where the package ships none. */
  readonly text: string | undefined;
};

/**
 * The packages inside the program, in the order of their names: those of the bundle, the keychain's native part and the runtime.
 * @param keyring the file of the native part
 */
export async function bundledPackages(keyring = keyringPart()): Promise<readonly Bundled[]> {
  inputs ??= inputsOf({ entry, plugins: [substitutes] });
  const paths = [...(await inputs), keyring].map((path) => resolve(path));
  const folders = new Set(paths.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []));
  const bundled = await Promise.all([...folders].map((folder) => readPackage(folder)));
  // Several copies of one version can be inside, in whatever order the bundler came to them.
  const byName = new Map([...bundled, runtime()].map((each) => [`${each.name} ${each.version}`, each]));
  return [...byName].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each);
}

/** The same for every target. */
let inputs: Promise<readonly string[]> | undefined;

/** The licences of everything inside the program: each text once, under the packages that have it. */
export async function programLicenses(keyring?: string): Promise<string> {
  const bundled = await bundledPackages(keyring);
  const byText = new Map<string, string[]>();
  for (const { name, version, license, author, text: shipped } of bundled) {
    // The Apache licence names no holder, so another package's copy is the same text.
    const same =
      license === 'Apache-2.0' ? bundled.find((other) => other.license === license && other.text) : undefined;
    const text = shipped ?? same?.text ?? spdxTexts[license]?.(author);
    if (text === undefined) throw new Error(`${name} ships no licence text, and there is none for ${license}`);
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const parts = [...byText].map(([text, names]) => `${'-'.repeat(78)}\n${names.join('\n')}\n\n${text}\n`);
  return `rolecall is distributed with code from these packages.\n\n${parts.join('\n')}`;
}

/** Bun, with the libraries linked into it: its own page about licences is the text. */
function runtime(): Bundled {
  const page = readFileSync(join(root, 'node_modules', 'bun-types', 'docs', 'project', 'license.mdx'), 'utf8');
  const text = page.replace(/^---\n[\s\S]*?\n---\n/, '').trim();
  return { name: 'bun', version: Bun.version, license: 'MIT', author: 'Oven', text };
}

async function readPackage(folder: string): Promise<Bundled> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const { name, version, license, author } = manifest as Record<string, unknown> & Bundled;
  const file = (await readdir(folder)).find((entry) => /^licen[sc]e(\.(md|txt))?$/i.test(entry));
  const written = typeof author === 'string' ? author : ((author as { name?: string } | undefined)?.name ?? name);
  const text = file === undefined ? undefined : (await readFile(join(folder, file), 'utf8')).replace(/\r/g, '').trim();
  return { name, version, license, author: written, text };
}

const warranty = `THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;

/** Licence texts of SPDX, for packages that name a licence and ship no text. */
const spdxTexts: Readonly<Record<string, (author: string) => string>> = {
  MIT: (author) => `MIT License

Copyright (c) ${author}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

${warranty}`,
};
