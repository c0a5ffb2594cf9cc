import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, test } from 'node:test';
import { keysWith } from '../../../source/domain/profiles/keys.ts';
import type { Profile } from '../../../source/domain/profiles/profile.ts';
import {
  displayVariables,
  isIdentity,
  isTransport,
  leftBehind,
  profileChoiceVariables,
  profileVariables,
  regionVariables,
} from '../../../source/domain/shells/names.ts';
import { profilesOf } from '../profiles/files.ts';

/** A profile, or a section of services with its nested blocks, as it is read from a file. */
function section(name: string, settings: Record<string, string>): Profile {
  const lines = Object.entries(settings).map(([key, value]) => {
    const [block, nested] = key.split('.');
    return nested === undefined ? `${key} = ${value}` : `${block} =\n  ${nested} = ${value}`;
  });
  const profile = profilesOf(`[profile ${name}]\n${lines.join('\n')}\n`).get(name);
  assert.ok(profile);
  return profile;
}

/** Settings of botocore with their variables, without those that decide where the files are and who one is. */
function botocoreSettings(): readonly (readonly [key: string, variable: string])[] | undefined {
  const script = `
import json
from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES as all, DEFAULT_S3_CONFIG_VARS as s3
print(json.dumps([[str(v[0]), v[1]] for v in [*all.values(), *s3.values()] if v[0] and v[1] and v[0] != 'region']))`;
  const { status, stdout } = spawnSync('python3', ['-c', script], { encoding: 'utf8' });
  return status === 0 ? JSON.parse(stdout) : undefined;
}
const botocore = botocoreSettings();
const noBotocore = 'botocore is not installed: NOT TESTED';

test('leftBehind: settings without a variable, blocks included; not what decides the identity, nor what others wrote', () => {
  const profile = section('store', {
    role_arn: 'arn:aws:iam::444455556666:role/ystataws',
    endpoint_url: 'http://localhost:4566',
    's3.addressing_style': 'path',
    cli_timestamp_format: 'iso8601',
    color: 'red',
    some_tool: 'x',
  });
  assert.deepEqual(leftBehind(profile), ['s3.addressing_style', 'cli_timestamp_format']);
});

describe('profileVariables', () => {
  it("brings a profile's meaning along in the SDKs' own variables", () => {
    const profile = section('prod', {
      role_arn: 'arn:aws:iam::444455556666:role/ystataws',
      region: 'eu-west-1',
      endpoint_url: 'http://localhost:4566',
      ca_bundle: '/etc/corp.pem',
      use_fips_endpoint: 'true',
      use_dualstack_endpoint: 'true',
      retry_mode: 'adaptive',
      max_attempts: '7',
      output: 'yaml',
      ignore_configured_endpoint_urls: 'false',
    });
    assert.deepEqual(profileVariables(profile, undefined), {
      AWS_ENDPOINT_URL: 'http://localhost:4566',
      AWS_CA_BUNDLE: '/etc/corp.pem',
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_USE_DUALSTACK_ENDPOINT: 'true',
      AWS_RETRY_MODE: 'adaptive',
      AWS_MAX_ATTEMPTS: '7',
      AWS_DEFAULT_OUTPUT: 'yaml',
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
    });
  });

  it('names per-service endpoints as the SDKs do', () => {
    const services = section('local', {
      's3.endpoint_url': 'http://s3',
      'elastic_beanstalk.endpoint_url': 'http://eb',
      's3.max_concurrent_requests': '10',
      'bad;name.endpoint_url': 'http://x',
    });
    assert.deepEqual(profileVariables(section('prod', {}), services), {
      AWS_ENDPOINT_URL_S3: 'http://s3',
      AWS_ENDPOINT_URL_ELASTIC_BEANSTALK: 'http://eb',
    });
  });

  it('carries every setting that AWS has a variable for, whichever of its two spellings the profile has', () => {
    const settings: Readonly<Record<string, string>> = Object.fromEntries(
      keysWith('variable').map(([key]) => [key, `value of ${key}`]),
    );
    const brought = profileVariables(section('prod', settings), undefined);
    for (const [key, variable] of [...keysWith('variable'), ...keysWith('alsoVariable')]) {
      assert.ok(Object.hasOwn(brought, variable), `${key} has to arrive as ${variable}`);
      const alone = profileVariables(section('prod', { [key]: `only ${key}` }), undefined);
      assert.equal(alone[variable], `only ${key}`);
    }
    assert.equal(brought.AWS_S3_USE_ARN_REGION, 'value of s3_use_arn_region', 'the first of two, as in botocore');
  });

  it('knows every setting that botocore has a variable for', { skip: botocore === undefined && noBotocore }, () => {
    const carried = new Map([...keysWith('variable'), ...keysWith('alsoVariable')].map(([key, name]) => [name, key]));
    const missing = (botocore ?? []).filter(([, variable]) => !carried.has(variable as never));
    assert.deepEqual(missing, [], 'settings of botocore that a role would lose');
  });

  it('an empty pager is a pager that is off', () => {
    assert.deepEqual(profileVariables(section('prod', { cli_pager: '' }), undefined), { AWS_PAGER: '' });
  });

  it('takes an empty setting for none', () => {
    assert.deepEqual(profileVariables(section('prod', { endpoint_url: '' }), undefined), {});
  });
});

