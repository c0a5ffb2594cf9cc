import assert from 'node:assert/strict';
import { test } from 'node:test';
import { externalDataInterceptor } from '@smithy/core/config';
import { createIam } from '../../../source/adapters/aws/iam.ts';
import { version } from '../../../source/version.ts';
import { makePerson } from '../../domain/sessions/person.ts';
import { relayTo } from '../../helpers/relay.ts';

test('no call reads the files of the person, or is steered by them; each says who made it', async (context) => {
  const mary = await makePerson(context);
  let reads = 0;
  Object.defineProperty(externalDataInterceptor.getFileRecord(), 'steering', {
    get: () => {
      reads += 1;
      return Promise.resolve('[default]\nsdk_ua_app_id = from-the-file\nauth_scheme_preference = httpBearerAuth\n');
    },
  });
  process.env.AWS_CONFIG_FILE = 'steering';
  process.env.AWS_SDK_UA_APP_ID = 'from-the-environment';
  const { url, sent } = await relayTo(context, mary.aws.url);
  mary.edit((config) => config.replaceAll(mary.aws.url, url));
  await mary.open('hub');
  const role = await mary.open('ystataws');
  const at = { region: 'us-east-1', url, useFips: false, useDualstack: false };
  await createIam(role.credentials, at, { env: {} })
    .listRoles()
    .catch(() => undefined);
  const agents = [...sent().matchAll(/^user-agent: (.*?)\r$/gim)].map(([, agent = '']) => agent);
  assert.ok(agents.length >= 5, `${agents.length} calls`);
  for (const agent of agents) {
    assert.match(agent, new RegExp(` rolecall/${version}$`));
    assert.doesNotMatch(agent, /from-the/);
  }
  assert.equal(reads, 0);
});
