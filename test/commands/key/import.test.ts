import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { stat, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Cancelled, Problem } from '../../../source/problem.ts';
import { importWorld, section } from './import-world.ts';

const config = (url: string) => `# mine\n[profile mary]\nregion = eu-west-1\nendpoint_url = ${url}\n`;
const write = ['key', 'import', '--from', 'credentials', '--in', 'file', '--write'];
const line = /^credential_process = .*credential-process mary$/m;

test('a key goes from the file into its place, and everything else stays', async (context) => {
  const world = await importWorld(context, (mary, url) => ({
    config: config(url),
    credentials: `# of mine\n${section('mary', mary)}\n[other]\nregion = eu-west-1\n`,
  }));
  const before = await world.text();
  const dry = await world.run(['key', 'import', '--from', 'credentials']);
  assert.match(
    dry.out,
    new RegExp(`^\\+  mary  ${world.mary.id}  .*credentials:4  store it, write its line, remove it from the file`),
  );
  assert.match(dry.error, /^Nothing was changed\. Add --write to do it\.\n$/);
  assert.deepEqual(await world.text(), before);
  assert.equal(await world.stored('mary'), undefined);

  const ran = await world.run(write);
  assert.deepEqual(ran.outcome, { tag: 'done' }, ran.error);
  assert.deepEqual(await world.stored('mary'), { id: world.mary.id, secret: world.mary.secret });
  const after = await world.text();
  assert.equal(after.credentials, '# of mine\n\n[other]\nregion = eu-west-1\n');
  assert.match(after.config, line);
  assert.equal(after.config.replace(/^credential_process.*\n/m, ''), before.config);
  assert.equal((await stat(world.credentials)).mode & 0o777, 0o600);
  assert.match(ran.error, /That cannot be undone\. What was replaced contains keys/);
  assert.match(ran.error, /A backup of yours may still contain the key: rolecall key rotate mary/);
  for (const { out, error } of [dry, ran]) assert.ok(!`${out}${error}`.includes(world.mary.secret));
});

test('ten identities at once, and once more', async (context) => {
  const names = Array.from({ length: 10 }, (_, at) => `user-${at}`);
  const world = await importWorld(context, (_, url) => ({ config: config(url), credentials: '' }));
  const keys = new Map(names.map((name) => [name, world.user(name)]));
  const sections = [...keys].map(([name, { id, secret }]) => section(name, { id, secret }));
  await writeFile(world.credentials, sections.join('\n'), { mode: 0o600 });
  const before = await world.text();
  const ran = await world.run(write);
  assert.deepEqual(ran.outcome, { tag: 'done' }, ran.error);
  for (const [name, { id, secret }] of keys) assert.deepEqual(await world.stored(name), { id, secret });
  const { config: text, credentials } = await world.text();
  assert.equal(credentials, '');
  const added = names.map(
    (name) => `\n[profile ${name}]\ncredential_process = /opt/rolecall credential-process ${name}\n`,
  );
  assert.equal(text, before.config + added.join(''));
  const again = await world.run(write);
  assert.deepEqual(again.outcome, { tag: 'done' });
  assert.match(again.error, /^There is no access key in .*\n$/);
  assert.deepEqual(await world.text(), { config: text, credentials });
});

