import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currentSignIn } from '../../../../source/adapters/aws/identity-center/token.ts';
import { SignInNeeded } from '../../../../source/domain/portals/sign-in.ts';
import { makePerson } from '../../../domain/sessions/person.ts';
import { portalAt, readSignInFile, signInAt, writeSignIn } from '../../../helpers/identity-center.ts';

async function signedIn(context: Parameters<typeof makePerson>[0]) {
  const mary = await makePerson(context);
  const portal = portalAt(mary.aws.url);
  const signIn = await signInAt(portal);
  const path = await writeSignIn(mary.directory, portal, signIn);
  mary.calls();
  const current = (refused?: string) =>
    currentSignIn(portal, { env: { HOME: mary.directory } }, refused === undefined ? {} : { refused });
  return { mary, portal, signIn, path, current };
}

test('a token that was refused is renewed once, whatever its time says, and everybody takes the new one', async (context) => {
  const { mary, signIn, path, current } = await signedIn(context);
  assert.equal((await current()).accessToken, signIn.accessToken);
  assert.deepEqual(mary.calls(), []);
  const all = await Promise.all(Array.from({ length: 20 }, () => current(signIn.accessToken)));
  assert.deepEqual(mary.calls(), ['CreateToken']);
  const tokens = new Set(all.map(({ accessToken }) => accessToken));
  assert.equal(tokens.size, 1);
  assert.equal(tokens.has(signIn.accessToken), false);
  assert.deepEqual([...tokens], [(await readSignInFile(path)).fields.accessToken]);
});

test('a token that was refused and cannot be renewed: the person has to sign in', async (context) => {
  const { mary, portal, signIn, current } = await signedIn(context);
  const { refreshToken: _, ...once } = signIn;
  await writeSignIn(mary.directory, portal, once);
  await assert.rejects(current(signIn.accessToken), (error) => {
    assert.ok(error instanceof SignInNeeded);
    assert.deepEqual(error.text.todo, [
      'Sign in: rolecall login corp',
      'Or with the AWS CLI: aws sso login --sso-session corp',
    ]);
    assert.doesNotMatch(JSON.stringify(error.text), new RegExp(signIn.accessToken));
    return true;
  });
  await writeSignIn(mary.directory, portal, { ...signIn, refreshToken: 'spent' });
  await assert.rejects(current(signIn.accessToken), SignInNeeded);
  assert.deepEqual(mary.calls(), ['CreateToken']);
});
