import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changeSections } from '../../../source/domain/profiles/edit/edit.ts';
import { lint } from '../../../source/domain/profiles/findings/lint.ts';
import { importAwsVault } from '../../../source/domain/profiles/import/aws-vault.ts';
import { indexRoles, search } from '../../../source/domain/profiles/looks/search.ts';
import type { Profile, Profiles } from '../../../source/domain/profiles/profile.ts';
import { loadProfiles } from '../../../source/domain/profiles/resolve/load.ts';
import { roleSummaries } from '../../../source/domain/profiles/resolve/summary.ts';
import { chainSteps } from '../../../source/domain/sessions/explain/steps.ts';
import { plainRequest } from '../../../source/domain/sessions/plan/request.ts';
import { profileVariables } from '../../../source/domain/shells/names.ts';
import { rolesAsTable } from '../../../source/output/profiles.ts';
import { fuzzedFile } from '../../domain/profiles/fuzzed.ts';
import { damaged, hostile, mostly } from '../inputs.ts';
import { assertShowable, orProblem, target } from '../target.ts';

const name = mostly(fc.constantFrom('mary', 'hub', 'prod', 'a', 'b', 'default'));
const setting = fc.oneof(
  fc.tuple(fc.constantFrom('source_profile', 'include_profile', 'parent_profile'), name),
  fc.tuple(fc.constant('role_arn'), mostly(fc.constant('arn:aws:iam::444455556666:role/team/Admin'))),
  fc.tuple(fc.constantFrom('aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'), hostile),
  fc.tuple(
    fc.constantFrom(
      ...['sso_session', 'sso_account_id', 'sso_role_name', 'sso_start_url', 'sso_region', 'credential_source'],
      ...['credential_process', 'web_identity_token_file', 'login_session', 'duration_seconds', 'external_id'],
      ...[
        'role_session_name',
        'mfa_serial',
        'web_identity_token_process',
        'region',
        'color',
        'granted_color',
        'granted_description',
        'services',
      ],
      ...['rolecall_display_name', 'rolecall_group', 'rolecall_confirm', 'session_tags', 'transitive_session_tags'],
      ...['aws_account_id', 'role_name', 'target_role_name', 'target_region', 'endpoint_url', 'ca_bundle', 's3'],
    ),
    mostly(fc.constantFrom('444455556666', 'eu-west-1', 'Environment', '3600', 'true', 'a=b, c=d', 'https://x.test')),
  ),
);
const section = fc
  .tuple(
    fc.constantFrom('profile ', 'profile ', '', 'sso-session ', 'services '),
    name,
    fc.array(setting, { maxLength: 6 }),
  )
  .map(([kind, named, settings]) => `[${kind}${named}]\n${settings.map((pair) => pair.join(' = ')).join('\n')}\n`);
const meant = fc.array(section, { maxLength: 6 }).map((sections) => sections.join('\n'));

/** A configuration file: every reader's odd case, plausible sections with implausible values, and plain rubbish. */
export const configText: fc.Arbitrary<string> = fc.oneof(
  fuzzedFile,
  { weight: 3, arbitrary: meant },
  damaged(meant),
  hostile,
);

/** Both files, read. */
export const profilesOf = (config: string, credentials: string): Profiles =>
  loadProfiles(
    { kind: 'config', path: '~/.aws/config', text: config },
    { kind: 'credentials', path: '~/.aws/credentials', text: credentials },
  );

const readOf = (profile: Profile | undefined) => profile && { at: profile.at, values: [...profile.values] };

/** Reads two files and does with every profile what the list, the picker, `doctor` and a switch do. */
export const configReader = target({
  name: 'configuration files',
  weight: 16,
  inputs: fc.tuple(configText, configText),
  attempt: ([config, credentials]) => {
    const profiles = profilesOf(config, credentials);
    const roles = roleSummaries(profiles);
    assertShowable(
      rolesAsTable(
        roles,
        {
          favourites: new Set(roles.map(({ name }) => name)),
          colorOf: ({ color }) => color,
          ends: new Map(roles.map(({ name }) => [name, 60_000])),
        },
        { canvas: undefined, now: 0, columns: 80 },
      ),
      'the table of roles',
    );
    const { changes } = importAwsVault(profiles);
    if (changes.length > 0) orProblem(() => changeSections(profiles.config, changes));
    // What is looked for alone is what is found among all.
    const alone = profilesOf(config, credentials);
    assert.deepEqual(alone.ssoSessions, profiles.ssoSessions);
    for (const name of [...profiles.names.slice(0, 2), 'mary', 'default']) {
      for (const of of ['get', 'ssoSession', 'services'] as const)
        assert.deepEqual(readOf(alone[of](name)), readOf(profiles[of](name)), `${of} ${name}`);
    }
    const index = indexRoles(roles);
    for (const query of ['prod', 'a b', config.slice(0, 10)]) search(index, query);
    lint(profiles);
    for (const each of [...profiles.names, 'unknown']) {
      const profile = profiles.get(each);
      if (profile) profileVariables(profile, profiles.services(profile.values.get('services') ?? ''));
      orProblem(() => chainSteps(profiles, plainRequest(each)));
    }
  },
});
