import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { keepLiveConfig } from '../../../source/adapters/cache/live-config.ts';
import { createSessionFiles } from '../../../source/adapters/cache/sessions.ts';
import { sweepNowAndThen } from '../../../source/adapters/cache/sweep.ts';
import { clearLeftovers } from '../../../source/adapters/files/leftovers.ts';
import { sweepOwnDirectory } from '../../../source/adapters/files/own-directory.ts';
import { plainRequest } from '../../../source/domain/sessions/plan/request.ts';
import { liveConfigName } from '../../../source/domain/shells/live-name.ts';
import { makeHome } from '../../helpers/home.ts';

// Names are read in no order: among twenty of them, one that cannot be looked at comes before some of the others.
const twenty = Array.from({ length: 20 }, (_, at) => at.toString(16).padStart(8, '0'));
const longAgo = Date.now() / 1000 - 400 * 86_400;

async function makeCache(context: TestContext) {
  const { directory: home } = await makeHome(context);
  const cache = join(home, 'cache');
  mkdirSync(cache, { mode: 0o700 });
  return { home, cache, settings: join(home, 'settings') };
}

function writeOld(path: string, text = ''): void {
  writeFileSync(path, text, { mode: 0o600 });
  utimesSync(path, longAgo, longAgo);
}

test('links that lead nowhere do not end the sweep of the day', async (context) => {
  const { cache } = await makeCache(context);
  for (const id of twenty) {
    writeOld(join(cache, `request-${id}.json`));
    symlinkSync('nowhere', join(cache, `other-${id}`));
  }
  await sweepNowAndThen(cache, Date.now());
  assert.deepEqual(
    readdirSync(cache)
      .filter((name) => !name.startsWith('other-'))
      .sort(),
    ['swept'],
  );
});

test('a link in the place of the stamp is replaced: what it leads to stays as it is', async (context) => {
  const { home, cache } = await makeCache(context);
  const important = join(home, 'important');
  writeOld(important, 'precious');
  const before = statSync(important).mtimeMs;
  const stamp = join(cache, 'swept');
  symlinkSync(important, stamp);
  lutimesSync(stamp, longAgo, longAgo);
  writeOld(join(cache, 'request-00000000.json'));
  await sweepNowAndThen(cache, Date.now());
  assert.deepEqual([readFileSync(important, 'utf8'), statSync(important).mtimeMs], ['precious', before]);
  assert.deepEqual(readdirSync(cache), ['swept']);
  assert.ok(lstatSync(stamp).isFile());
});

test('a pipe there, in which nobody reads, keeps nobody waiting', async (context) => {
  const { cache } = await makeCache(context);
  const stamp = join(cache, 'swept');
  execFileSync('mkfifo', [stamp]);
  utimesSync(stamp, longAgo, longAgo);
  // It would wait for good, and the process with it.
  const sweep = `import { sweepNowAndThen } from ${JSON.stringify(import.meta.resolve('../../../source/adapters/cache/sweep.ts'))};
await sweepNowAndThen(${JSON.stringify(cache)}, Date.now());`;
  execFileSync(process.execPath, ['-e', sweep], { timeout: 20_000 });
  assert.ok(lstatSync(stamp).isFile());
});

test('native parts of the keychain that older versions left go, and what a killed writer left of one', async (context) => {
  const { cache } = await makeCache(context);
  writeOld(join(cache, 'keyring.node'));
  writeOld(join(cache, 'keyring-0123456789abcdef.node'));
  writeFileSync(join(cache, 'keyring-fedcba9876543210.node'), '');
  const cutOff = join(cache, 'keyring-fedcba9876543210.node.4711.x');
  writeFileSync(cutOff, '');
  utimesSync(cutOff, Date.now() / 1000 - 7_200, Date.now() / 1000 - 7_200);
  await sweepNowAndThen(cache, Date.now());
  assert.deepEqual(readdirSync(cache).sort(), ['keyring-fedcba9876543210.node', 'swept']);
});

test('a link that leads round in a circle does not end the sweep of a directory', async (context) => {
  const { cache } = await makeCache(context);
  for (const id of twenty) {
    writeOld(join(cache, id));
    symlinkSync(`circle-${id}`, join(cache, `circle-${id}`));
  }
  sweepOwnDirectory(cache, 1_000);
  assert.deepEqual(
    readdirSync(cache).filter((name) => !name.startsWith('circle-')),
    [],
  );
});

test('what a live role goes by stays as long as its programs use it, and goes when they do not', async (context) => {
  const { cache } = await makeCache(context);
  const store = createSessionFiles(cache);
  const [used, unused] = [
    await store.saveRequest({ request: plainRequest('used') }),
    await store.saveRequest({ request: plainRequest('unused') }),
  ];
  const files: string[] = [];
  for (const id of [used, unused]) {
    files.push(join(cache, `request-${id}.json`));
    for (const isServed of [true, false])
      files.push(await keepLiveConfig(cache, liveConfigName(id, isServed), '', '--live'));
  }
  for (const path of files) utimesSync(path, longAgo, longAgo);
  for (const use of [() => store.savedRequest(used), () => store.saveRequest({ request: plainRequest('used') })]) {
    await use();
    await keepLiveConfig(cache, 'another', '', '--live');
    await sweepNowAndThen(cache, Date.now());
    assert.deepEqual(
      files.filter((path) => existsSync(path)),
      files.slice(0, 3),
    );
    for (const path of files.slice(0, 3)) utimesSync(path, longAgo, longAgo);
  }
});

test('the configuration of one live role that cannot be written anew costs those of others no cleaning', async (context) => {
  const paths = await makeCache(context);
  const live = join(paths.cache, 'live');
  mkdirSync(live, { mode: 0o700 });
  const keys = '[default]\naws_access_key_id = AKIAX\naws_secret_access_key = x\n';
  const [stuck = '', ...others] = twenty;
  for (const id of twenty) writeFileSync(join(live, id), keys, { mode: 0o600 });
  mkdirSync(join(live, `${stuck}.new`));
  await clearLeftovers(paths);
  for (const id of others) assert.doesNotMatch(readFileSync(join(live, id), 'utf8'), /secret/, id);
});

test('a cleaning that was killed between two steps is done again', async (context) => {
  const paths = await makeCache(context);
  const live = join(paths.cache, 'live');
  mkdirSync(live, { mode: 0o700 });
  const keys = '[default]\naws_access_key_id = AKIAX\naws_secret_access_key = x\n';
  // Before the new one took its place, and after that.
  writeFileSync(join(live, 'before'), keys, { mode: 0o600 });
  linkSync(join(live, 'before'), join(live, 'before.old'));
  writeFileSync(join(live, 'after'), keys, { mode: 0o600 });
  writeFileSync(join(live, 'after.old'), keys, { mode: 0o600 });
  await clearLeftovers(paths);
  assert.deepEqual(readdirSync(live).sort(), ['after', 'before']);
  for (const name of ['after', 'before']) assert.doesNotMatch(readFileSync(join(live, name), 'utf8'), /secret/, name);
});