describe('isIdentity', () => {
  it('is every variable by which botocore learns who it is', { skip: botocore === undefined && noBotocore }, () => {
    const script = `
import json
from botocore import credentials as c, loaders, session, utils
names = [c.EnvProvider.ACCESS_KEY, c.EnvProvider.SECRET_KEY, *c.EnvProvider.TOKENS, c.EnvProvider.EXPIRY_TIME, c.OriginalEC2Provider.CRED_FILE_ENV]
names += [getattr(c.EnvProvider, 'ACCOUNT_ID', names[0])]
names += c.AssumeRoleWithWebIdentityProvider._CONFIG_TO_ENV_VAR.values()
names += [c.ContainerProvider.ENV_VAR, c.ContainerProvider.ENV_VAR_FULL, c.ContainerProvider.ENV_VAR_AUTH_TOKEN]
names += [getattr(c.ContainerProvider, 'ENV_VAR_AUTH_TOKEN_FILE', names[0])]
if hasattr(utils, '_get_bearer_env_var_name'):
  s = session.Session()
  models = [s.get_service_model(n) for n in s.get_available_services()[::20] + ['bedrock', 'bedrock-runtime', 'sso']]
  names += [utils._get_bearer_env_var_name(m.signing_name or m.endpoint_prefix) for m in models]
print(json.dumps(names))`;
    const { stdout, stderr, status } = spawnSync('python3', ['-c', script], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    const names: readonly string[] = JSON.parse(stdout);
    assert.ok(names.length > 14);
    assert.deepEqual(
      names.filter((name) => !isIdentity(name)),
      [],
    );
  });

  it('is every variable that the providers of the JavaScript SDK read, but those that say something else', () => {
    const found = new Set<string>();
    for (const folder of ['@aws-sdk', '@smithy']) {
      const root = join(import.meta.dirname, '../../../node_modules', folder);
      for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
        if (!/dist-es.*\.js$/.test(file)) continue;
        for (const [name] of readFileSync(join(root, file), 'utf8').matchAll(/(?<=["'`])A(?:WS|MAZON)_[A-Z0-9_]+/g))
          found.add(name);
      }
    }
    assert.ok(found.has('AWS_ACCESS_KEY_ID') && found.has('AWS_BEARER_TOKEN_'), [...found].join());
    const others: readonly string[] = [
      ...profileChoiceVariables,
      ...regionVariables,
      // Files, the machine, and how calls are made.
      'AWS_CONFIG_FILE',
      'AWS_SHARED_CREDENTIALS_FILE',
      'AWS_LOGIN_CACHE_DIRECTORY',
      'AWS_ENABLE_DEFAULT_SOCKET_TIMEOUT_2026',
      'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED',
      'AWS_MANAGED',
      'AWS_EXECUTION_ENV',
      'AWS_LAMBDA_FUNCTION_NAME',
      'AWS_DISABLE_CLOCK_SKEW_CORRECTION',
      'AWS_EC2_METADATA_DISABLED',
      'AWS_EC2_METADATA_SERVICE_ENDPOINT',
      'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE',
    ];
    const unknown = [...found].filter((name) => {
      const whole = name.endsWith('_') ? `${name}BEDROCK_AGENTCORE` : name;
      return !isIdentity(whole) && !isTransport(whole) && !others.includes(whole);
    });
    assert.deepEqual(unknown, []);
    assert.deepEqual(
      displayVariables.filter((name) => found.has(name) || isIdentity(name) || isTransport(name)),
      [],
      'what a role may set for prompts says nothing to an SDK',
    );
  });

  it('is no name that a shell would not take for a variable', () => {
    for (const name of [
      'AWS_BEARER_TOKEN_',
      'AWS_BEARER_TOKEN_X;touch x',
      'AWS_BEARER_TOKEN_x',
      'MY_AWS_BEARER_TOKEN_X',
    ]) {
      assert.equal(isIdentity(name), false, name);
    }
  });
});
