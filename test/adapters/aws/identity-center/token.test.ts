import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createSignInService } from '../../../../source/adapters/aws/identity-center/sign-in.ts';
import { currentSignIn } from '../../../../source/adapters/aws/identity-center/token.ts';
import { untilFinished } from '../../../../source/adapters/processes/unfinished.ts';
import { SignInNeeded, signInText } from '../../../../source/domain/portals/sign-in.ts';
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

/** The moment at which the service has been asked for a renewal of a sign-in that has ended, and has not answered. */
async function amidRenewal(context: Parameters<typeof makePerson>[0]) {
  const person = await signedIn(context);
  const { mary, portal, signIn, current } = person;
  await writeSignIn(mary.directory, portal, { ...signIn, expiresAt: Date.now() - 1_000 });
  mary.aws.failNext({ action: 'CreateToken', kind: 'slow', ms: 300 });
  const before = mary.aws.count('CreateToken');
  const coming = current();
  while (mary.aws.count('CreateToken') === before) await new Promise((resolve) => setTimeout(resolve, 5));
  return { ...person, coming };
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

test('a renewal keeps what others wrote beside the sign-in, and the old refresh token where there is no new one', async (context) => {
  const { mary, portal, signIn, path, current } = await signedIn(context);
  const own = { ...signIn, startUrl: 'https://Corp.awsapps.com/start/#/', expiresAt: Date.now() + 60_000 };
  await writeSignIn(mary.directory, portal, { ...own, more: { idToken: 'x', list: [1] } });
  await current();
  const { fields } = await readSignInFile(path);
  assert.deepEqual([fields.idToken, fields.list, fields.startUrl], ['x', [1], 'https://Corp.awsapps.com/start/#/']);
  assert.notEqual(fields.accessToken, signIn.accessToken);
});

test('a service that gives no new refresh token: the old one stays', async (context) => {
  const mary = await makePerson(context);
  const portal = portalAt(mary.aws.url);
  mary.aws.portal(portal.startUrl).set({ rotates: false });
  const signIn = await signInAt(portal);
  const path = await writeSignIn(mary.directory, portal, { ...signIn, expiresAt: Date.now() + 60_000 });
  await currentSignIn(portal, { env: { HOME: mary.directory } });
  const { fields } = await readSignInFile(path);
  assert.notEqual(fields.accessToken, signIn.accessToken);
  assert.equal(fields.refreshToken, signIn.refreshToken);
});

test('a file that another program is just writing is read again', async (context) => {
  const { signIn, path, current } = await signedIn(context);
  const whole = signInText(signIn);
  await writeFile(path, whole.slice(0, 60));
  const coming = current();
  setTimeout(() => void writeFile(path, whole), 150);
  assert.equal((await coming).accessToken, signIn.accessToken);
  await writeFile(path, whole.slice(0, 60));
  await assert.rejects(current(), SignInNeeded, 'but not for ever');
});

test('a refresh token that another program has used: what that program gets is taken once it is written', async (context) => {
  const { mary, portal, signIn, path, current } = await signedIn(context);
  const ended = { ...signIn, expiresAt: Date.now() - 1_000 };
  const others = async (delay: number) => {
    await writeSignIn(mary.directory, portal, ended);
    const service = createSignInService(portal, Date.now, { env: {} });
    const { client, refreshToken } = ended;
    const token = client && refreshToken ? await service.refresh(client, refreshToken) : undefined;
    setTimeout(() => void writeFile(path, signInText({ ...ended, ...token })), delay);
    return token?.accessToken;
  };
  const theirs = await others(300);
  const all = await Promise.all(Array.from({ length: 20 }, () => current()));
  assert.deepEqual([...new Set(all.map(({ accessToken }) => accessToken))], [theirs]);
  await writeSignIn(mary.directory, portal, { ...ended, refreshToken: 'spent' });
  const began = Date.now();
  const left = await Promise.allSettled(Array.from({ length: 20 }, () => current()));
  assert.ok(left.every(({ status }) => status === 'rejected'));
  // Each of them waits for a second: one after the other they would take twenty.
  assert.ok(Date.now() - began < 20_000, 'they wait side by side');
});

test('the end of the program waits for a renewal and the writing of what it brings', async (context) => {
  const { signIn, path, coming } = await amidRenewal(context);
  await untilFinished();
  const { fields } = await readSignInFile(path);
  assert.notEqual(fields.refreshToken, signIn.refreshToken);
  assert.equal(fields.accessToken, (await coming).accessToken);
});

test('a sign-in that another program makes during a renewal stays', async (context) => {
  const { mary, portal, signIn, path, current } = await signedIn(context);
  const anew = await signInAt(portal);
  await writeSignIn(mary.directory, portal, { ...signIn, expiresAt: Date.now() + 60_000 });
  mary.aws.failNext({ action: 'CreateToken', kind: 'slow', ms: 300 });
  const coming = current();
  while (mary.aws.count('CreateToken') < 3) await new Promise((resolve) => setTimeout(resolve, 10));
  await writeFile(path, signInText(anew));
  assert.equal((await coming).accessToken, anew.accessToken);
  assert.equal((await readSignInFile(path)).fields.accessToken, anew.accessToken);
});

test('a sign-in that another program removes during a renewal stays removed; what came is used once', async (context) => {
  const { signIn, path, coming, current } = await amidRenewal(context);
  await rm(path);
  assert.notEqual((await coming).accessToken, signIn.accessToken);
  assert.equal(existsSync(path), false);
  await assert.rejects(current(), SignInNeeded);
});

test('a sign-in that another program has damaged during a renewal is written anew: its one token is spent', async (context) => {
  const { path, coming } = await amidRenewal(context);
  await writeFile(path, '{');
  const { accessToken } = await coming;
  assert.equal((await readSignInFile(path)).fields.accessToken, accessToken);
});

test('a service that never answers holds up nobody whose token is still of use', async (context) => {
  const { mary, portal, signIn } = await signedIn(context);
  await writeSignIn(mary.directory, portal, { ...signIn, expiresAt: Date.now() + 60_000 });
  mary.aws.failNext({ action: 'CreateToken', kind: 'hang', times: 100 });
  const reach = { env: { HOME: mary.directory }, patience: { connect: 500, answer: 500, whole: 600 } };
  const began = Date.now();
  const all = await Promise.all(Array.from({ length: 30 }, () => currentSignIn(portal, reach)));
  assert.ok(all.every(({ accessToken }) => accessToken === signIn.accessToken));
  assert.ok(Date.now() - began < 8_000, `${Date.now() - began} ms`);
  assert.ok(mary.calls().length < 10, 'most of them do not ask');
});
