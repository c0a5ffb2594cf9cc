import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readAwsSsoSettings } from '../../../../../source/domain/profiles/import/aws-sso-cli/settings.ts';
import { Problem } from '../../../../../source/problem.ts';

const read = (text: string) => readAwsSsoSettings({ path: 'config.yaml', text, value: Bun.YAML.parse(text) });

const text = `# mine
DefaultRegion: us-west-2
SSOConfig:
  Default:
    SSORegion: us-east-1
    StartUrl: https://corp.awsapps.com/start
    Accounts:
      000000012344:
        Name: Prod
        DefaultRegion: eu-west-1
        Tags: {Icon: fruit, Color: Red, Team: Core, Tier: 1}
        Roles:
          Admin:
            Profile: prod
            DefaultRegion: eu-central-1
            Tags: {color: nonsense, Team: Ops}
          Audit: {Via: "arn:aws:iam::111122223333:role/Hub", SourceIdentity: mary}
          Empty:
      '222233334444': {Roles: {Admin: {Tags: {Color: "#00ff00"}}}}
  Other:
    StartUrl: https://other.awsapps.com/start
`;

describe('readAwsSsoSettings', () => {
  const settings = read(text);
  const roles = settings.instances.get('Default')?.roles;

  test('portals, and the one by default', () => {
    assert.deepEqual(
      [...settings.instances.values()].map(({ name, startUrl, region, line }) => [name, startUrl, region, line]),
      [
        ['Default', 'https://corp.awsapps.com/start', 'us-east-1', 4],
        ['Other', 'https://other.awsapps.com/start', undefined, 20],
      ],
    );
    assert.equal(settings.byDefault, 'Default');
    assert.equal(read('SSOConfig: {Only: {}}').byDefault, 'Only');
    assert.equal(read('DefaultSSO: B\nSSOConfig: {A: {}, B: {}}').byDefault, 'B');
  });

  test('roles, with the zeros that YAML takes off an account, their tags before those of it, and their lines', () => {
    assert.deepEqual(roles?.get('000000012344/Admin'), {
      accountId: '000000012344',
      roleName: 'Admin',
      line: 13,
      profile: 'prod',
      region: 'eu-central-1',
      look: { color: 'ff0000', rolecall_group: 'Ops' },
      hasTags: true,
    });
    assert.deepEqual(roles?.get('000000012344/Audit'), {
      accountId: '000000012344',
      roleName: 'Audit',
      line: 17,
      via: 'arn:aws:iam::111122223333:role/Hub',
      sourceIdentity: 'mary',
      region: 'eu-west-1',
      look: { color: 'ff0000', rolecall_group: 'Core' },
      hasTags: false,
    });
    assert.deepEqual(roles?.get('222233334444/Admin')?.look, { color: '00ff00' });
    assert.equal(roles?.get('222233334444/Admin')?.region, 'us-west-2');
    assert.equal(roles?.size, 4);
  });

  test('what is of another type is passed over', () => {
    const odd = read(`SSOConfig:
  Default: {StartUrl: [1], SSORegion: 5, Accounts: [x]}
  B: 7
  __proto__: {Accounts: {constructor: {Roles: {toString: {Profile: {a: 1}, Tags: text}}}, 1: 5}}
`);
    assert.deepEqual([...odd.instances.keys()], ['Default', 'B', '__proto__']);
    assert.equal(odd.instances.get('Default')?.startUrl, undefined);
    assert.equal(odd.instances.get('__proto__')?.roles.get('0constructor/toString')?.profile, undefined);
  });

  test('thousands of roles are read in no time', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `          Role${index}: {Profile: p${index}}\n`).join(
      '',
    );
    const long = `SSOConfig:\n  Default:\n    Accounts:\n      111122223333:\n        Roles:\n${many}`;
    const started = performance.now();
    assert.equal(read(long).instances.get('Default')?.roles.get('111122223333/Role19999')?.line, 20_005);
    assert.ok(performance.now() - started < 5_000);
  });

  for (const [of, bad] of [
    ['nothing', ''],
    ['a list', '- a'],
    ['a word', 'a'],
    ['two documents', 'SSOConfig: {A: {}}\n---\na: 1'],
    ['no SSOConfig', 'a: 1'],
    ['an SSOConfig that is a list', 'SSOConfig: [1]'],
  ] as const) {
    test(`no settings: ${of}`, () => assert.throws(() => read(bad), isProblem));
  }

  test('what aliases multiply is refused', () => {
    const many = (name: string, of: string) =>
      Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`${name}${index}`, of]));
    const roles = many('r', 'x');
    const accounts = Object.fromEntries(Object.keys(many('1', '')).map((id) => [id, { Roles: roles }]));
    const value = {
      SSOConfig: Object.fromEntries(Object.keys(many('i', '')).map((id) => [id, { Accounts: accounts }])),
    };
    const started = performance.now();
    assert.throws(() => readAwsSsoSettings({ path: 'config.yaml', text: '', value }), isProblem);
    assert.ok(performance.now() - started < 5_000);
  });
});

const isProblem = (error: unknown) => error instanceof Problem && error.text.code === 'aws-sso-settings';
