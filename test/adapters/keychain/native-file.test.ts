import assert from 'node:assert/strict';
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { nativeFile } from '../../../source/adapters/keychain/native-file.ts';
import { makeHome } from '../../helpers/home.ts';

const content = new TextEncoder().encode('a native part');

/** A cache that nobody has made yet. */
const cacheOf = async (context: TestContext) => join((await makeHome(context)).directory, 'home', 'cache');

describe('the file of the native part', () => {
  test('is named by its content, and is ours alone', async (context) => {
    const cache = await cacheOf(context);
    const path = nativeFile(cache, content);
    assert.equal(dirname(path), cache);
    assert.match(basename(path), /^keyring-[0-9a-f]{16}\.node$/);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.equal(statSync(cache).mode & 0o777, 0o700);
    const other = nativeFile(cache, new TextEncoder().encode('a newer one'));
    assert.deepEqual(readdirSync(cache).sort(), [path, other].map((each) => basename(each)).sort());
  });

  test('is made once, for one that is loaded cannot be written over on Windows', async (context) => {
    const cache = await cacheOf(context);
    const path = nativeFile(cache, content);
    const { ino } = statSync(path);
    const write = () => assert.fail('it is there');
    assert.equal(nativeFile(cache, content, write), path);
    assert.equal(statSync(path).ino, ino);
  });

  test('may have been made by another process meanwhile', async (context) => {
    const cache = await cacheOf(context);
    const refused = Object.assign(new Error('it is loaded'), { code: 'EPERM' });
    const path = nativeFile(cache, content, (path, bytes) => {
      writeFileSync(path, bytes, { mode: 0o600 });
      throw refused;
    });
    assert.deepEqual(readFileSync(path), Buffer.from(content));
    rmSync(path);
    const write = () => {
      throw refused;
    };
    assert.throws(() => nativeFile(cache, content, write), refused);
  });

  test('is made anew where it is damaged, a link, or may be written by others', async (context) => {
    const cache = await cacheOf(context);
    const path = nativeFile(cache, content);
    const elsewhere = join(dirname(cache), 'elsewhere');
    writeFileSync(elsewhere, content, { mode: 0o600 });
    const harms = [
      () => writeFileSync(path, 'a planted one'),
      () => writeFileSync(path, new Uint8Array(content.length)),
      () => chmodSync(path, 0o622),
      () => {
        rmSync(path);
        symlinkSync(elsewhere, path);
      },
    ];
    for (const harm of harms) {
      harm();
      assert.equal(nativeFile(cache, content), path);
      const { mode } = statSync(path);
      assert.deepEqual([readFileSync(path, 'utf8'), mode & 0o777], ['a native part', 0o600]);
    }
    assert.equal(readFileSync(elsewhere, 'utf8'), 'a native part');
  });

  test('is not made where others may write', async (context) => {
    const cache = await cacheOf(context);
    nativeFile(cache, content);
    chmodSync(cache, 0o777);
    assert.throws(() => nativeFile(cache, content), /cache/);
  });
});
