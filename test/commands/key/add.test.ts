import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { json, makeKeyHome } from './world.ts';

test('a config file that takes no lines: said before the key is stored', async (context) => {
  const { run, add, key, aws, config } = await makeKeyHome(context);
  const env = { AWS_CONFIG_FILE: '/dev/null', AWS_ENDPOINT_URL: aws.url };
  const nowhere = await run(['key', 'add', 'fresh', '--in', 'file'], json(key), env);
  assert.equal(nowhere.code, 1);
  assert.match(nowhere.err, /AWS_CONFIG_FILE names \/dev\/null, where nothing can be saved/);
  assert.equal((await run(['key', 'list', '--offline'])).out, '');
  const before = await readFile(config);
  // No editor of text may guess what this byte means.
  await appendFile(config, Buffer.from([0x23, 0xff, 0x0a]));
  assert.match((await add()).err, /is not valid UTF-8/);
  await writeFile(config, before);
  assert.equal((await run(['key', 'list', '--offline'])).out, '');
});

test('lines that cannot be written once the key is stored: that it is, and what to do', async (context) => {
  const { run, key, aws, directory } = await makeKeyHome(context);
  // It can be written, and nothing with a longer name beside it.
  const config = join(directory, 'aws', 'c'.repeat(254));
  await mkdir(join(directory, 'aws'));
  await writeFile(config, '');
  const env = { AWS_CONFIG_FILE: config, AWS_ENDPOINT_URL: aws.url };
  const { code, err } = await run(['key', 'add', 'fresh', '--in', 'file'], json(key), env);
  assert.equal(code, 1);
  assert.match(err, /The key is stored as fresh, but the profile has no lines that lead to it\./);
  assert.match(err, /Then store it again: rolecall key add fresh/);
  assert.match((await run(['key', 'list', '--offline'])).out, /^fresh /m);
});
