import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { changeSections } from '../../../../source/domain/profiles/edit/edit.ts';
import { replacedBetween, restored } from '../../../../source/domain/profiles/edit/undo.ts';
import { importAwsSso } from '../../../../source/domain/profiles/import/aws-sso-cli/import.ts';
import { readAwsSsoSettings } from '../../../../source/domain/profiles/import/aws-sso-cli/settings.ts';
import { importGranted } from '../../../../source/domain/profiles/import/granted.ts';
import { resolveChain } from '../../../../source/domain/profiles/resolve/chain.ts';
import { linesOf } from '../../../../source/domain/profiles/secrets.ts';
import { Problem } from '../../../../source/problem.ts';
import { profilesOf } from '../files.ts';
import { fuzzedFile } from '../fuzzed.ts';

const yaml = `SSOConfig:
  Default:
    SSORegion: us-east-1
    StartUrl: https://corp.awsapps.com/start
    Accounts:
      111122223333: {Tags: {Color: red, Team: Core}, Roles: {Far: {Via: "arn:aws:iam::111122223333:role/Admin"}}}
`;
const settings = readAwsSsoSettings({ path: 'config.yaml', text: yaml, value: Bun.YAML.parse(yaml) });

/** Both imports, one after the other. */
function imported(before: string): string {
  const edited = (text: string, tool: 'granted' | 'aws-sso-cli') => {
    const profiles = profilesOf(text);
    const { changes } = tool === 'granted' ? importGranted(profiles) : importAwsSso(profiles, settings, []);
    const after = changeSections(profiles.config, changes);
    assert.equal(restored(after, replacedBetween(text, after)), text, 'undone');
    return after;
  };
  return edited(edited(before, 'granted'), 'aws-sso-cli');
}

/** A line of somebody else, which must stay as it is. */
const foreign = fc.constantFrom(
  '# mine',
  '; mine',
  'region=mine',
  'color\t=  mine # x',
  '[profile mine]',
  '[mine',
  's3 =\n  mine = 1',
);
const blank = fc.constantFrom('', '  ');
const granted = fc.constantFrom(
  ...[
    'granted_sso_start_url = https://corp.awsapps.com/start',
    'granted_sso_region=us-east-1',
    'granted_sso_role_name : Admin',
  ],
  ...['granted_sso_account_id    = 111122223333', 'common_fate_generated_from = aws-sso', 'granted_color = mine'],
  'credential_process = granted credential-process --profile g',
);
const allOfGranted = [
  'granted_sso_start_url = https://corp.awsapps.com/start',
  'granted_sso_region = us-east-1',
  'granted_sso_account_id = 111122223333',
  'granted_sso_role_name = Admin',
  'credential_process = granted credential-process',
].join('\n');
const awsSso = fc.constantFrom(
  ...['# BEGIN_AWS_SSO_CLI', '# END_AWS_SSO_CLI', '# BEGIN_AWS_SSO_CLI_X', '  # END_AWS_SSO_CLI'],
  ...['Admin', 'Far', 'a b'].map(
    (role) => `credential_process = aws-sso -S "Default" process --arn arn:aws:iam::111122223333:role/${role}`,
  ),
);
const header = fc.integer({ min: 0, max: 6 }).map((name) => `[profile p${name}]`);
const file = fc
  .tuple(
    fc.constantFrom('', '\ufeff'),
    fc.array(fc.oneof(foreign, blank, granted, awsSso, { weight: 3, arbitrary: header }, fc.constant(allOfGranted)), {
      maxLength: 40,
    }),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
  )
  .map(([mark, lines, eol, isOpen]) => mark + lines.join('\n').replaceAll('\n', eol) + (isOpen ? '' : eol));

describe('any file', () => {
  test('what is not of these tools stays byte for byte, in its order, and all of it is undone', () => {
    let changed = 0;
    fc.assert(
      fc.property(file, (text) => {
        const after = imported(text);
        const mine = (whole: string) =>
          linesOf(whole)
            .filter((line) => line.includes('mine') && !line.startsWith('source_profile'))
            // The mark at the start of a file stays there, before whatever comes first.
            .map((line) => line.replace(/^\uFEFF/, '').trimEnd());
        assert.deepEqual(mine(after), mine(text));
        if (/\r\n/.test(text)) assert.doesNotMatch(after, /[^\r]\n/);
        if (after !== text) changed++;
      }),
      { numRuns: 1_000 },
    );
    assert.ok(changed > 300, `${changed} of them had something to import`);
  });

  test('files as no person would write them are imported or refused in words', () => {
    fc.assert(
      fc.property(fuzzedFile, file, (one, other) => {
        try {
          imported(`${one}\n${other}`);
        } catch (error) {
          assert.ok(error instanceof Problem, String(error));
        }
      }),
    );
  });
});

test('files of real people: what is converted leads to the same role, and the rest stays', () => {
  const fixture = (name: string) =>
    readFileSync(new URL(`../../../fixtures/profiles/${name}.config`, import.meta.url), 'utf8');
  const ofGranted = imported(fixture('granted'));
  const { source, hops } = resolveChain(profilesOf(ofGranted), 'shared-logs');
  assert.ok(source.kind === 'sso');
  assert.deepEqual(
    [source.ssoSession, source.startUrl, source.accountId, source.roleName, hops[0]?.roleName],
    ['acme', 'https://acme.awsapps.com/start', '111122223333', 'AdministratorAccess', 'logs-reader'],
  );
  const kept = fixture('granted').slice(fixture('granted').indexOf('\n[profile acme-dev]'));
  assert.ok(ofGranted.includes(kept));
  const ofAwsSso = profilesOf(imported(fixture('aws-sso-cli')));
  const chain = resolveChain(ofAwsSso, 'logs');
  assert.ok(chain.source.kind === 'sso');
  assert.equal(chain.source.roleName, 'AWSAdministratorAccess');
  assert.match(
    ofAwsSso.config.text ?? '',
    /# BEGIN_AWS_SSO_CLI\n/,
    'one between the markers stays: nothing reads its name',
  );
});
