import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { iamPlace } from '../../../source/adapters/aws/iam.ts';
import { PARTITIONS } from '../../../source/domain/profiles/regions.ts';
import { stsUrl } from '../../../source/domain/sessions/plan/endpoint.ts';

const others = ['eu-west-1', 'cn-north-1', 'us-gov-east-1', 'us-iso-west-1', 'us-isof-east-1', 'xx-north-7'];
const places = [...PARTITIONS.map(({ defaultRegion }) => defaultRegion), ...others].flatMap((region) =>
  [false, true].flatMap((useFips) => [false, true].map((useDualstack) => ({ region, useFips, useDualstack }))),
);

/** Host and signing region of a request that the SDK makes where nothing but the region is configured. */
async function sentBy(send: (requestHandler: { handle: (request: unknown) => Promise<never> }) => Promise<unknown>) {
  let sent = { endpoint: '', region: '' };
  const handle = async (request: unknown): Promise<never> => {
    const { hostname, headers } = request as { hostname: string; headers: Record<string, string> };
    const [, region = ''] = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
    sent = { endpoint: `https://${hostname}`, region };
    throw new Error('not sent');
  };
  await assert.rejects(send({ handle }), /not sent/);
  return sent;
}

const credentials = { accessKeyId: 'AKIA', secretAccessKey: 's' };
const plain = { credentials, maxAttempts: 1 };
const optionsOf = ({ region, useFips, useDualstack }: (typeof places)[number]) => ({
  region,
  useFipsEndpoint: useFips,
  useDualstackEndpoint: useDualstack,
});

for (const at of places) {
  test(`where IAM and STS are asked, and for which region: ${Object.values(at).join(' ')}`, async () => {
    const ofIam = await sentBy((requestHandler) =>
      new iam.IAMClient({ ...plain, ...optionsOf(at), requestHandler }).send(new iam.ListMFADevicesCommand({})),
    );
    assert.deepEqual(iamPlace(iam, at), ofIam);
    const ofSts = await sentBy((requestHandler) =>
      new sts.STSClient({ ...plain, ...optionsOf(at), requestHandler }).send(new sts.GetCallerIdentityCommand({})),
    );
    assert.deepEqual({ endpoint: stsUrl(at), region: at.region }, ofSts);
  });
}

test('a configured endpoint of IAM is signed for the region of IAM, and shows no name and password', () => {
  const url = 'https://me:hush@proxy.example:8443/a@b';
  const at = { region: 'eu-west-1', useFips: true, useDualstack: false, url };
  assert.deepEqual(iamPlace(iam, at), { endpoint: 'https://proxy.example:8443/a@b', region: 'us-east-1' });
});
