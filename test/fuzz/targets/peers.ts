import fc from 'fast-check';
import { changeSections } from '../../../source/domain/profiles/edit/edit.ts';
import { importAwsSso } from '../../../source/domain/profiles/import/aws-sso-cli/import.ts';
import { readAwsSsoSettings } from '../../../source/domain/profiles/import/aws-sso-cli/settings.ts';
import { changedLines } from '../../../source/domain/profiles/import/changed-lines.ts';
import { importGranted } from '../../../source/domain/profiles/import/granted.ts';
import type { PeerImport } from '../../../source/domain/profiles/import/peer.ts';
import { peerImportAsText } from '../../../source/output/peer-import.ts';
import { hostile, mostly } from '../inputs.ts';
import { assertShowable, orProblem, target } from '../target.ts';
import { configText, profilesOf } from './config.ts';

const url = 'https://corp.awsapps.com/start';
const arn = 'arn:aws:iam::111122223333:role/Admin';

/** What stands there as these tools write it, and now and then something else or nothing. */
const nearly = (line: string, value: string) =>
  fc.oneof(
    { weight: 30, arbitrary: fc.constant(`${line} = ${value}\n`) },
    { weight: 1, arbitrary: hostile.map((other) => `${line} = ${other}\n`) },
    { weight: 1, arbitrary: fc.constantFrom('', `  ${line} = ${value}\n`, `${line}: ${value}\n`, `# ${line}\n`) },
  );
const lines = (...pairs: readonly (readonly [line: string, value: string])[]) =>
  fc.tuple(...pairs.map(([line, value]) => nearly(line, value))).map((parts) => parts.join(''));
const ofGranted = lines(
  ['granted_sso_start_url', url],
  ['granted_sso_region', 'eu-west-1'],
  ['granted_sso_account_id', '111122223333'],
  ['granted_sso_role_name', 'Admin'],
  ['credential_process', 'granted credential-process'],
);
const ofAwsSso = lines(['credential_process', `aws-sso -S Default process --arn ${arn}`], ['region', 'eu-west-1']);
const section = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.oneof(ofGranted, ofAwsSso))
  .map(([name, text]) => `[profile p${name}]\n${text}\n`);
const config = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: section },
      { weight: 3, arbitrary: fc.constantFrom('# BEGIN_AWS_SSO_CLI\n', '# END_AWS_SSO_CLI\n') },
      { weight: 1, arbitrary: configText },
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

const word = mostly(fc.constantFrom(url, 'eu-west-1', arn, 'a', 'Color', 'red'));
const scalar = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null));
const maybe = (value: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: scalar });
const role = fc.record(
  { Profile: scalar, Via: scalar, SourceIdentity: scalar, Tags: maybe(fc.dictionary(word, scalar, { maxKeys: 3 })) },
  { requiredKeys: [] },
);
const account = fc.record({ Tags: maybe(fc.dictionary(word, scalar)), Roles: maybe(fc.dictionary(word, maybe(role))) });
const id = mostly(fc.constantFrom('111122223333', '12344'));
const instance = fc.record({
  StartUrl: fc.oneof(fc.constant(url), scalar),
  SSORegion: fc.oneof(fc.constant('eu-west-1'), scalar),
  Accounts: maybe(fc.dictionary(id, maybe(account), { maxKeys: 3 })),
});
const settings = fc.record({
  SSOConfig: maybe(fc.dictionary(mostly(fc.constant('Default')), maybe(instance), { maxKeys: 3 })),
  DefaultSSO: scalar,
});

/** Imports what Granted and aws-sso-cli wrote, shows it, and writes it. */
export const peers = target({
  name: 'Granted, aws-sso-cli',
  weight: 6,
  inputs: fc.tuple(config, config, maybe(settings)),
  attempt: ([text, other, value]) => {
    const profiles = profilesOf(text, '');
    const attempt = (found: PeerImport | undefined) => {
      if (found === undefined) return;
      const after = orProblem(() => changeSections(profiles.config, found.changes));
      const diff = after === undefined ? [] : changedLines(text, after);
      assertShowable(
        peerImportAsText({ ...found, isFinal: false }, diff, { config: '~/.aws/config', colors: false }),
        'what an import shows',
      );
    };
    attempt(orProblem(() => importGranted(profiles)));
    attempt(orProblem(() => importGranted(profiles, { path: 'other', text: other })));
    const read = orProblem(() => readAwsSsoSettings({ path: 'config.yaml', text: '', value }));
    attempt(orProblem(() => importAwsSso(profiles, read, ['config.yaml'])));
  },
});