test('one key that AWS does not know stops no other one, and stays', async (context) => {
  const gone = { id: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
  const world = await importWorld(context, (mary, url) => ({
    config: config(url),
    credentials: `${section('gone', gone)}\n${section('mary', mary)}`,
  }));
  const ran = await world.run(write);
  assert.deepEqual(ran.outcome, { tag: 'done', exitCode: 1 });
  assert.match(ran.error, /✗ gone: AWS does not know AKIAIOSFODNN7EXAMPLE.* The key stays where it is\.\n/);
  assert.equal((await world.text()).credentials, section('gone', gone));
  assert.deepEqual(await world.stored('mary'), { id: world.mary.id, secret: world.mary.secret });
  assert.equal(await world.stored('gone'), undefined);
});

test('without AWS nothing is done', async (context) => {
  const world = await importWorld(context, (mary) => ({
    config: config('http://127.0.0.1:9'),
    credentials: section('mary', mary),
  }));
  const before = await world.text();
  await assert.rejects(world.run(write, {}, { AWS_ENDPOINT_URL: '' }), (error) => {
    return error instanceof Problem && /Nothing was stored or changed\./.test(error.text.means ?? '');
  });
  assert.deepEqual(await world.text(), before);
  assert.equal(await world.stored('mary'), undefined);
});

test('where AWS is slow, it is said in three seconds that nothing is done yet', async (context) => {
  const world = await importWorld(context, (mary, url) => ({
    config: config(url),
    credentials: section('mary', mary),
  }));
  const waited: number[] = [];
  const deadline = async (ms: number) => void waited.push(ms);
  const ran = await world.run(write, { clock: { deadline } });
  assert.match(ran.error, /^AWS has not answered yet\. Nothing has been stored or changed so far/);
  assert.deepEqual(ran.outcome, { tag: 'done' });
  assert.deepEqual(waited, [2_500]);
  assert.deepEqual(await world.stored('mary'), { id: world.mary.id, secret: world.mary.secret });
});

test('another key by that name is never written over', async (context) => {
  const world = await importWorld(context, (mary, url) => ({
    config: config(url),
    credentials: section('mary', mary),
  }));
  const there = { current: { accessKeyId: world.mary.id, secretAccessKey: 'another secret' }, user: '' };
  await world.accessKeys.store('mary', there, 'file');
  const before = await world.text();
  const ran = await world.run(write);
  assert.deepEqual(ran.outcome, { tag: 'done', exitCode: 1 });
  assert.match(ran.error, /✗ mary: Another key is already stored under that name/);
  assert.deepEqual(await world.text(), before);
  assert.equal((await world.stored('mary'))?.secret, 'another secret');
  await world.accessKeys.store(
    'mary',
    { ...there, current: { ...there.current, accessKeyId: 'AKIAI44QH8DHBEXAMPLE' } },
    'file',
  );
  const other = await world.run(write);
  assert.deepEqual(other.outcome, { tag: 'done', exitCode: 1 });
  assert.match(other.out, /✗ mary: another key is stored under that name, AKIAI44QH8DHBEXAMPLE/);
});

test('a key that cannot be stored stays in the file', async (context) => {
  const world = await importWorld(context, (mary, url) => ({
    config: config(url),
    credentials: section('mary', mary),
  }));
  const before = await world.text();
  const store = async () => {
    throw new Problem({ code: 'key-not-kept', title: 'Something else came back.' });
  };
  const ran = await world.run(write, { accessKeys: { store } });
  assert.deepEqual(ran.outcome, { tag: 'done', exitCode: 1 });
  assert.match(ran.error, /✗ mary: Something else came back\. The key stays where it is\./);
  assert.deepEqual(await world.text(), before);
});

test('a key that changes while it is imported stays in the file', async (context) => {
  const world = await importWorld(context, (mary, url) => ({
    config: config(url),
    credentials: section('mary', mary),
  }));
  const newer = section('mary', { id: world.mary.id, secret: 'newer' });
  const store: typeof world.accessKeys.store = async (...call) => {
    await world.accessKeys.store(...call);
    await writeFile(world.credentials, newer);
  };
  const before = await world.text();
  await assert.rejects(world.run(write, { accessKeys: { store } }), /has changed meanwhile/);
  assert.deepEqual(await world.text(), { ...before, credentials: newer });
});

test('a command that another program writes into the profile while it is asked stays, and so does the key', async (context) => {
  for (const kind of ['config', 'credentials'] as const) {
    const world = await importWorld(context, (mary, url) => ({
      config: config(url),
      credentials: section('mary', mary),
    }));
    const before = await world.text();
    const theirs = { ...before, [kind]: `${before[kind]}credential_process = /opt/theirs mary\n` };
    const ask = async () => {
      await writeFile(world[kind], theirs[kind]);
      return 'y';
    };
    await assert.rejects(
      world.run(write.slice(0, -1), { terminal: { isInput: () => true, ask } }),
      (error) => error instanceof Problem && error.text.code === 'file-changed',
    );
    assert.deepEqual(await world.text(), theirs);
  }
});

test('where the lines are refused, it is said that the keys are stored, and once more writes those that can be', async (context) => {
  const world = await importWorld(context, (mary, url) => ({
    config: `${config(url)}[profile other]\nendpoint_url = ${url}\n`,
    credentials: section('mary', mary),
  }));
  await writeFile(world.credentials, section('mary', world.mary) + section('other', world.user('other')));
  const ask = async () => {
    const { config } = await world.text();
    await writeFile(world.config, config.replace('[profile mary]\n', '$&credential_process = /opt/theirs mary\n'));
    return 'y';
  };
  await assert.rejects(
    world.run(write.slice(0, -1), { terminal: { isInput: () => true, ask } }),
    (error) =>
      error instanceof Problem &&
      /was changed meanwhile, so it was left as it is/.test(error.text.title) &&
      error.text.means === 'The keys are stored as mary, other, but the profiles have no lines that lead to them.' &&
      error.text.todo?.at(-1)?.endsWith('rolecall key import --from credentials mary other --write') === true,
  );
  await world.run(write);
  const after = await world.text();
  assert.match(after.config, /^credential_process = .*credential-process other$/m);
  assert.equal(after.credentials, section('mary', world.mary), 'what may not be moved stays');
});

test('undo holds nothing of it', async (context) => {
  const world = await importWorld(context, (mary, url) => ({
    config: config(url),
    credentials: section('mary', mary),
  }));
  await world.run(write);
  await assert.rejects(world.run(['edit', '--undo']), /no edit to undo/);
  const grep = spawnSync('grep', ['-rl', '--', world.mary.secret, world.directory]);
  assert.equal(String(grep.stdout), '');
});

test('at a terminal it asks, and no is no', async (context) => {
  const world = await importWorld(context, (mary, url) => ({
    config: config(url),
    credentials: section('mary', mary),
  }));
  const before = await world.text();
  const asked: string[] = [];
  const answering = (answer: string) => ({
    terminal: {
      ask: async (question: string) => {
        asked.push(question);
        return answer;
      },
    },
  });
  const argv = ['key', 'import', '--from', 'credentials', '--in', 'file'];
  await assert.rejects(world.run(argv, answering('')), Cancelled);
  assert.deepEqual(await world.text(), before);
  await world.run(argv, answering('y'));
  assert.equal((await world.text()).credentials, '');
  assert.deepEqual(new Set(asked), new Set(['Import one key as shown? [y/N] ']));
});

test('names: those alone, and none that is not there', async (context) => {
  const world = await importWorld(context, (mary, url) => ({
    config: `${config(url)}\n[profile a-role]\nrole_arn = arn:aws:iam::444455556666:role/a\nsource_profile = mary\n`,
    credentials: `${section('mary', mary)}\n${section('copy', mary)}`,
  }));
  const wrong = [['marry'], ['mary', 'a-role'], ['--', '-mary']];
  for (const names of wrong) {
    await assert.rejects(world.run([...write, ...names]), (error) => {
      return (
        error instanceof Problem && error.text.exitCode === 2 && /There is no access key for/.test(error.text.title)
      );
    });
  }
  await assert.rejects(world.run([...write, 'marry']), (error) => {
    return error instanceof Problem && /Did you mean mary\?/.test(error.text.todo?.join() ?? '');
  });
  const ran = await world.run([...write, 'copy']);
  assert.deepEqual(ran.outcome, { tag: 'done' }, ran.error);
  assert.match(ran.out, /copy has the same key as mary/);
  assert.equal((await world.text()).credentials, section('mary', world.mary));
  const again = await world.run([...write, 'copy']);
  assert.deepEqual(again.outcome, { tag: 'done' }, 'what is stored already is no unknown name');
});

test('a key that was named and stays is a failure', async (context) => {
  const world = await importWorld(context, (mary, url) => ({
    config: config(url),
    credentials: `${section('mary', mary)}aws_session_token = t\n`,
  }));
  const all = await world.run(write);
  assert.deepEqual(all.outcome, { tag: 'done' });
  assert.match(all.out, /^· mary: its key is temporary/);
  const named = await world.run([...write, 'mary']);
  assert.deepEqual(named.outcome, { tag: 'done', exitCode: 1 });
});

test('what is no source and no place', async (context) => {
  const world = await importWorld(context);
  for (const argv of [
    [],
    ['--from', 'leapp'],
    ['--from', 'credentials', '--in', 'command'],
    ['--from', 'credentials', '--in', 'x'],
  ]) {
    await assert.rejects(world.run(['key', 'import', ...argv]), (error) => {
      return error instanceof Problem && error.text.exitCode === 2;
    });
  }
});

test('one file for both is left alone, before anything is stored', async (context) => {
  const world = await importWorld(context);
  const one = { AWS_CONFIG_FILE: world.credentials };
  await assert.rejects(world.run(write, undefined, one), (error) => {
    return error instanceof Problem && error.text.code === 'one-file';
  });
  assert.equal(await world.stored('mary'), undefined);
});
