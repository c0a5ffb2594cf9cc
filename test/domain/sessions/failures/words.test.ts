import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { explainSignIn } from '../../../../source/domain/console/sign-in.ts';
import { enablingUnclear } from '../../../../source/domain/mfa/add/problems.ts';
import { discoveryProblem } from '../../../../source/domain/portals/discovery/explain.ts';
import type { DiscoveryEnd } from '../../../../source/domain/portals/discovery/ports.ts';
import type { Portal } from '../../../../source/domain/portals/portal.ts';
import { explainIam } from '../../../../source/domain/roles/failures.ts';
import { AwsFailure, type AwsFailureKind, wordsOf } from '../../../../source/domain/sessions/failures/aws-failure.ts';
import { Problem } from '../../../../source/problem.ts';

const failed = (kind: AwsFailureKind, code: string, said: string): AwsFailure =>
  new AwsFailure({ kind, code, said, operation: 'sso:ListAccountRoles', endpoint: 'https://portal.example' });

const refused = failed('refused', 'AccessDenied', 'Not you.\nand the request');
const cut = failed('unreachable', 'ECONNREFUSED', 'connection refused');

describe('whose words a failed call leaves', () => {
  for (const [failure, means, wanted] of [
    [refused, undefined, { said: 'AccessDenied: Not you.' }],
    [refused, 'Ask.', { said: 'AccessDenied: Not you.', means: 'Ask.' }],
    [cut, undefined, { means: 'The system says: connection refused.' }],
    [cut, 'Wait.', { means: 'Wait. The system says: connection refused.' }],
    [
      failed('tls', 'CERT_HAS_EXPIRED', 'certificate has expired'),
      undefined,
      { means: 'The system says: certificate has expired.' },
    ],
    [failed('time-out', 'TimeoutError', 'socket hang up'), undefined, {}],
    [failed('garbled', 'SyntaxError', 'Unexpected token <'), 'A proxy?', { means: 'A proxy?' }],
  ] as const) {
    test(`${failure.kind}${means === undefined ? '' : ', with what is meant'}`, () => {
      assert.deepEqual(wordsOf(failure, means), wanted);
    });
  }

  const portal = { ssoSession: 'corp', startUrl: 'https://portal.example', ssoRegion: 'eu-west-1' } as Portal;
  const ended = (how: DiscoveryEnd['how'], error: unknown) =>
    discoveryProblem(portal, { how, error, progress: { left: 2 } } as DiscoveryEnd);
  const told: Readonly<Record<string, (failure: AwsFailure) => unknown>> = {
    'a discovery with accounts left': (failure) => ended('some-left', failure),
    'a discovery without answers': (failure) => ended('silent', failure),
    'a device that may be enabled': (failure) => enablingUnclear('arn:aws:iam::111122223333:mfa/mary', failure),
    'a call to IAM': (failure) => explainIam(failure, { as: 'mary' }),
    'a sign-in to the console': (failure) => explainSignIn(failure, 'prod'),
  };
  for (const [where, of] of Object.entries(told)) {
    test(`${where}: AWS said nothing where there was no answer`, () => {
      const problem = of(cut);
      assert.ok(problem instanceof Problem);
      assert.equal(problem.text.said, undefined);
      assert.match(problem.text.means ?? '', /The system says: connection refused\./);
      const answered = of(refused);
      assert.ok(answered instanceof Problem);
      assert.match(answered.text.said ?? '', /Not you/);
    });
  }

  test('a discovery with accounts left says that a proxy may have answered, where what came is no answer of AWS', () => {
    const problem = ended('some-left', failed('garbled', 'Http403', 'HTTP 403'));
    assert.equal(problem?.text.means, 'A proxy or a captive portal may have answered instead.');
    assert.match(problem?.text.todo?.join(' ') ?? '', /HTTPS_PROXY.*rolecall discover corp/);
  });
});
