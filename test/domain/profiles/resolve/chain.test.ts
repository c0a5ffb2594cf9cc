import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Chain } from '../../../../source/domain/profiles/profile.ts';
import { resolveChain } from '../../../../source/domain/profiles/resolve/chain.ts';
import { roleSummaries } from '../../../../source/domain/profiles/resolve/summary.ts';
import { Problem, type ProblemText } from '../../../../source/problem.ts';
import { profilesOf } from '../files.ts';

const KEYS = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = hush\n';
const MARY = `[profile mary]\n${KEYS}`;
const ROLE = 'role_arn = arn:aws:iam::444455556666:role/team/Admin\n';
const HUB = 'role_arn = arn:aws:iam::222233334444:role/Jump\n';
const SERIAL = 'mfa_serial = arn:aws:iam::111122223333:mfa/mary-phone\n';

function chainOf(config: string, name: string, credentials?: string): Chain {
  return resolveChain(profilesOf(config, credentials), name);
}

function problemOf(config: string, name: string): ProblemText {
  try {
    chainOf(config, name);
  } catch (error) {
    if (error instanceof Problem) return error.text;
    throw error;
  }
  return assert.fail(`${name} resolved`);
}

describe('resolveChain', () => {
  test('one hop, everything that AssumeRole takes', () => {
    const chain = chainOf(
      `${MARY}[profile prod]\n${ROLE}source_profile = mary\n${SERIAL}external_id = ext-1\nduration_seconds = 7200\n` +
        'role_session_name = mary@example.com\nsource_identity = mary\nsession_tags = Team=core, Cost = 4=2\n' +
        'transitive_session_tags = Team, Cost\nmfa_process = pass otp aws\nregion = eu-west-1\n',
      'prod',
    );
    assert.deepEqual(chain, {
      profile: 'prod',
      source: {
        kind: 'keys',
        profile: 'mary',
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        secretAccessKey: 'hush',
      },
      hops: [
        {
          profile: 'prod',
          at: { file: '~/.aws/config', line: 5 },
          roleArn: 'arn:aws:iam::444455556666:role/team/Admin',
          accountId: '444455556666',
          roleName: 'Admin',
          partition: 'aws',
          mfaSerial: 'arn:aws:iam::111122223333:mfa/mary-phone',
          externalId: 'ext-1',
          durationSeconds: 7200,
          sessionName: 'mary@example.com',
          sourceIdentity: 'mary',
          tags: { Team: 'core', Cost: '4=2' },
          transitiveTagKeys: ['Team', 'Cost'],
        },
      ],
      walk: ['prod', 'mary'],
      mfa: { serial: 'arn:aws:iam::111122223333:mfa/mary-phone', profile: 'prod' },
      mfaProcess: 'pass otp aws',
      transport: { region: 'eu-west-1', useFips: false, useDualstack: false },
    });
  });

  test('hops stand in the order in which they are made', () => {
    const chain = chainOf(
      `[profile prod]\n${ROLE}source_profile = hub\n[profile hub]\n${HUB}source_profile = mary\n${MARY}`,
      'prod',
    );
    assert.deepEqual(
      chain.hops.map(({ profile }) => profile),
      ['hub', 'prod'],
    );
    assert.equal(chain.source.profile, 'mary');
  });

  test('keys and token come from one file, as the AWS CLI reads them', () => {
    const token = 'aws_session_token = STALE\naws_expiration = 2020-01-01T00:00:00Z\n';
    for (const stray of [`[profile mary]\n${token}`, `[profile mary]\naws_security_token = STALE\n`]) {
      const { source } = chainOf(stray, 'mary', `[mary]\n${KEYS}`);
      assert.deepEqual(Object.keys(source), ['kind', 'profile', 'accessKeyId', 'secretAccessKey']);
    }
    const beside = chainOf(
      `[profile mary]\naws_security_token = STALE\n`,
      'mary',
      `[mary]\n${KEYS}aws_session_token = NEW\n`,
    );
    assert.equal(beside.source.kind === 'keys' && beside.source.sessionToken, 'NEW');
  });

  test('keys stop a chain at a source profile, not at the profile that was asked for', () => {
    const both = `[profile hub]\n${HUB}source_profile = mary\n${KEYS}`;
    const prod = `[profile prod]\n${ROLE}source_profile = hub\n`;
    assert.deepEqual(
      chainOf(MARY + both + prod, 'prod').hops.map(({ profile }) => profile),
      ['prod'],
    );
    assert.deepEqual(
      chainOf(MARY + both, 'hub').hops.map(({ profile }) => profile),
      ['hub'],
    );
  });

  test('a profile with keys may be its own source', () => {
    const chain = chainOf(`[profile a]\n${ROLE}source_profile = a\n${KEYS}`, 'a');
    assert.deepEqual([chain.source.kind, chain.source.profile, chain.hops.length], ['keys', 'a', 1]);
  });

  test('the token of temporary keys, the older name first', () => {
    const token = `${KEYS}aws_session_token = new\n`;
    assert.deepEqual(chainOf(`[default]\n${token}`, 'default').source, {
      kind: 'keys',
      profile: 'default',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'hush',
      sessionToken: 'new',
    });
    const old = chainOf(`[default]\n${token}aws_security_token = old\n`, 'default').source;
    assert.equal(old.kind === 'keys' && old.sessionToken, 'old');
  });

  const sources: [string, string, object][] = [
    [
      'sso_session',
      '[profile s]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Dev\n' +
        '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n',
      {
        kind: 'sso',
        startUrl: 'https://corp.awsapps.com/start',
        ssoRegion: 'eu-west-1',
        accountId: '111122223333',
        roleName: 'Dev',
        ssoSession: 'corp',
      },
    ],
    [
      'sso without a session',
      '[profile s]\nsso_start_url = https://x\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = Dev\n',
      { kind: 'sso', startUrl: 'https://x', ssoRegion: 'eu-west-1', accountId: '1', roleName: 'Dev' },
    ],
    [
      'web identity',
      `[profile s]\n${HUB}web_identity_token_file = /token\nrole_session_name = ci\n`,
      {
        kind: 'web-identity',
        roleArn: 'arn:aws:iam::222233334444:role/Jump',
        tokenFile: '/token',
        sessionName: 'ci',
      },
    ],
    ['credential_process', '[profile s]\ncredential_process = tool get\n', { kind: 'process', command: 'tool get' }],
    [
      'login_session',
      '[profile s]\nlogin_session = arn:aws:iam::111122223333:user/mary\n',
      { kind: 'login', loginSession: 'arn:aws:iam::111122223333:user/mary' },
    ],
  ];
  for (const [name, text, expected] of sources) {
    test(`${name}: on its own, and as a source`, () => {
      assert.deepEqual(chainOf(text, 's').source, { profile: 's', ...expected });
      assert.deepEqual(chainOf(text, 's').hops, []);
      const chain = chainOf(`${text}[profile prod]\n${ROLE}source_profile = s\n`, 'prod');
      assert.deepEqual(chain.source, { profile: 's', ...expected });
      assert.equal(chain.hops.length, 1);
    });
  }

  for (const [name, kind] of [
    ['Environment', 'environment'],
    ['EcsContainer', 'container'],
    ['Ec2InstanceMetadata', 'instance'],
  ]) {
    test(`credential_source = ${name}, also in a source profile without a role`, () => {
      const role = `[profile a]\n${ROLE}credential_source = ${name}\n`;
      assert.deepEqual(chainOf(role, 'a').source, { kind, profile: 'a' });
      const source = `[profile b]\ncredential_source = ${name}\n[profile a]\n${ROLE}source_profile = b\n`;
      assert.deepEqual(chainOf(source, 'a').source, { kind, profile: 'b' });
    });
  }

  test('process, SSO and keys in one profile: the order of the AWS CLI', () => {
    const process = 'credential_process = tool\n';
    assert.equal(chainOf(`[profile a]\n${KEYS}${process}`, 'a').source.kind, 'process');
    assert.equal(chainOf(`[profile a]\n${process}`, 'a', `[a]\n${KEYS}`).source.kind, 'keys');
    const sso = 'sso_start_url = u\nsso_region = r\nsso_account_id = 1\nsso_role_name = R\n';
    assert.equal(chainOf(`[profile a]\n${process}${sso}`, 'a', `[a]\n${KEYS}`).source.kind, 'sso');
  });

  describe('the MFA device', () => {
    const phone = 'arn:aws:iam::111122223333:mfa/mary-phone';
    const hub = `[profile hub]\n${HUB}source_profile = mary\n`;
    const prod = `[profile prod]\n${ROLE}source_profile = hub\n`;
    const rows: [string, string, string | undefined][] = [
      ['on the first hop', MARY + hub + SERIAL + prod, 'hub'],
      ['on the source profile', MARY + SERIAL + hub + prod, 'mary'],
      ['on both: the hop', MARY + SERIAL + hub + SERIAL + prod, 'hub'],
      ['on a later hop only: no device of the identity', MARY + hub + prod + SERIAL, undefined],
      ['empty: none', `${MARY}${hub}mfa_serial =\n${prod}`, undefined],
    ];
    for (const [name, text, profile] of rows) {
      test(name, () => assert.deepEqual(chainOf(text, 'prod').mfa, profile && { serial: phone, profile }));
    }
    test('of plain keys', () => {
      assert.deepEqual(chainOf(MARY + SERIAL, 'mary').mfa, { serial: phone, profile: 'mary' });
    });
  });

  describe("AWS Extend Switch Roles' keys", () => {
    const base = `[profile base]\n${KEYS}region = us-east-1\ntarget_role_name = team/OrgAdmin\ntarget_region = eu-west-1\n`;
    test('account and role name', () => {
      const hop = chainOf(
        `${base}[profile a]\naws_account_id = 444455556666\nrole_name = /x/Dev\nsource_profile = base\n`,
        'a',
      ).hops[0];
      assert.equal(hop?.roleArn, 'arn:aws:iam::444455556666:role/x/Dev');
      assert.equal(hop?.roleName, 'Dev');
    });
    test("the source's target role and region", () => {
      const chain = chainOf(`${base}[profile a]\naws_account_id = 444455556666\nsource_profile = base\n`, 'a');
      assert.equal(chain.hops[0]?.roleArn, 'arn:aws:iam::444455556666:role/team/OrgAdmin');
      assert.equal(chain.transport.region, 'eu-west-1');
    });
    test('the partition follows the region', () => {
      const text = `${MARY}[profile a]\naws_account_id = 444455556666\nrole_name = R\nsource_profile = mary\nregion = cn-north-1\n`;
      assert.equal(chainOf(text, 'a').hops[0]?.roleArn, 'arn:aws-cn:iam::444455556666:role/R');
    });
    test('an alias is no account number', () => {
      const problem = problemOf(
        `${MARY}[profile a]\naws_account_id = corp\nrole_name = R\nsource_profile = mary\n`,
        'a',
      );
      assert.equal(problem.code, 'role-arn-malformed');
      assert.match(problem.title, /alias corp/);
    });
    test('a number with a digit too few is no alias', () => {
      const text = `${MARY}[profile a]\naws_account_id = 44445555666\nrole_name = R\nsource_profile = mary\n`;
      const problem = problemOf(text, 'a');
      assert.match(problem.title, /aws_account_id = 44445555666, which is not an account/);
      assert.deepEqual(problem.todo, ['The account 44445555666 has 11 digits, but every account has 12.']);
    });
  });

  describe('transport', () => {
    const services =
      '[services local]\nsts =\n  endpoint_url = http://sts\n[services other]\ns3 =\n  endpoint_url = http://s3\n';
    const rows: [string, string, string, Chain['transport']][] = [
      [
        'of the role',
        'region = a\nendpoint_url = http://src\n',
        'region = b\nendpoint_url = http://role\n',
        at('b', 'http://role'),
      ],
      ['else of the source', 'region = a\nendpoint_url = http://src\n', '', at('a', 'http://src')],
      [
        'services before endpoint_url',
        '',
        'services = local\nendpoint_url = http://role\n',
        at(undefined, 'http://sts'),
      ],
      ['services of another kind', '', 'services = other\nendpoint_url = http://role\n', at(undefined, 'http://role')],
      ["the source's services", 'services = local\n', '', at(undefined, 'http://sts')],
      [
        'ignored for the role',
        'endpoint_url = http://src\n',
        'ignore_configured_endpoint_urls = TRUE\nendpoint_url = http://role\n',
        at(),
      ],
      ['ignored in the source', 'endpoint_url = http://src\nignore_configured_endpoint_urls = true\n', '', at()],
      [
        'not ignored',
        '',
        'ignore_configured_endpoint_urls = false\nendpoint_url = http://role\n',
        at(undefined, 'http://role'),
      ],
      [
        'bundle and switches',
        'ca_bundle = /src.pem\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true\n',
        'use_dualstack_endpoint = false\n',
        { caBundle: '/src.pem', useFips: true, useDualstack: false },
      ],
    ];
    for (const [name, source, role, expected] of rows) {
      test(name, () => {
        const text = `${services}${MARY}${source}[profile prod]\n${ROLE}source_profile = mary\n${role}`;
        assert.deepEqual(chainOf(text, 'prod').transport, expected);
      });
    }
    for (const [environment, of, region, environmentRegion] of [
      [{ AWS_REGION: 'eu-west-2', AWS_DEFAULT_REGION: 'eu-west-3' }, '', undefined, 'eu-west-2'],
      [{ AWS_DEFAULT_REGION: 'eu-west-3' }, '', undefined, 'eu-west-3'],
      [{ AWS_REGION: 'eu-west-2' }, 'region = eu-west-1\n', 'eu-west-1', undefined],
      [{ AWS_REGION: 'eu-west-2' }, '[default]\nregion = eu-west-1\n', undefined, 'eu-west-2'],
      [{ AWS_REGION: 'example.com/' }, '', undefined, undefined],
    ] as const) {
      test(`the region of the environment counts where no profile has one: ${JSON.stringify(environment)} ${of}`, () => {
        const text = `[profile prod]\n${ROLE}source_profile = mary\n${MARY}${of}`;
        const { transport } = resolveChain(profilesOf(text, '', environment), 'prod');
        assert.deepEqual([transport.region, transport.environmentRegion], [region, environmentRegion]);
      });
    }
    test("the source's region is kept for a second try", () => {
      const text = `${MARY}region = a\n[profile prod]\n${ROLE}source_profile = mary\nregion = b\n`;
      assert.equal(chainOf(text, 'prod').sourceRegion, 'a');
    });

    const gov = 'role_arn = arn:aws-us-gov:iam::444455556666:role/Admin\nsource_profile = mary\n';
    const usual = '[default]\nregion = eu-west-1\n';
    const govPortal =
      'sso_start_url = https://start.us-gov-home.awsapps.com/directory/corp\nsso_region = us-gov-west-1\n' +
      'sso_account_id = 444455556666\nsso_role_name = Dev\n';
    const partitions: [of: string, text: string, region: string | undefined, sourceRegion?: string][] = [
      ['[default]', `${usual}${MARY}[profile prod]\n${gov}`, undefined],
      ['the source', `${MARY}region = eu-west-1\n[profile prod]\n${gov}`, undefined],
      [
        'the source, with [default] of the right one',
        `[default]\nregion = us-gov-east-1\n${MARY}region = eu-west-1\n[profile prod]\n${gov}`,
        'us-gov-east-1',
      ],
      [
        'the second of its regions',
        `${MARY}target_region = eu-west-1\nregion = us-gov-east-1\n[profile prod]\n${gov}`,
        'us-gov-east-1',
        'us-gov-east-1',
      ],
      [
        'a profile that is included',
        `[profile base]\nregion = eu-west-1\n${MARY}[profile prod]\n${gov}include_profile = base\n`,
        undefined,
      ],
      ['[default], for a role of a portal', `${usual}[profile prod]\n${govPortal}`, undefined],
      [
        '[default], for a web identity',
        `${usual}[profile prod]\nrole_arn = arn:aws-cn:iam::444455556666:role/Ci\nweb_identity_token_file = /t\n`,
        undefined,
      ],
      [
        '[default], for a sign-in',
        `${usual}[profile prod]\nlogin_session = arn:aws-us-gov:iam::444455556666:user/mary\n`,
        undefined,
      ],
      ['a server of one’s own', `${MARY}region = local\n[profile prod]\n${gov}`, 'local', 'local'],
      ['its own line, which doctor names', `${usual}${MARY}[profile prod]\n${gov}region = eu-north-1\n`, 'eu-north-1'],
    ];
    for (const [of, text, region, sourceRegion] of partitions) {
      test(`a region of another partition: ${of}`, () => {
        const profiles = profilesOf(text);
        const chain = resolveChain(profiles, 'prod');
        assert.deepEqual([chain.transport.region, chain.sourceRegion], [region, sourceRegion]);
        const listed = roleSummaries(profiles).find(({ name }) => name === 'prod');
        if (listed !== undefined) assert.equal(listed.region, region);
      });
    }
  });

  describe('what cannot be resolved', () => {
    const role = `[profile prod]\n${ROLE}`;
    const rows: { of: string; text: string; code: string; title: RegExp; lines?: number[]; todo?: RegExp }[] = [
      {
        of: 'an unknown profile',
        text: '[profile produ]\n[default]\n',
        code: 'profile-unknown',
        title: /prod/,
        todo: /produ\?/,
      },
      {
        of: 'default is no suggestion',
        text: '[default]\n',
        code: 'profile-unknown',
        title: /prod/,
        todo: /rolecall list/,
      },
      {
        of: 'a missing source',
        text: `${MARY}${role}source_profile = marry\n`,
        code: 'source-missing',
        title: /marry/,
        lines: [6],
        todo: /mary\?/,
      },
      {
        of: 'two sources',
        text: `${MARY}${role}source_profile = mary\ncredential_source = Environment\n`,
        code: 'source-both',
        title: /both/,
        lines: [6, 7],
      },
      { of: 'no source', text: role, code: 'source-neither', title: /prod/, lines: [2] },
      { of: 'no source, but keys', text: role + KEYS, code: 'source-neither', title: /prod/, lines: [2] },
      {
        of: 'an unknown credential_source',
        text: `${role}credential_source = environment\n`,
        code: 'credential-source-unknown',
        title: /environment/,
        lines: [3],
      },
      {
        of: 'itself without keys',
        text: `${role}source_profile = prod\n`,
        code: 'profile-loop',
        title: /its own/,
        lines: [3],
      },
      {
        of: 'a loop',
        text: `${role}source_profile = a\n[profile a]\n${HUB}source_profile = b\n[profile b]\n${HUB}source_profile = a\n`,
        code: 'profile-loop',
        title: /a → b → a/,
        lines: [6, 9],
      },
      {
        of: 'a source without credentials',
        text: `${role}source_profile = x\n[profile x]\nregion = a\n`,
        code: 'no-credentials',
        title: /x is a source_profile/,
        lines: [4],
      },
      {
        of: 'a profile without anything',
        text: '[profile prod]\n',
        code: 'no-credentials',
        title: /names no role/,
        lines: [1],
      },
      {
        of: 'half a key pair',
        text: '[profile prod]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n',
        code: 'keys-incomplete',
        title: /no aws_secret_access_key/,
        lines: [2],
      },
      {
        of: 'the other half',
        text: '[profile prod]\naws_secret_access_key = hush\n',
        code: 'keys-incomplete',
        title: /no aws_access_key_id/,
        lines: [2],
      },
      {
        of: 'a malformed ARN',
        text: `${MARY}[profile prod]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = mary\n`,
        code: 'role-arn-malformed',
        title: /arn:aws:iam::1:role/,
        lines: [5],
      },
      {
        of: 'a quoted ARN',
        text: `${MARY}[profile prod]\nrole_arn = "arn:aws:iam::444455556666:role/x"\nsource_profile = mary\n`,
        code: 'role-arn-malformed',
        title: /role_arn/,
        lines: [5],
      },
      {
        of: 'a duration too short',
        text: `${MARY}${role}source_profile = mary\nduration_seconds = 899\n`,
        code: 'duration-out-of-range',
        title: /899/,
        lines: [7],
      },
      {
        of: 'a duration too long',
        text: `${MARY}${role}source_profile = mary\nduration_seconds = 43201\n`,
        code: 'duration-out-of-range',
        title: /43201/,
        lines: [7],
      },
      {
        of: 'tags without values',
        text: `${MARY}${role}source_profile = mary\nsession_tags = Team\n`,
        code: 'tags-unreadable',
        title: /session_tags/,
        lines: [7],
      },
      {
        of: 'an unknown sso-session',
        text: '[profile prod]\nsso_session = x\nsso_account_id = 1\nsso_role_name = R\n',
        code: 'sso-session-missing',
        title: /sso_session = x/,
        lines: [2],
      },
      {
        of: 'sso that lacks keys',
        text: '[profile prod]\nsso_account_id = 1\nsso_start_url = u\n',
        code: 'sso-incomplete',
        title: /sso_region, sso_role_name/,
        lines: [1],
      },
      {
        of: 'sso that contradicts its session',
        text: '[profile prod]\nsso_session = x\nsso_account_id = 1\nsso_role_name = R\nsso_region = a\n[sso-session x]\nsso_region = b\nsso_start_url = u\n',
        code: 'sso-conflict',
        title: /different sso_region/,
        lines: [5, 7],
      },
      {
        of: 'a region that would lead elsewhere',
        text: `${MARY}${role}source_profile = mary\nregion = eu-west-1#bad\n`,
        code: 'region-unusable',
        title: /^Profile prod: region = eu-west-1#bad cannot be an AWS region\.$/,
        lines: [7],
        todo: /like eu-west-1/,
      },
      {
        of: 'such a region of the source',
        text: `${MARY}region = example.com/\n${role}source_profile = mary\n`,
        code: 'region-unusable',
        title: /^Profile mary: region = example\.com\/ /,
        lines: [4],
      },
      {
        of: 'such a region that a source hands on',
        text: `${MARY}target_region = -\n${role}source_profile = mary\n`,
        code: 'region-unusable',
        title: /^Profile mary: target_region = - /,
        lines: [4],
      },
      {
        of: 'such a region of a sign-in',
        text: '[profile prod]\nsso_session = x\nsso_account_id = 1\nsso_role_name = R\n[sso-session x]\nsso_region = a.b\nsso_start_url = u\n',
        code: 'region-unusable',
        title: /^Profile x: sso_region = a\.b /,
        lines: [6],
      },
      {
        of: "an extension's profile without a source",
        text: '[profile prod]\naws_account_id = 444455556666\nrole_name = R\n',
        code: 'source-neither',
        title: /prod/,
        lines: [2],
      },
    ];
    for (const { of, text, code, title, lines = [], todo } of rows) {
      test(of, () => {
        const problem = problemOf(text, 'prod');
        assert.equal(problem.code, code);
        assert.match(problem.title, title);
        assert.deepEqual(
          (problem.at ?? []).map(({ line }) => line),
          lines,
        );
        assert.match(problem.todo?.join('\n') ?? '', todo ?? /./);
        assert.doesNotMatch(JSON.stringify(problem), /hush|AKIAIOSFODNN7EXAMPLE/);
      });
    }
  });
});

