/**
 * Writes source/domain/console/services.ts from AWS's own lists, by hand: `bun scripts/console-services.ts`, after
 * `bun scripts/fetch-aws-cli.ts`. The names are the folders of botocore's data, and what endpoints of AWS call them.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PARTITIONS } from '../source/domain/profiles/regions.ts';
import { cachedAwsCli } from '../test/helpers/aws-cli.ts';

/** A service of AWS's API. */
type Service = {
  readonly name: string;
  /** What its hosts are called: `elasticfilesystem` of `efs`. */
  readonly endpoint: string;
  /** What its requests are signed for: `bedrock` of `bedrock-runtime`. */
  readonly signing: string;
  /** The partitions that have it; none where AWS's list does not say. */
  readonly partitions: readonly string[];
};

/** Those that a browser can sign in to. */
const partitions = PARTITIONS.filter(({ consoleHost }) => consoleHost !== undefined);

/**
 * The module with the services below a folder of botocore's data.
 * @throws Error where it is no such folder
 */
export async function servicesModule(data: string): Promise<string> {
  const listed = readListed(await readJson(join(data, 'endpoints.json')));
  const folders = (await readdir(data, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const services = await Promise.all(folders.map(({ name }) => readService(data, name, listed)));
  const lists = new Map<string, string[]>();
  for (const [word, { partitions }] of wordsOf(services.sort((a, b) => (a.name < b.name ? -1 : 1)))) {
    const key = partitions.join(' ');
    lists.set(key, [...(lists.get(key) ?? []), word]);
  }
  const rows = [...lists]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, words]) => `  [\n    '${key}',\n    \`${wrapped(words)}\`,\n  ],`);
  return `${head}${rows.join('\n')}\n];\n`;
}

const head = `/**
 * The services of AWS by the partitions that have them; in the first list those of which AWS does not say where they are.
 * \`bedrock-runtime=bedrock\` has no page of its own. Written by \`bun scripts/console-services.ts\`.
 */
export const serviceLists: readonly (readonly [partitions: string, services: string])[] = [
`;

/** Each service once, and each other name for one: `states=stepfunctions`. */
function wordsOf(services: readonly Service[]): Map<string, Service> {
  const byName = new Map(services.map((service) => [service.name, service]));
  const owner = ({ name, signing }: Service): string => (byName.has(signing) ? signing : name);
  const words = new Map<string, Service>();
  for (const service of services) {
    words.set(owner(service) === service.name ? service.name : `${service.name}=${owner(service)}`, service);
  }
  const others = new Set<string>();
  for (const service of services) {
    const { endpoint } = service;
    if (byName.has(endpoint) || others.has(endpoint) || endpoint.includes('.')) continue;
    others.add(endpoint);
    words.set(`${endpoint}=${owner(service)}`, service);
  }
  return new Map([...words].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The names of endpoints by partition. */
function readListed(endpoints: unknown): ReadonlyMap<string, ReadonlySet<string>> {
  const read = endpoints as {
    readonly partitions: readonly { readonly partition: string; readonly services: object }[];
  };
  return new Map(read.partitions.map(({ partition, services }) => [partition, new Set(Object.keys(services))]));
}

async function readService(
  data: string,
  name: string,
  listed: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<Service> {
  const version = (await readdir(join(data, name))).sort().at(-1) ?? '';
  const { metadata } = (await readJson(join(data, name, version, 'service-2.json'))) as {
    readonly metadata: { readonly endpointPrefix: string; readonly signingName?: string };
  };
  const rules = await readFile(join(data, name, version, 'endpoint-rule-set-1.json'), 'utf8');
  const { endpointPrefix: endpoint, signingName: signing = endpoint } = metadata;
  const isListed = listed.get('aws')?.has(endpoint) === true;
  const having = partitions.filter(({ id }) => listed.get(id)?.has(endpoint) || (id !== 'aws' && names(rules, id)));
  // A service that is in no list at all is a newer one: of those AWS keeps none.
  return { name, endpoint, signing, partitions: isListed ? having.map(({ id }) => id) : [] };
}

/** Has the service an endpoint of its own there? `iam` of a newer partition is in its rules alone. */
function names(rules: string, id: string): boolean {
  const regions = partitions.find((partition) => partition.id === id)?.regions;
  return [...rules.matchAll(/"([a-z0-9-]+)"/g)].some(([, word = '']) => word === id || regions?.test(word));
}

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

/** Lines of at most 115 columns. */
function wrapped(words: readonly string[]): string {
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length < 115) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const data = join(dirname(cachedAwsCli), 'awscli/botocore/data');
  const path = fileURLToPath(new URL('../source/domain/console/services.ts', import.meta.url));
  await writeFile(path, await servicesModule(data));
}
