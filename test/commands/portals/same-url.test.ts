import assert from 'node:assert/strict';
import { test } from 'node:test';
import { corp, person, session } from './person.ts';

const legacy = `[profile old]\nsso_start_url = ${corp}\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = R\n`;

test('a start URL by itself is the portal of profiles without a session, beside a session with the same one', async (context) => {
  const mary = await person(context, `${session('corp')}\n${legacy}`);
  const signedIn = () => [{ startUrl: corp, ssoSession: 'corp' }, { startUrl: corp }].map(mary.signedIn);
  const otherSpelling = await mary.run(['login', `${corp}/#/`]);
  assert.equal(otherSpelling.problem?.code, 'portal-unclear');
  const remedies = ['corp, not signed in: rolecall login corp', `${corp}, not signed in: rolecall login ${corp}`];
  assert.deepEqual(otherSpelling.problem?.todo, remedies);
  assert.equal((await mary.run(['login', corp])).problem, undefined);
  assert.deepEqual(signedIn(), [false, true]);
  assert.equal((await mary.run(['login', 'corp'])).problem, undefined);
  for (const verb of ['discover', 'sync']) {
    const { problem, error } = await mary.run([verb, corp]);
    assert.deepEqual([problem, /^https:\/\/corp\.awsapps\.com\/start: /m.test(error)], [undefined, true], error);
    assert.doesNotMatch(error, /^corp: /m, verb);
  }
  assert.equal((await mary.run(['logout', corp])).error, `Signed out of ${corp}.\n`);
  assert.deepEqual(signedIn(), [true, false]);
  const named = await mary.run(['login', corp, '--name', 'corp']);
  assert.deepEqual(
    [named.problem, /Signed in to corp;/.test(named.error)],
    [undefined, true],
    '--name chooses as well',
  );
});
