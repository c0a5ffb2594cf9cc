import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { sourceCredentials } from '../../../source/adapters/aws/source-credentials.ts';
import { createSts } from '../../../source/adapters/aws/sts.ts';
import { createSessionFiles } from '../../../source/adapters/cache/sessions.ts';
import type { Chain, SourceIdentity } from '../../../source/domain/profiles/profile.ts';
import type { StoredSession } from '../../../source/domain/sessions/cache/store.ts';
import { AwsFailure } from '../../../source/domain/sessions/failures/aws-failure.ts';
import { noAnswer } from '../../../source/domain/sessions/failures/no-answer.ts';
import type { Credentials } from '../../../source/domain/sessions/session.ts';
import { Problem } from '../../../source/problem.ts';
import { makeHome } from '../../helpers/home.ts';
import { listen } from '../../helpers/listen.ts';
import { noStoredKey } from '../../helpers/stored-keys.ts';

// Every part of credentials, damaged in every way, from every source: never taken, and the source is named.

type Parts = { readonly id: string; readonly secret: string; readonly token: string; readonly expires: string };

const soon = new Date(Date.now() + 3_600_000).toISOString();
const whole: Parts = { id: 'ASIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI', token: 'FwoGZXIvYXdz', expires: soon };

/** To the SDKs an empty token is none, and AWS alone always gives one. */
const emptyToken = 'token empty';

const damages: readonly (readonly [what: string, parts: Partial<Parts>])[] = [
  ...(['id', 'secret', 'token'] as const).flatMap((part) => [
    [`${part} empty`, { [part]: '' }] as const,
    [`${part} blank`, { [part]: '   ' }] as const,
    [`${part} with a blank`, { [part]: 'AKIA EXAMPLE' }] as const,
    [`${part} with a control character`, { [part]: 'AKIA\u0007EXAMPLE' }] as const,
    [`${part} with a NUL`, { [part]: 'AKIA\0EXAMPLE' }] as const,
    [`${part} too long`, { [part]: 'A'.repeat(40_000) }] as const,
  ]),
  ['expired', { expires: '2001-01-01T00:00:00Z' }],
  ['in the year 9999', { expires: '9999-12-31T23:59:59Z' }],
  ['no time', { expires: '1e300' }],
];

type Source = {
  /** What the message names. */
  readonly named: RegExp;
  readonly fromAws?: true;
  /** Parts that it has no room for. */
  readonly without?: readonly (keyof Parts)[];
  readonly get: (parts: Parts, at: Places) => Promise<Credentials>;
};

/** A server whose answer a test decides, and a home. */
type Places = {
  readonly url: string;
  readonly home: string;
  readonly answer: (text: string) => void;
  /** The clock of the server, where it is not ours. */
  readonly date: (time: number) => void;
};

const chainOf = (source: SourceIdentity, url?: string): Chain => ({
  profile: source.profile,
  source,
  hops: [],
  walk: [source.profile],
  transport: {
    region: 'eu-west-1',
    useFips: false,
    useDualstack: false,
    ...(url !== undefined && { stsEndpoint: url }),
  },
});

const ask = (source: SourceIdentity, env: Readonly<Record<string, string>>, url?: string) =>
  sourceCredentials(chainOf(source, url), {
    env: { PATH: process.env.PATH ?? '', ...env },
    identityKnown: true,
    storedKey: noStoredKey,
  });

const xml = (text: string) => text.replace(/[&<>\p{Cc}]/gu, (character) => `&#${character.codePointAt(0)};`);
const inXml = ({ id, secret, token, expires }: Parts) =>
  `<Credentials><AccessKeyId>${xml(id)}</AccessKeyId><SecretAccessKey>${xml(secret)}</SecretAccessKey><SessionToken>${xml(token)}</SessionToken><Expiration>${xml(expires)}</Expiration></Credentials>`;
const stsAnswer = (action: string, inside: string) =>
  `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${inside}</${action}Result></${action}Response>`;
const assumed =
  '<AssumedRoleUser><Arn>arn:aws:sts::444455556666:assumed-role/Admin/x</Arn><AssumedRoleId>A:x</AssumedRoleId></AssumedRoleUser>';
