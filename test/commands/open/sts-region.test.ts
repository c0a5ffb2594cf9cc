import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeHome } from '../../helpers/home.ts';
import { listen } from '../../helpers/listen.ts';
import { runProgram } from '../../helpers/program.ts';

const keys = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = hush\n';
const config = `[profile irsa]
role_arn = arn:aws:iam::222222222222:role/W
web_identity_token_file = TOKEN
[profile prod]
role_arn = arn:aws:iam::222222222222:role/P
source_profile = ci
[profile ci]
${keys}[profile beijing]
${keys}mfa_serial = GAHT12345678
`;

// In a pipeline and in a pod the region is in the environment, and no profile has one. The AWS CLI 2 asks STS in these regions too.
for (const [profile, environment, host, tried] of [
  [
    'irsa',
    { AWS_REGION: 'eu-west-2' },
    'sts.eu-west-2.amazonaws.com',
    /AssumeRoleWithWebIdentity with the token in \S+\/token, for arn:aws:iam::222222222222:role\/W$/m,
  ],
  ['irsa', { AWS_DEFAULT_REGION: 'eu-west-3' }, 'sts.eu-west-3.amazonaws.com', /with the token in/],
  ['prod', { AWS_REGION: 'eu-west-2' }, 'sts.eu-west-2.amazonaws.com', /as the keys of ci$/m],
  ['beijing', { AWS_REGION: 'cn-north-1' }, 'sts.cn-north-1.amazonaws.com.cn', /as the keys of beijing$/m],
  ['prod', {}, 'sts.us-east-1.amazonaws.com', /as the keys of ci$/m],
  // In the shell of a role it is the person's own region from before that role.
  [
    'prod',
    {
      AWS_REGION: 'eu-north-1',
      ROLECALL_PROFILE: 'other',
      ROLECALL_REGION: 'eu-north-1',
      ROLECALL_OUTSIDE: '{"AWS_REGION":"eu-west-2","AWS_DEFAULT_REGION":null}',
    },
    'sts.eu-west-2.amazonaws.com',
    /as the keys of ci$/m,
  ],
] as const) {
  test(`${profile} with ${Object.keys(environment).join(' ') || 'no region'}: STS is asked at ${host}`, async (context) => {
    const asked = new Set<string | undefined>();
    const proxy = createServer().on('connect', (request, socket) => {
      asked.add(request.url);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    const port = await listen(context, proxy);
    const home = await makeHome(context);
    await writeFile(home.config, config.replace('TOKEN', join(home.directory, 'token')));
    await writeFile(join(home.directory, 'token'), 'token');
    const env = { ...home.env, ...environment, HTTPS_PROXY: `http://127.0.0.1:${port}` };
    const ran = await runProgram(['exec', profile, '--mfa-code', '-', '--', 'true'], { env, input: '123456\n' });
    assert.deepEqual([...asked], [`${host}:443`], ran.err);
    assert.match(ran.err, tried);
    assert.equal(ran.code, 1);
    const { region, endpoint } = JSON.parse((await runProgram(['show', profile, '--json'], { env })).out);
    const variable = Object.keys(environment)[0];
    assert.equal(endpoint.url, `https://${host}`);
    assert.equal(region.variable, variable);
  });
}