function at(region?: string, stsEndpoint?: string): Chain['transport'] {
  return { ...(region && { region }), ...(stsEndpoint && { stsEndpoint }), useFips: false, useDualstack: false };
}

describe('sections of one name that disagree', () => {
  const keys = '[mary]\naws_access_key_id = AKIAA\naws_secret_access_key = s\n';
  const role = (account: string, more = '') =>
    `[profile test]\nrole_arn = arn:aws:iam::${account}:role/One\nsource_profile = mary\n${more}`;
  const refused: [of: string, config: string, credentials: string, lines: string[]][] = [
    ['two roles', role('111122223333') + role('444455556666'), keys, ['~/.aws/config:2', '~/.aws/config:5']],
    [
      'two roles in one section',
      role('111122223333', 'role_arn = arn:aws:iam::444455556666:role/One\n'),
      keys,
      ['~/.aws/config:2', '~/.aws/config:4'],
    ],
    [
      'two sources',
      `${role('111122223333')}[profile test]\nsource_profile = bob\n`,
      keys,
      ['~/.aws/config:3', '~/.aws/config:5'],
    ],
    [
      'two endpoints',
      `${role('111122223333', 'endpoint_url = http://a\n')}[profile test]\nendpoint_url = http://b\n`,
      keys,
      ['~/.aws/config:4', '~/.aws/config:6'],
    ],
    [
      'two keys of the source',
      role('111122223333'),
      `${keys}[mary]\naws_access_key_id = AKIAB\n`,
      ['~/.aws/credentials:2', '~/.aws/credentials:5'],
    ],
  ];
  for (const [of, config, credentials, lines] of refused) {
    test(`${of}: an error with both lines, and no secret`, () => {
      assert.throws(
        () => resolveChain(profilesOf(config, credentials), 'test'),
        (error) => {
          assert.ok(error instanceof Problem);
          assert.equal(error.text.code, 'profile-ambiguous');
          assert.deepEqual(
            error.text.at?.map(({ file, line }) => `${file}:${line}`),
            lines,
          );
          return !/AKIA/.test(JSON.stringify(error.text));
        },
      );
    });
  }
  test('a header below it without its bracket: whose the keys behind that are cannot be told', () => {
    const open = `${role('111122223333')}\n[profile prod\nregion = us-east-1\n`;
    assert.throws(
      () => resolveChain(profilesOf(open, keys), 'test'),
      (error) => {
        assert.ok(error instanceof Problem);
        const { code, title, todo, at } = error.text;
        assert.deepEqual(
          [code, title, todo, at?.map(({ line }) => line)],
          ['header-open', 'Below test, the ] of [profile prod is missing.', ['Write [profile prod].'], [5]],
        );
        return true;
      },
    );
  });
  test('the same below a profile that what decides was taken over from; a device from there is no matter', () => {
    const open = '[profile oops\nrole_arn = arn:aws:iam::999999999999:role/Other\n';
    const shared = role('111122223333').replace('profile test', 'profile shared');
    const titleOf = (config: string) => {
      try {
        return resolveChain(profilesOf(config, keys), 'a').hops[0]?.roleArn;
      } catch (error) {
        if (error instanceof Problem) return error.text.title;
        throw error;
      }
    };
    const taker = '[profile a]\ninclude_profile = shared\nsource_profile = mary\n';
    assert.equal(titleOf(`${shared}${open}${taker}`), 'Below shared, the ] of [profile oops is missing.');
    assert.equal(titleOf(`[profile b]\n${open}${shared}${taker}`), 'arn:aws:iam::111122223333:role/One');
    const usual = '[default]\nmfa_serial = arn:aws:iam::111122223333:mfa/m\n';
    const own = role('111122223333').replace('profile test', 'profile a');
    assert.equal(titleOf(`${usual}${open}${own}`), 'arn:aws:iam::111122223333:role/One');
  });
  const resolved: [of: string, config: string, credentials: string][] = [
    [
      'a region and an output',
      `${role('111122223333', 'region = eu-west-1\n')}[profile test]\nregion = eu-north-1\noutput = json\n`,
      keys,
    ],
    ['the same role twice', role('111122223333') + role('111122223333'), keys],
    [
      'one half each',
      `[profile test]\nrole_arn = arn:aws:iam::111122223333:role/One\n[profile test]\nsource_profile = mary\n`,
      keys,
    ],
    [
      'the credentials file over the config file, as everywhere',
      `${role('111122223333')}[profile mary]\naws_access_key_id = AKIAB\n`,
      keys,
    ],
    [
      '[profile "test"] in place of [profile test], as the AWS CLI has it',
      role('111122223333') + role('444455556666').replace('profile test', 'profile "test"'),
      keys,
    ],
    ['[DEFAULT] under a section', `[DEFAULT]\nsource_profile = bob\n${role('111122223333')}`, keys],
  ];
  for (const [of, config, credentials] of resolved) {
    test(`${of}: no error`, () => {
      assert.equal(resolveChain(profilesOf(config, credentials), 'test').hops.length, 1);
    });
  }
});
