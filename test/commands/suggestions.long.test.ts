import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeHome } from '../helpers/home.ts';
import { assertHarmless, evil } from '../helpers/pasted.ts';
import { runProgram } from '../helpers/program.ts';

/** As a header of `~/.aws/config` names it. */
const quoted = (name: string) => `"${name.replaceAll(/[\\"]/g, '\\$&')}"`;

/** A place that makes a suggestion with a name in it, and the first words of the command that it suggests. */
type Place = {
  readonly argv: readonly string[];
  readonly suggests: RegExp;
  readonly config?: string;
  readonly env?: Readonly<Record<string, string>>;
};

const role = 'role_arn = arn:aws:iam::444455556666:role/x';
const keys = '[profile mary]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n';
const portal = 'sso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\n';
const account = 'sso_account_id = 444455556666\nsso_role_name = x\n';

const places: Readonly<Record<string, (name: string) => Place>> = {
  'a profile to remove': (name) => ({
    config: `[profile ${quoted(name)}]\n${role}\nsource_profile = mary\n${keys}`,
    argv: ['remove', name],
    suggests: /rolecall remove .*/,
  }),
  'half a pair of keys': (name) => ({
    config: `[profile ${quoted(name)}]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n`,
    argv: ['exec', name, '--', 'true'],
    suggests: /aws configure --profile .*/,
  }),
  'half a portal': (name) => ({
    config: `[profile ${quoted(name)}]\n${account}sso_region = eu-west-1\n`,
    argv: ['exec', name, '--', 'true'],
    suggests: /aws configure sso --profile .*/,
  }),
  'a portal without a sign-in': (name) => ({
    config: `[profile ${quoted(name)}]\n${portal}${account}`,
    argv: ['exec', name, '--', 'true'],
    suggests: /rolecall login .*/,
  }),
  'a session of a portal without a sign-in': (name) => ({
    config: `[profile p]\nsso_session = ${name}\n${account}[sso-session ${quoted(name)}]\n${portal}`,
    argv: ['exec', 'p', '--', 'true'],
    suggests: /aws sso login .*/,
  }),
  'a portal that no profile uses': (name) => ({
    config: `[sso-session ${quoted(name)}]\n${portal}`,
    argv: ['list'],
    suggests: /rolecall login .*/,
  }),
  'a portal, as doctor tells of it': (name) => ({
    config: `[sso-session ${quoted(name)}]\n${portal}`,
    argv: ['doctor', '--offline'],
    suggests: /rolecall login .*/,
  }),
  'one of several portals': (name) => ({
    config: `[sso-session ${quoted(name)}]\n${portal}[sso-session other]\n${portal}`,
    argv: ['login'],
    suggests: /rolecall login .*/,
  }),
  'a new portal without a name': (name) => ({
    config: '',
    argv: ['login', `https://d-1.awsapps.com/${name.replaceAll(' ', '$' + '{IFS}')}`, '--region', 'eu-west-1'],
    suggests: /rolecall login .*/,
  }),
  'a console sign-in': (name) => ({
    config: `[profile ${quoted(name)}]\nlogin_session = arn:aws:iam::111122223333:user/mary\nregion = eu-west-1\n`,
    argv: ['exec', name, '--', 'true'],
    suggests: /rolecall login .*/,
  }),
  'a profile without a portal': (name) => ({
    config: `[profile ${quoted(name)}]\n${role}\nsource_profile = mary\n${keys}`,
    argv: ['login', name],
    suggests: /rolecall show .*/,
  }),
  'a setting that stays behind': (name) => ({
    config: `[profile ${quoted(name)}]\n${role}\nsource_profile = mary\ns3 =\n  max_concurrent_requests = 5\n${keys}`,
    argv: ['doctor'],
    suggests: /rolecall .* --live/,
  }),
  'a link to no profile': (name) => ({
    config: keys,
    argv: [`https://signin.aws.amazon.com/switchrole?account=444455556666&roleName=x&displayName=${name}`],
    suggests: /rolecall add .*/,
  }),
  'what exec started': (name) => ({
    config: keys,
    argv: ['refresh'],
    env: { ROLECALL_PROFILE: name, AWS_ACCESS_KEY_ID: 'ASIAX', AWS_SECRET_ACCESS_KEY: 'x', AWS_SESSION_TOKEN: 'x' },
    suggests: /rolecall (?!exec).*/,
  }),
};

test('what a suggestion says can be pasted: no name in it runs anything', async (context) => {
  const lines: string[] = [];
  for (const [place, of] of Object.entries(places)) {
    for (const name of evil) {
      const { argv, suggests, config = '', env = {} } = of(name);
      const home = await makeHome(context, { config });
      const { out, err } = await runProgram(argv, { env: { ...home.env, ...env } });
      const said = `${out}\n${err}`.replaceAll(/\n {4,}/g, ' ');
      const line = suggests.exec(said)?.[0];
      assert.ok(line !== undefined, `${place}, ${name}: suggests something\n${said}`);
      lines.push(line);
    }
  }
  await assertHarmless(lines);
});
