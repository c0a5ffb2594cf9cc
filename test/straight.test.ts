import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assign, MARY } from '../source/sandbox/identity-center/build.ts';
import { cachedDocument } from '../source/straight.ts';
import { version } from '../source/version.ts';
import { type Home, makeDemoHome, makeHome } from './helpers/home.ts';
import { portalAt, signInAt, writeSignIn } from './helpers/identity-center.ts';
import { programLine, runProgram } from './helpers/program.ts';
import { makePortal, START_URL } from './sandbox/identity-center/client.ts';

// `credential-process PROFILE` has a way of its own where the session is cached; with any flag it goes the verb's.
// Both have to say the same, whatever the state of things is.

const sessionsIn = ({ directory }: Home) =>
  readdirSync(join(directory, '.cache', 'rolecall'))
    .filter((name) => name.startsWith('session-'))
    .map((name) => join(directory, '.cache', 'rolecall', name));

const settings = (home: Home, text: string) => {
  mkdirSync(join(home.directory, '.config', 'rolecall'), { recursive: true });
  writeFileSync(join(home.directory, '.config', 'rolecall', 'settings.json'), text);
};

const edit = (path: string, change: (text: string) => string) =>
  writeFileSync(path, change(readFileSync(path, 'utf8')));

type State = {
  readonly what: string;
  readonly profile?: string;
  readonly make?: (home: Home) => Readonly<Record<string, string>> | undefined;
};

const states: readonly State[] = [
  { what: 'a cached session' },
  { what: 'no such profile', profile: 'nobody' },
  { what: 'a profile that is a command line', profile: '$(x)' },
  { what: 'a role with MFA, and nobody to ask', profile: 'prod-admin' },
  {
    what: 'a session that is about to end',
    make: (home) => {
      for (const path of sessionsIn(home))
        edit(path, (text) => text.replace(/"expiresAt":\d+/, `"expiresAt":${Date.now() + 60_000}`));
      return undefined;
    },
  },
  {
    what: 'a damaged entry',
    make: (home) => {
      for (const path of sessionsIn(home)) edit(path, (text) => text.slice(0, 40));
      return undefined;
    },
  },
  {
    what: 'a session from before the clock was set back',
    make: (home) => {
      for (const path of sessionsIn(home))
        edit(path, (text) => text.replace(/"at":\d+/, `"at":${Date.now() + 7_200_000}`));
      return undefined;
    },
  },
  {
    what: 'a guarded profile',
    make: (home) => {
      edit(home.config, (text) => text.replace('[profile ystataws]', '[profile ystataws]\nrolecall_confirm = true'));
      return undefined;
    },
  },
  {
    what: 'another region, and another external ID',
    make: (home) => {
      edit(home.config, (text) => text.replace('[profile ystataws]', '[profile ystataws]\nexternal_id = other-1'));
      return undefined;
    },
  },
  {
    what: 'a section that is defined twice',
    make: (home) => {
      appendFileSync(home.config, '\n[profile ystataws]\nregion = eu-north-1\n');
      return undefined;
    },
  },
  {
    what: 'nothing is to be kept',
    make: (home) => {
      settings(home, '{"sessionStore":"none"}');
      return undefined;
    },
  },
  {
    what: 'settings that nobody can read',
    make: (home) => {
      settings(home, '{"sessionStore":');
      return undefined;
    },
  },
  {
    what: 'a cache that others may write',
    make: (home) => {
      chmodSync(join(home.directory, '.cache', 'rolecall'), 0o777);
      return undefined;
    },
  },
  {
    what: 'a configuration that is no text',
    make: (home) => {
      appendFileSync(home.config, '\0');
      return undefined;
    },
  },
  {
    what: 'inside a role',
    make: () => ({ ROLECALL_PROFILE: 'audit', AWS_ACCESS_KEY_ID: 'ASIAX', AWS_REGION: 'eu-west-3' }),
  },
  { what: 'keys in the environment', make: () => ({ AWS_ACCESS_KEY_ID: 'AKIAX', AWS_SECRET_ACCESS_KEY: 'x' }) },
  { what: 'an endpoint in the environment', make: () => ({ AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }) },
  { what: 'a home of its own', make: (home) => ({ ROLECALL_HOME: join(home.directory, 'elsewhere') }) },
];

