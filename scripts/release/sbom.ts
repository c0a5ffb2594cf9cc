import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { root } from '../bundle.ts';
import { type Bundled, bundledPackages } from '../licenses.ts';
import type { Release } from './contents.ts';
import { keyringOf } from './runtimes.ts';
import type { Target } from './targets.ts';

type Lock = { readonly packages: Readonly<Record<string, { readonly version?: string; readonly integrity?: string }>> };

/** Digests of the packages by name and version, as the lock files have them. */
function lockedDigests(): ReadonlyMap<string, string> {
  const digests = new Map<string, string>();
  for (const folder of [join(root, 'scripts', 'release', 'runtimes'), root]) {
    const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as Lock;
    for (const [path, { version, integrity }] of Object.entries(lock.packages)) {
      const [, digest] = /^sha512-(\S+)$/.exec(integrity ?? '') ?? [];
      const [, name] = /.*node_modules\/(.+)$/.exec(path) ?? [];
      if (digest !== undefined) digests.set(`${name}@${version}`, Buffer.from(digest, 'base64').toString('hex'));
    }
  }
  return digests;
}

/** What is inside the programs, of all targets together. Each version of a package once. */
async function insideAll(targets: readonly Target[]): Promise<readonly Bundled[]> {
  const all = new Map<string, Bundled>();
  for (const target of targets) {
    for (const each of await bundledPackages(keyringOf(target))) {
      // Of the runtime, the package of the target is inside.
      const found = each.name === 'bun' ? { ...each, name: target.runtime } : each;
      all.set(`${found.name}@${found.version}`, found);
    }
  }
  return [...all].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each);
}

/** The bill of materials (CycloneDX 1.6, JSON): the packages that are bundled into the programs, and their licences. */
export async function billOfMaterials({ version, time, built }: Release): Promise<string> {
  const digests = lockedDigests();
  const own = `pkg:npm/rolecall@${version}`;
  const components = (await insideAll(built.map(({ target }) => target))).map((each) => component(each, digests));
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: new Date(time * 1000).toISOString(),
      component: {
        type: 'application',
        'bom-ref': own,
        name: 'rolecall',
        version,
        description: manifest.description,
        licenses: [{ license: { id: manifest.license } }],
        purl: own,
      },
    },
    components,
    dependencies: [{ ref: own, dependsOn: components.map(({ purl }) => purl) }],
  };
  const serialNumber = `urn:uuid:${uuidOf(JSON.stringify(bom))}`;
  const { bomFormat, specVersion, ...rest } = bom;
  return `${JSON.stringify({ bomFormat, specVersion, serialNumber, ...rest }, undefined, 2)}\n`;
}

function component({ name, version, license, author }: Bundled, digests: ReadonlyMap<string, string>) {
  const digest = digests.get(`${name}@${version}`);
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const isExpression = /\s/.test(license);
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    authors: [{ name: author }],
    ...(digest !== undefined && { hashes: [{ alg: 'SHA-512', content: digest }] }),
    licenses: [isExpression ? { expression: license } : { license: { id: license } }],
    purl,
  };
}

/** A UUID of a text: the same for the same text. */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  // Version 8 is for makers' own ways.
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
