import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { changeSections } from '../../../../source/domain/profiles/edit/edit.ts';
import { replacedBetween, restored } from '../../../../source/domain/profiles/edit/undo.ts';
import { lint } from '../../../../source/domain/profiles/findings/lint.ts';
import { importAwsVault } from '../../../../source/domain/profiles/import/aws-vault.ts';
import type { Profiles } from '../../../../source/domain/profiles/profile.ts';
import { resolveChain } from '../../../../source/domain/profiles/resolve/chain.ts';
import { cliRefusal } from '../../../../source/domain/profiles/resolve/cli-reading.ts';
import { loadProfiles } from '../../../../source/domain/profiles/resolve/load.ts';
import { unlessProblem } from '../../../../source/problem.ts';
import { fuzzedFile } from '../fuzzed.ts';
import { type Example, examples, withKeys as withLines } from './aws-vault.ts';

/** The line that leads to a stored key, as an import of keys writes it. */
const lineOf = (name: string) => `credential_process = /opt/rolecall credential-process ${name}\n`;

const withKeys = (example: Example): string => withLines(example, lineOf);

const loaded = (text: string, keys: readonly string[] = []): Profiles =>
  loadProfiles(
    { kind: 'config', path: 'config', text },
    { kind: 'credentials', path: 'none', text: undefined },
    {},
    (name) => keys.includes(name),
  );

