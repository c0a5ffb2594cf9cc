import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { servicesModule } from '../../scripts/console-services.ts';
import { awsCli } from '../helpers/aws-cli.ts';

/** The lists of a module, as text. */
const listsOf = (module: string) =>
  [...module.matchAll(/'([a-z -]*)',\s*`([^`]*)`/g)].map(([, partitions, words]) => [partitions, words]);

test('lists are made of endpoints, of rules, and of what a service is signed for', async (context) => {
  const data = await mkdtemp(join(tmpdir(), 'rolecall-botocore-'));
  context.after(() => rm(data, { recursive: true }));
  const services: readonly (readonly [name: string, metadata: object, rules: object])[] = [
    ['plain', { endpointPrefix: 'plain' }, {}],
    ['files', { endpointPrefix: 'plainfiles' }, { region: 'eusc-de-east-1' }],
    ['plain-runtime', { endpointPrefix: 'run.plain', signingName: 'plain' }, {}],
    ['newer', { endpointPrefix: 'newer' }, { partition: 'aws-cn' }],
  ];
  for (const [name, metadata, rules] of services) {
    const folder = join(data, name, '2020-01-01');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'service-2.json'), JSON.stringify({ metadata }));
    await writeFile(join(folder, 'endpoint-rule-set-1.json'), JSON.stringify(rules));
  }
  const partitions = [
    { partition: 'aws', services: { plain: {}, plainfiles: {} } },
    { partition: 'aws-cn', services: { plain: {} } },
  ];
  await writeFile(join(data, 'endpoints.json'), JSON.stringify({ partitions }));
  assert.deepEqual(listsOf(await servicesModule(data)), [
    ['', 'newer plain-runtime=plain'],
    ['aws aws-cn', 'plain'],
    ['aws aws-eusc', 'files plainfiles=files'],
  ]);
});

const skip = awsCli() === undefined && 'no AWS CLI v2 (scripts/fetch-aws-cli.ts): NOT TESTED';

test('the file in source is what the script makes of the AWS CLI', { skip }, async () => {
  const made = await servicesModule(join(dirname(awsCli() ?? ''), 'awscli/botocore/data'));
  const file = await readFile(new URL('../../source/domain/console/services.ts', import.meta.url), 'utf8');
  assert.deepEqual(listsOf(made), listsOf(file));
});
