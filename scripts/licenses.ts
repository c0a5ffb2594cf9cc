import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { spdxTexts } from './spdx.ts';

/** A package that comes with the program, and its terms. */
export type Bundled = {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly author: string;
  /** Undefined where the package ships none. */
  readonly text: string | undefined;
};

/**
 * Under what terms everything that is in the bundle comes: names and versions first, then each text once.
 * @param inputs the files it is made of
 * @param root what they are relative to
 * @param others what comes along and is no file of it
 */
export async function licensesOf(
  inputs: readonly string[],
  root: string,
  others: readonly Bundled[] = [],
): Promise<string> {
  const folders = new Set(inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []));
  const bundled = await Promise.all([...folders].map((folder) => readPackage(resolve(root, folder))));
  bundled.push(...others);
  bundled.sort((one, other) => (one.name < other.name ? -1 : 1));
  const byText = new Map<string, string[]>();
  for (const { name, version, license, author, text: shipped } of bundled) {
    // The Apache licence names no holder: another package's copy says the same.
    const same =
      license === 'Apache-2.0' ? bundled.find((other) => other.license === license && other.text) : undefined;
    const text = shipped ?? same?.text ?? spdxTexts[license]?.(author);
    if (text === undefined) throw new Error(`${name} ships no licence text, and there is none for ${license}`);
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const parts = [...byText].map(([text, names]) => `${'-'.repeat(78)}\n${names.join('\n')}\n\n${text}\n`);
  return `rolecall is distributed with code from these packages.\n\n${parts.join('\n')}`;
}

async function readPackage(folder: string): Promise<Bundled> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const { name, version, license, author } = manifest as Record<string, unknown> & Bundled;
  const file = (await readdir(folder)).find((entry) => /^licen[sc]e(\.(md|txt))?$/i.test(entry));
  const written = typeof author === 'string' ? author : ((author as { name?: string } | undefined)?.name ?? name);
  const text = file === undefined ? undefined : (await readFile(join(folder, file), 'utf8')).replace(/\r/g, '').trim();
  return { name, version, license, author: written, text };
}
