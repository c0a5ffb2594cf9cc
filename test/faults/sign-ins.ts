import assert from 'node:assert/strict';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { awsCli } from '../helpers/aws-cli.ts';
import { readSignInFile, signInPath } from '../helpers/identity-center.ts';
import { assignMany } from '../helpers/portals.ts';
import {
  ACCOUNT,
  makeEmployee,
  type Run,
  rolecall,
  run,
  signInWithRolecall,
  skipped,
} from '../sandbox/identity-center/employee.ts';
import type { Fault, Scene } from './fault.ts';

/** Somebody who is signed in, and whose token ends in a moment, or has ended. @param cli processes of the AWS CLI v2 */
async function moveIn(scene: Scene, cli: number) {
  const { aws, portal, home, env } = await makeEmployee(scene);
  assignMany(portal, { accounts: 20, roles: 5 });
  const keys = (index: number) => `sso_session = corp\nsso_account_id = ${accountAt(index)}\nsso_role_name = Role1`;
  const profiles = Array.from({ length: cli }, (_, index) => `\n[profile cli-${index}]\n${keys(index)}\n`);
  await appendFile(home.config, profiles.join(''));
  await signInWithRolecall(env);
  const path = signInPath(home.directory, { startUrl: '', ssoSession: 'corp' });
  return { aws, path, env, home };
}

const accountAt = (index: number): string => String(Number(ACCOUNT) + index);

/** Each a role of its own, so that each needs the token. */
const ours = (index: number, env: NodeJS.ProcessEnv): Promise<Run> =>
  rolecall(
    [index % 2 === 0 ? 'credential-process' : 'export', `${accountAt(Math.floor(index / 5))}/Role${(index % 5) + 1}`],
    env,
  );

const theirs = (index: number, env: NodeJS.ProcessEnv): Promise<Run> =>
  run(awsCli() ?? '', ['sts', 'get-caller-identity', '--profile', `cli-${index}`], env);

async function endsIn(path: string, ms: number): Promise<void> {
  const { fields } = await readSignInFile(path);
  const expiresAt = new Date(Date.now() + ms).toISOString().replace(/\.\d+/, '');
  await writeFile(path, JSON.stringify({ ...fields, expiresAt }));
}

/** Reads the file all the time while something is done. @returns how often it was not whole */
async function watching(path: string, work: () => Promise<void>): Promise<number> {
  let [isOver, halves] = [false, 0];
  const watch = async () => {
    while (!isOver) {
      try {
        assert.ok(JSON.parse(await readFile(path, 'utf8')).accessToken);
      } catch {
        halves += 1;
      }
      await new Promise(setImmediate);
    }
  };
  const watched = watch();
  try {
    await work();
  } finally {
    isOver = true;
    await watched;
  }
  return halves;
}

const alone: Fault = {
  name: 'a hundred processes at the end of a sign-in’s token',
  run: async (scene, extent) => {
    const { aws, path, env, home } = await moveIn(scene, 0);
    const rounds = extent === 'all' ? [60_000, -5_000] : [60_000];
    const many = extent === 'all' ? 100 : 30;
    for (const left of rounds) {
      await endsIn(path, left);
      await rm(join(home.directory, '.cache', 'rolecall'), { recursive: true, force: true });
      const before = aws.count('CreateToken');
      const halves = await watching(path, async () => {
        for (const { ok, err } of await Promise.all(Array.from({ length: many }, (_, index) => ours(index, env)))) {
          assert.ok(ok, err);
        }
      });
      assert.equal(aws.count('CreateToken') - before, 1, 'one of them renews it for all');
      assert.equal(halves, 0, 'the file is whole at every moment');
    }
    return rounds.length * many;
  },
};

/** The AWS CLI takes no lock: of several that renew at once, one is given a token; the others go on with what is left. */
const mixed: Fault = {
  name: 'rolecall and the AWS CLI at the end of a sign-in’s token',
  skip: skipped('the AWS CLI v2', awsCli()) || undefined,
  run: async (scene, extent) => {
    const [many, few] = extent === 'all' ? [80, 20] : [8, 2];
    const rounds = extent === 'all' ? [60_000, -5_000] : [-5_000];
    const { aws, path, env, home } = await moveIn(scene, few);
    for (const left of rounds) {
      await endsIn(path, left);
      for (const cache of ['.cache/rolecall', '.aws/cli'])
        await rm(join(home.directory, cache), { recursive: true, force: true });
      const asked = aws.calls.length;
      // The first of the AWS CLI's that asks has its token, and half a second later it knows.
      aws.failNext({ action: 'CreateToken', kind: 'slow', ms: 500 });
      const halves = await watching(path, async () => {
        const clis = Array.from({ length: few }, (_, index) => theirs(index, env));
        while (!aws.calls.slice(asked).some(({ action }) => action === 'CreateToken'))
          await new Promise((resolve) => setTimeout(resolve, 10));
        for (const { ok, err } of await Promise.all(Array.from({ length: many }, (_, index) => ours(index, env)))) {
          assert.ok(ok, err);
        }
        for (const { ok, err } of await Promise.all(clis)) {
          // It looks at the file once: what another one writes meanwhile, or is just writing, it does not take.
          const isItsOwn = /Token has expired and refresh failed|\[ERROR\]: '[0-9a-f]{40}'/.test(err);
          assert.ok(ok || isItsOwn, err);
          if (left > 0) assert.ok(ok || !/expired/.test(err), err);
        }
      });
      const given = aws.calls.slice(asked).filter(({ action, code }) => action === 'CreateToken' && code === undefined);
      assert.equal(given.length, 1, 'a refresh token serves once');
      const text = await readFile(path, 'utf8');
      // JSON with spaces is the AWS CLI's, which writes in place.
      if (!text.startsWith('{"startUrl": ')) assert.equal(halves, 0);
      const after = [await rolecall(['export', '--no-cache', 'dev'], env), await theirs(0, env)];
      for (const { ok, err } of after) assert.ok(ok, err);
    }
    return rounds.length * (many + few);
  },
};

export const signIns: readonly Fault[] = [alone, mixed];