for (const { what, profile = 'ystataws', make } of states) {
  test(`${what}: both ways say the same`, async (context) => {
    const answers = [];
    for (const flags of [[], ['--no-color']]) {
      const home = await makeDemoHome(context);
      await runProgram(['exec', 'ystataws', '--', 'true'], home);
      const env = { ...home.env, ...make?.(home) };
      const before = home.aws.calls.length;
      const { code, out, err } = await runProgram(['credential-process', profile, ...flags], { env });
      const calls = home.aws.calls.slice(before).map(({ action }) => action);
      const own = (text: string) =>
        text
          .replaceAll(home.directory, '~')
          .replaceAll(home.aws.url, 'AWS')
          .replaceAll(/"(AccessKeyId|SecretAccessKey|SessionToken|Expiration)": ?"[^"]*"/g, '$1')
          .replaceAll(/[0-9a-f-]{36}/g, 'ID');
      answers.push({ code, out: own(out), err: own(err), calls });
    }
    assert.deepEqual(answers[0], answers[1]);
  });
}

test('--version: both ways say the same, also where it cannot be written', () => {
  const said = (argv: string, to: string) => {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', `${programLine} ${argv} ${to}`], {
      env: {},
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };
  assert.deepEqual(said('--version', ''), { status: 0, stdout: `${version}\n`, stderr: '' });
  for (const to of ['', '>&-', '> /dev/full'])
    assert.deepEqual(said('--version', to), said('--version --no-color', to), to);
});

test('and the short way is gone where the session is cached, and only there', async (context) => {
  const home = await makeDemoHome(context);
  assert.equal(await cachedDocument('ystataws', home.env), undefined);
  await runProgram(['exec', 'ystataws', '--', 'true'], home);
  assert.match((await cachedDocument('ystataws', home.env)) ?? '', /"Version": ?1/);
  assert.equal(await cachedDocument('nobody', home.env), undefined);
  for (const path of sessionsIn(home)) edit(path, (text) => text.replace(/"at":\d+/, `"at":${Date.now() + 7_200_000}`));
  assert.equal(await cachedDocument('ystataws', home.env), undefined, 'the clock was set back since');
});

test('a role of a portal, named by its account ID, goes the short way too; the name of an account, which may move, does not', async (test) => {
  const { aws, portal } = await makePortal(test, {}, Date.now);
  assign(portal, MARY, { account: '111122223333', name: 'prod', roles: ['Admin'] });
  const session = `[sso-session corp]\nsso_start_url = ${START_URL}\nsso_region = eu-west-1\n`;
  const home = await makeHome(test, { config: session, credentials: '' });
  const at = portalAt(aws.url, { portalEndpoint: aws.url });
  await writeSignIn(home.directory, at, await signInAt(at));
  const env = {
    ...home.env,
    AWS_ENDPOINT_URL_SSO: aws.url,
    AWS_ENDPOINT_URL_SSO_OIDC: aws.url,
    AWS_ENDPOINT_URL: aws.url,
  };
  const [lasting, byId] = ['corp:111122223333/Admin', '111122223333/Admin'];
  assert.equal(await cachedDocument(byId, env), undefined, 'nothing is cached');
  await runProgram(['discover'], { env });
  await runProgram(['exec', byId, '--', 'true'], { env });
  for (const name of [byId, lasting]) {
    const { out } = await runProgram(['credential-process', name, '--no-color'], { env });
    assert.match(out, /"AccountId": "111122223333"/);
    assert.equal(await cachedDocument(name, env), out, name);
  }
  for (const name of ['prod/Admin', '222233334444/Admin', 'other:111122223333/Admin']) {
    assert.equal(await cachedDocument(name, env), undefined, name);
  }
  appendFileSync(
    home.config,
    '\n[sso-session other]\nsso_start_url = https://other.awsapps.com/start\nsso_region = eu-west-1\n',
  );
  assert.notEqual(await cachedDocument(byId, env), undefined, 'only one of two portals has it');
});
