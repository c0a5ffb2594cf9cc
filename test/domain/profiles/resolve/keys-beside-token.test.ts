import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { fromIni } from '@aws-sdk/credential-providers';
import { resolveChain } from '../../../../source/domain/profiles/resolve/chain.ts';
import { withoutBoto } from '../../../helpers/boto.ts';
import { makeHome } from '../../../helpers/home.ts';
import { listen } from '../../../helpers/listen.ts';
import { profilesOf } from '../files.ts';

// Keys beside the token file of a web identity: the AWS CLI takes the web identity wherever the keys stand, the JavaScript SDK the keys.

const keys = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = hush\n';
const roles = (token: string) =>
  `[profile prod]\nrole_arn = arn:aws:iam::444455556666:role/Admin\nsource_profile = ci\nregion = eu-west-1
[profile ci]\nrole_arn = arn:aws:iam::222233334444:role/Ci\nweb_identity_token_file = ${token}\nregion = eu-west-1\n`;
const places: readonly (readonly [where: string, config: string, credentials: string])[] = [
  ['the config file', keys, ''],
  ['the credentials file', '', `[ci]\n${keys}`],
];

for (const [where, config, credentials] of places) {
  test(`keys in ${where} beside a token file: rolecall starts from the web identity`, () => {
    const profiles = profilesOf(`${roles('/token')}${config}`, credentials);
    for (const [name, hops] of [
      ['prod', 1],
      ['ci', 0],
    ] as const) {
      const chain = resolveChain(profiles, name);
      assert.deepEqual([chain.source.kind, chain.source.profile, chain.hops.length], ['web-identity', 'ci', hops]);
    }
  });

  test(`keys in ${where} beside a token file: so does botocore`, { skip: withoutBoto }, async (context) => {
    const calls: string[] = [];
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const action = new URLSearchParams(body).get('Action') ?? '';
      calls.push(`${action} by ${/Credential=(\w+)/.exec(request.headers.authorization ?? '')?.[1] ?? 'nobody'}`);
      response.end(
        `<${action}Response><${action}Result><Credentials><AccessKeyId>ASIA${action}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></${action}Result></${action}Response>`,
      );
    });
    const url = `http://127.0.0.1:${await listen(context, server)}`;
    const home = await makeHome(context, { credentials });
    const token = join(home.directory, 'token');
    await writeFile(token, 'token');
    await writeFile(home.config, `${roles(token)}${config}`);
    const script = 'import boto3; boto3.Session(profile_name="prod").get_credentials().get_frozen_credentials()';
    await promisify(execFile)('python3', ['-c', script], { env: { ...home.env, AWS_ENDPOINT_URL_STS: url } });
    assert.deepEqual(calls, ['AssumeRoleWithWebIdentity by nobody', 'AssumeRole by ASIAAssumeRoleWithWebIdentity']);
  });

  test(`keys in ${where} beside a token file: the JavaScript SDK starts from the keys`, async (context) => {
    const home = await makeHome(context, { config: `${roles('/token')}${config}`, credentials });
    const callers: string[] = [];
    const found = await fromIni({
      profile: 'prod',
      configFilepath: home.config,
      filepath: home.credentials,
      ignoreCache: true,
      roleAssumer: async (caller) => {
        callers.push(caller.accessKeyId);
        return caller;
      },
      roleAssumerWithWebIdentity: () => assert.fail('the web identity was asked'),
    })();
    assert.deepEqual(callers, ['AKIAIOSFODNN7EXAMPLE']);
    assert.equal(found.accessKeyId, 'AKIAIOSFODNN7EXAMPLE');
  });
}