const at = (url: string) => ({ region: 'eu-west-1', url, useFips: false, useDualstack: false });
const caller = { accessKeyId: 'AKIA', secretAccessKey: 's' };
const role = {
  roleArn: 'arn:aws:iam::444455556666:role/Admin',
  sessionName: 'x',
  policyArns: [],
  tags: {},
  transitiveTagKeys: [],
};
const document = ({ id, secret, token, expires }: Parts) => ({
  AccessKeyId: id,
  SecretAccessKey: secret,
  Expiration: expires,
  token,
});

const sources: Readonly<Record<string, Source>> = {
  AssumeRole: {
    named: /^http:\/\/127\.0\.0\.1/,
    fromAws: true,
    get: async (parts, { url, answer }) => {
      answer(stsAnswer('AssumeRole', inXml(parts) + assumed));
      return (await createSts({ env: {} }).assumeRole(caller, at(url), role)).credentials;
    },
  },
  GetSessionToken: {
    named: /^http:\/\/127\.0\.0\.1/,
    fromAws: true,
    get: (parts, { url, answer }) => {
      answer(stsAnswer('GetSessionToken', inXml(parts)));
      return createSts({ env: {} }).sessionToken(caller, at(url), { durationSeconds: 3600 });
    },
  },
  'web identity': {
    named: /^http:\/\/127\.0\.0\.1|web identity of ci/,
    fromAws: true,
    get: async (parts, { url, home, answer }) => {
      answer(stsAnswer('AssumeRoleWithWebIdentity', inXml(parts) + assumed));
      const tokenFile = join(home, 'token');
      await writeFile(tokenFile, 'eyJ.eyJ.sig');
      return ask({ kind: 'web-identity', profile: 'ci', roleArn: role.roleArn, tokenFile }, {}, url);
    },
  },
  'Identity Center': {
    named: /^http:\/\/127\.0\.0\.1|Identity Center .* corp/,
    fromAws: true,
    get: async (parts, { url, home, answer }) => {
      const { id, secret, token, expires } = parts;
      const expiration = expires === '1e300' ? 1e300 : Date.parse(expires);
      const keys = { accessKeyId: id, secretAccessKey: secret, sessionToken: token, expiration };
      answer(JSON.stringify({ roleCredentials: keys }));
      const folder = join(home, '.aws', 'sso', 'cache');
      await mkdir(folder, { recursive: true });
      const signIn = { accessToken: 'token', expiresAt: '2099-01-01T00:00:00Z' };
      const { createHash } = await import('node:crypto');
      const name = createHash('sha1').update('https://corp/start').digest('hex');
      await writeFile(join(folder, `${name}.json`), JSON.stringify(signIn));
      const portal = { startUrl: 'https://corp/start', ssoRegion: 'eu-west-1', portalEndpoint: url };
      const source = { kind: 'sso', profile: 'corp', accountId: '444455556666', roleName: 'Admin', ...portal } as const;
      return ask(source, { HOME: home });
    },
  },
  credential_process: {
    named: /credential_process of vault/,
    get: async (parts, { home }) => {
      const { token, ...fields } = document(parts);
      await writeFile(join(home, 'answer'), JSON.stringify({ Version: 1, ...fields, SessionToken: token }));
      return ask({ kind: 'process', profile: 'vault', command: `cat '${join(home, 'answer')}'` }, {});
    },
  },
  container: {
    named: /container/,
    get: (parts, { url, answer }) => {
      const { token, ...fields } = document(parts);
      answer(JSON.stringify({ ...fields, Token: token }));
      return ask({ kind: 'container', profile: 'task' }, { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/keys` });
    },
  },
  environment: {
    named: /environment/,
    get: ({ id, secret, token, expires }) =>
      ask(
        { kind: 'environment', profile: 'prod' },
        {
          AWS_ACCESS_KEY_ID: id,
          AWS_SECRET_ACCESS_KEY: secret,
          AWS_SESSION_TOKEN: token,
          AWS_CREDENTIAL_EXPIRATION: expires,
        },
      ),
  },
  'a file': {
    named: /keys of mary/,
    without: ['expires'],
    get: ({ id, secret, token }) =>
      ask({ kind: 'keys', profile: 'mary', accessKeyId: id, secretAccessKey: secret, sessionToken: token }, {}),
  },
};

async function places(context: TestContext): Promise<Places> {
  let text = '';
  let date: string | undefined;
  const server = createServer((request, response) => {
    request
      .resume()
      .on('end', () =>
        response.writeHead(200, { 'content-type': 'application/json', ...(date && { date }) }).end(text),
      );
  });
  const url = `http://127.0.0.1:${await listen(context, server)}`;
  const { directory } = await makeHome(context);
  return {
    url,
    home: directory,
    answer: (next) => (text = next),
    date: (time) => (date = new Date(time).toUTCString()),
  };
}

for (const [name, { named, fromAws, without = [], get }] of Object.entries(sources)) {
  test(`${name}: whole credentials are taken, damaged ones never`, async (context) => {
    const world = await places(context);
    assert.equal((await get(whole, world)).accessKeyId, whole.id);
    for (const [what, parts] of damages) {
      if (without.some((part) => part in parts) || (what === emptyToken && !fromAws)) continue;
      const error = await get({ ...whole, ...parts }, world).then(
        (taken) => assert.fail(`${what}: taken: ${JSON.stringify(taken).slice(0, 200)}`),
        (thrown: unknown) => thrown,
      );
      assert.ok(error instanceof Problem || error instanceof AwsFailure, `${what}: ${error}`);
      assert.match(error instanceof Problem ? error.text.title : error.endpoint, named, what);
      const told = JSON.stringify(error instanceof Problem ? error.text : [error.message, error.code]);
      assert.doesNotMatch(told, /wJalr|FwoG|AKIA.{0,8}EXAMPLE|AAAA/, what);
    }
  });
}

const hour = 3_600_000;
/** Calls that nothing signs: a wrong clock shows in their answers alone. */
for (const name of ['Identity Center', 'web identity'] as const) {
  const failureOf = async (context: TestContext, { expires, date }: { expires: number; date?: number }) => {
    const world = await places(context);
    if (date !== undefined) world.date(date);
    const error = await sources[name]
      ?.get({ ...whole, expires: new Date(expires).toISOString() }, world)
      .catch((thrown: unknown) => thrown);
    assert.ok(error instanceof AwsFailure, String(error));
    return noAnswer(error);
  };

  test(`${name}: credentials that have expired by a clock that is fast: the clock is said`, async (context) => {
    const said = await failureOf(context, { expires: Date.now() - hour, date: Date.now() - 2 * hour });
    assert.deepEqual(
      [said.code, said.title],
      ['clock-skew', "The clock of this machine differs from AWS's by 2h: it is fast."],
    );
  });

  test(`${name}: an expiry that is too far away by a clock that is slow: the clock is said`, async (context) => {
    const said = await failureOf(context, { expires: Date.now() + 73 * hour, date: Date.now() + 72 * hour });
    assert.deepEqual(
      [said.code, said.title],
      ['clock-skew', "The clock of this machine differs from AWS's by 3 days: it is slow."],
    );
  });

  test(`${name}: what has expired by AWS's own clock too is no credentials of AWS`, async (context) => {
    for (const date of [Date.now() - hour / 2, Date.now(), undefined]) {
      const said = await failureOf(context, { expires: Date.now() - hour, ...(date !== undefined && { date }) });
      assert.equal(said.code, 'credentials-broken');
    }
  });
}

test('a page in the place of who signed is no answer of AWS: nobody asked for credentials', async (context) => {
  const { url, answer } = await places(context);
  for (const page of ['<html><body>Hotel WLAN</body></html>', '', stsAnswer('GetCallerIdentity', '<Arn>x</Arn>')]) {
    answer(page);
    const error = await createSts({ env: {} })
      .callerIdentity(caller, at(url))
      .catch((thrown: unknown) => thrown);
    assert.ok(error instanceof AwsFailure, String(error));
    const { code, title } = noAnswer(error);
    assert.deepEqual([code, title], ['answer-garbled', `The answer of ${url} is not from AWS.`], page);
  }
});

test('the cache: damaged credentials are a miss', async (context) => {
  const { directory } = await makeHome(context);
  const store = createSessionFiles(join(directory, 'cache'));
  const key = { kind: 'session', facts: 'x' } as const;
  const readBack = async ({ id, secret, token, expires }: Parts) => {
    const expiresAt = expires === '1e300' ? 1e300 : Date.parse(expires);
    const credentials = { accessKeyId: id, secretAccessKey: secret, sessionToken: token, expiresAt };
    await store.write<StoredSession>(key, { credentials });
    return store.read<StoredSession>(key);
  };
  assert.equal((await readBack(whole))?.credentials.accessKeyId, whole.id);
  for (const [what, parts] of damages) {
    // What has expired is passed over by everybody who asks how much is left.
    if (what !== 'expired' && what !== emptyToken)
      assert.equal(await readBack({ ...whole, ...parts }), undefined, what);
  }
});