/** A chain in words. */
function reading(profiles: Profiles, name: string): string {
  const chain = unlessProblem(() => resolveChain(profiles, name));
  if (chain === undefined) return 'no credentials';
  const { source, hops, mfa, transport } = chain;
  const last = hops.at(-1);
  const from = { 'web-identity': 'a token', sso: 'the portal' }[source.kind as 'sso'] ?? source.profile;
  const own = source.kind === 'web-identity' ? source.roleArn.split('/').at(-1) : undefined;
  const roles = [...hops.map((hop) => hop.roleName).reverse(), ...(own ? [own] : [])];
  const who = [...roles, ...(source.kind === 'sso' ? [source.roleName] : []), from].join(' by ');
  return [
    who,
    mfa?.serial.split('/').at(-1),
    transport.region,
    last?.durationSeconds && `${last.durationSeconds} s`,
    last?.sessionName && `as ${last.sessionName}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** What the AWS CLI reads of a profile: that of the file alone, without what another one lends. */
function cliReading(profiles: Profiles, name: string): string {
  const profile = profiles.get(name);
  const refusal = profile && cliRefusal(profile, profiles);
  if (refusal !== undefined) return `refused: ${refusal}`;
  const written = reading(profiles, name);
  if (written === 'no credentials') return written;
  const device = profile?.values.get('mfa_serial') ?? deviceOfRole(profiles, name);
  const region = profile?.values.get('region');
  const duration = profile?.values.get('duration_seconds');
  const sessionName = profile?.values.get('role_session_name');
  return [
    written.split(', ')[0],
    device?.split('/').at(-1),
    region,
    duration && `${duration} s`,
    sessionName && `as ${sessionName}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** It asks for a code of the role that the chain goes through. */
function deviceOfRole(profiles: Profiles, name: string): string | undefined {
  const source = profiles.get(profiles.get(name)?.values.get('source_profile') ?? '');
  return source?.values.get('role_arn') ? source.values.get('mfa_serial') : undefined;
}

describe('what the AWS CLI, aws-vault and rolecall make of aws-vault’s configurations', () => {
  for (const example of examples) {
    for (const { name, cli, vault, ours = vault } of example.rows) {
      test(`${example.title}: ${name}`, () => {
        const profiles = loaded(withKeys(example), example.keys);
        assert.equal(reading(profiles, name), ours);
        assert.equal(cliReading(profiles, name), cli);
      });
    }
  }
});

describe('doctor says what each would do', () => {
  for (const example of examples) {
    for (const { name, cli, vault, ours = vault, isQuiet = false } of example.rows) {
      test(`${example.title}: ${name}`, () => {
        const found = lint(loaded(withKeys(example), example.keys)).filter(({ profile }) => profile === name);
        const readings = found.filter(({ code }) => code === 'aws-vault-reading');
        // The regions alone are no difference worth a word: programs in a role read that of [default] themselves.
        const isOther = ours.split(', ').some((part) => !cli.includes(part) && !/^[a-z]{2}-[a-z]+-\d$/.test(part));
        const includes = loaded(example.config).get(name)?.values.has('include_profile');
        if (isQuiet || (!isOther && !includes)) return assert.deepEqual(readings, []);
        assert.equal(readings.length, 1, JSON.stringify(found));
        const [{ what = '' } = {}] = readings;
        assert.match(what, cli.startsWith('refused') ? /^The AWS CLI cannot open/ : /^The AWS CLI opens \S+ without/);
        if (cli.startsWith('refused: ')) assert.ok(what.includes(cli.slice('refused: '.length)), what);
        assert.match(what, /as aws-vault does\.$/);
      });
    }
  }
});

describe('an import writes what the AWS CLI reads alike', () => {
  for (const example of examples) {
    test(example.title, () => {
      const before = withKeys(example);
      const profiles = loaded(before, example.keys);
      const found = importAwsVault(profiles);
      const after = changeSections(profiles.config, found.changes);
      assert.equal(restored(after, replacedBetween(before, after)), before, 'undone, byte for byte');
      const now = loaded(after, example.keys);
      const left = [...found.left, ...found.conflicts].map(({ name }) => name);
      for (const { name, vault, ours = vault } of example.rows) {
        assert.equal(reading(now, name), reading(profiles, name), `${name}: the same as before\n${after}`);
        const profile = now.get(name);
        const isLeft =
          ours === 'no credentials' || left.includes(name) || (profile !== undefined && isFragment(name, example));
        if (!isLeft) assert.equal(profile && cliRefusal(profile, now), undefined, `${name}\n${after}`);
        if (!isLeft)
          assert.deepEqual(
            lint(now).filter((each) => each.code === 'aws-vault-reading' && each.profile === name),
            [],
          );
      }
      assert.deepEqual(importAwsVault(now).changes, [], 'and a second one has nothing to do');
    });
  }
});

test('doctor sends nobody to an import that would do nothing', () => {
  const profiles = loadProfiles(
    {
      kind: 'config',
      path: 'config',
      text:
        '[default]\nmfa_serial = arn:aws:iam::111122223333:mfa/m\n\n[profile ci]\nrole_arn = arn:aws:iam::222222222222:role/a\n' +
        'web_identity_token_process = print\n\n[profile own]\nrole_arn = arn:aws:iam::222222222222:role/a\n\n' +
        '[profile after]\nrole_arn = arn:aws:iam::222222222222:role/b\nsource_profile = own\n\n' +
        '[profile user]\ncredential_process = print\n\n[profile typo]\ncredential_process = print\ninclude_profile = gone\n\n' +
        '[profile keyless]\ninclude_profile = user\n\n[profile empty]\ninclude_profile = here\n',
    },
    { kind: 'credentials', path: 'credentials', text: '[here]\naws_access_key_id = AKIA\naws_secret_access_key = s\n' },
    {},
    (name) => name === 'own',
  );
  const remedies = lint(profiles)
    .filter(({ code }) => code === 'aws-vault-reading' || code === 'include-without-credentials')
    .map(({ profile, remedy }) => [profile, remedy.replace(/: .*/, '')]);
  assert.deepEqual(remedies, [
    ['ci', 'The AWS CLI runs no web_identity_token_process'],
    ['own', 'It names no source'],
    ['after', 'Fix the profile that it starts from.'],
    ['user', 'To make it work in the AWS CLI as well'],
    ['typo', 'It includes gone, but there is no such profile.'],
    ['keyless', 'To make it work in the AWS CLI as well'],
    ['empty', 'Name a source_profile; or, if its own key is in aws-vault'],
    ['here', 'It is only in credentials'],
  ]);
  const imported = importAwsVault(profiles).changes.map((change) => 'name' in change && change.name);
  // The last takes the device: its key may still come.
  assert.deepEqual(imported, ['user', 'keyless', 'empty']);
});

describe('a device that [default] or a fragment lends is written where the AWS CLI can use it, and nowhere else', () => {
  const device = 'mfa_serial = arn:aws:iam::111122223333:mfa/m\n';
  const roleOf = (name: string, source: string) =>
    `[profile ${name}]\nrole_arn = arn:aws:iam::222222222222:role/${name}\n${source}\n\n`;
  const portal = 'sso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n';
  const sso = `[profile src]\n${portal}sso_account_id = 111122223333\nsso_role_name = Reader\n\n`;
  const made = (from: string) => `[profile src]\ncredential_process = ${from}\n\n`;
  const token = 'aws_access_key_id = ASIA\naws_secret_access_key = s\naws_session_token = t\n\n';
  const usual = `[default]\n${device}\n`;
  const hub = roleOf('hub', 'source_profile = src');
  const taker = roleOf('taker', 'source_profile = src');
  const key = 'aws_access_key_id = AKIA\naws_secret_access_key = s\n\n';
  const [user, alias] = [`[profile src]\n${key}`, '[profile alias]\nsource_profile = hub\n\n'];
  for (const [title, config, written] of [
    [
      'a role behind a user, and one behind that role',
      `${usual}${user}${hub}${roleOf('ops', 'source_profile = hub')}`,
      ['src', 'hub'],
    ],
    [
      'by a fragment',
      `[profile all]\n${device}\n${user}${hub}${roleOf('ops', 'include_profile = all\nsource_profile = hub')}`,
      [],
    ],
    [
      'behind a profile that only leads on',
      `${usual}${user}${hub}${alias}${roleOf('ops', 'source_profile = alias')}`,
      ['src', 'hub'],
    ],
    ['a portal', `${usual}${sso}${taker}`, []],
    ['a program', `${usual}${made('granted credential-process --profile x')}${taker}`, ['src']],
    [
      'a program that gives the key itself',
      `${usual}${made('aws-vault export --no-session mary')}${taker}`,
      ['src', 'taker'],
    ],
    ['a stored key', `${usual}${made('/opt/rolecall credential-process src')}${taker}`, ['src', 'taker']],
    ['a token', `${usual}[profile src]\n${token}${taker}`, ['src']],
    [
      'a sign-in to the console',
      `${usual}[profile src]\nlogin_session = arn:aws:iam::111122223333:user/m\n\n${taker}`,
      ['src'],
    ],
    ['the machine', `${usual}${roleOf('taker', 'credential_source = Ec2InstanceMetadata')}`, []],
    [
      'a program, and [default] is a role whose device others keep only once it is theirs',
      `[default]\nrole_arn = arn:aws:iam::222222222222:role/usual\nsource_profile = src\n${device}\n${made('print')}[profile taker]\nsource_profile = src\n\n`,
      ['taker'],
    ],
    ['the environment', `${usual}${roleOf('taker', 'credential_source = Environment')}`, ['taker']],
  ] as const) {
    test(title, () => {
      const profiles = loaded(config);
      const { changes } = importAwsVault(profiles);
      const withDevice = changes.flatMap((each) => ('settings' in each && each.settings.mfa_serial ? each.name : []));
      assert.deepEqual(withDevice, written);
      const named = lint(profiles).filter(
        ({ code, what }) => code === 'aws-vault-reading' && what.includes('without mfa_serial'),
      );
      assert.deepEqual(
        named.map(({ profile }) => profile),
        written.filter((name) => !cliReading(profiles, name).startsWith('refused')),
      );
      const now = loaded(changeSections(profiles.config, changes));
      assert.deepEqual(
        lint(now).filter(({ code }) => code === 'mfa-later-hop'),
        [],
      );
      for (const name of profiles.names) assert.equal(reading(now, name), reading(profiles, name), name);
    });
  }
});

test('a role is not its own source by way of [default]', () => {
  const profiles = loaded(
    `[default]\nsource_profile = prod\n\n[profile prod]\nrole_arn = arn:aws:iam::222222222222:role/a\n`,
  );
  assert.throws(() => resolveChain(profiles, 'prod'), /names a role but not whose credentials assume it/);
});

const line = fc.constantFrom(
  ...['include_profile = p1', 'include_profile = p2', 'parent_profile = p3', 'include_profile = gone'],
  ...['source_profile = p1', 'source_profile = p4', 'source_profile = default', 'credential_source = Environment'],
  ...[
    'role_arn = arn:aws:iam::222222222222:role/a',
    'mfa_serial = arn:aws:iam::111122223333:mfa/m',
    'region = eu-west-1',
  ],
  ...[
    'credential_process = print',
    'web_identity_token_process = print',
    'sso_account_id = 111122223333',
    '# mine',
    '',
  ],
);
const lines = fc.uniqueArray(line, { maxLength: 5, selector: (text) => text.split(' ')[0] });
const file = fc
  .tuple(lines, lines, lines, lines, lines)
  .map((all) => all.map((each, at) => [at === 0 ? '[default]' : `[profile p${at}]`, ...each, ''].join('\n')).join(''));

/** The device of the first role is that of `[default]`, which is a role behind it and takes it over itself. */
const lentThroughDefault = `[default]
include_profile = all

[profile first]
include_profile = gone
source_profile = user

[profile all]
role_arn = arn:aws:iam::222222222222:role/a
source_profile = first
mfa_serial = arn:aws:iam::111122223333:mfa/m

[profile user]
credential_process = print
`;

test('whatever includes what: an import can be undone, changes no reading, and leaves nothing for a second one', () => {
  let changed = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 4, arbitrary: file }, fuzzedFile), (text) => {
      const profiles = loaded(text);
      const { changes } = importAwsVault(profiles);
      if (changes.length === 0) return;
      changed++;
      const after = changeSections(profiles.config, changes);
      assert.equal(restored(after, replacedBetween(text, after)), text);
      const now = loaded(after);
      for (const name of profiles.names) assert.equal(reading(now, name), reading(profiles, name), `${name}\n${after}`);
      assert.deepEqual(importAwsVault(now).changes, [], after);
    }),
    { numRuns: 2_000, examples: [[lentThroughDefault]] },
  );
  assert.ok(changed > 300, `${changed} had something to write out`);
});

/** There for others: it stays as it is, and nobody opens it by the AWS CLI. */
const isFragment = (name: string, { config }: Example): boolean =>
  new RegExp(`(?:include_profile|source_profile) = ${name}$`, 'm').test(config) &&
  !new RegExp(`\\[profile ${name}\\]\\n(?:.+\\n)*role_arn`).test(config) &&
  name !== 'root';
