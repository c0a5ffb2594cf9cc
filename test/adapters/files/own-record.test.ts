import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { changeKnownKeys, knownKeysFault } from '../../../source/adapters/access-keys/known.ts';
import { loadRotations, saveRotation } from '../../../source/adapters/access-keys/rotations.ts';
import { loadUsedNames, saveUsedName } from '../../../source/adapters/files/used-names.ts';
import { loadWritten, saveWritten } from '../../../source/adapters/files/written-sections.ts';
import { Problem } from '../../../source/problem.ts';
import { makeHome } from '../../helpers/home.ts';

const known = { place: 'file', accessKeyId: 'AKIA', user: 'arn:aws:iam::111122223333:user/mary', storedAt: 1 } as const;
const rotation = { old: 'AKIA', user: known.user, before: ['AKIA'], at: 1 };

type Row = {
  readonly file: string;
  readonly save: (directory: string, at: number) => Promise<void>;
  readonly faultOf: (directory: string) => Problem | undefined;
  /** A damaged one stays, and nothing is written. */
  readonly refusesDamaged?: true;
};

const rows: readonly Row[] = [
  {
    file: 'access-keys.json',
    save: (directory, at) => changeKnownKeys(directory, (before) => new Map([...before, [`mary${at}`, known]])),
    faultOf: knownKeysFault,
  },
  {
    file: 'rotations.json',
    save: (directory, at) => saveRotation(directory, `mary${at}`, rotation),
    faultOf: (directory) => {
      try {
        loadRotations(directory);
        return undefined;
      } catch (error) {
        return error instanceof Problem ? error : assert.fail(String(error));
      }
    },
    refusesDamaged: true,
  },
  {
    file: 'used-names.json',
    save: (directory, at) => saveUsedName(directory, `prod/${at}`, 'corp:1'),
    faultOf: (directory) => loadUsedNames(directory).fault,
  },
  {
    file: 'written-sections.json',
    save: (directory, at) => saveWritten(directory, [`[profile ${at}]`], { startUrl: 'https://corp.example' }),
    faultOf: (directory) => loadWritten(directory).fault,
  },
];

for (const { file, save, faultOf, refusesDamaged } of rows) {
  const place = async (context: Parameters<typeof makeHome>[0]) => {
    const directory = join((await makeHome(context)).directory, 'settings');
    await save(directory, 1);
    const path = join(directory, file);
    return { directory, path, text: () => readFile(path, 'utf8') };
  };

  test(`${file}: what may not be read is said with its remedy, and not written over`, async (context) => {
    const { directory, path, text } = await place(context);
    const before = await text();
    const isRefused = async (why: RegExp, todo: RegExp) => {
      const { title, means, todo: steps = [] } = faultOf(directory)?.text ?? assert.fail('there is a fault');
      assert.match(title, /cannot be read\.$/);
      assert.match(means ?? '', why);
      assert.match(steps.join('\n'), todo);
      await assert.rejects(save(directory, 2), Problem);
      assert.equal(await text(), before);
    };
    await chmod(path, 0o646);
    await isRefused(/^Others may write to it\. Its mode is 0646\./, /chmod 600/);
    await chmod(path, 0o600);
    await rename(path, join(directory, 'elsewhere'));
    await symlink(join(directory, 'elsewhere'), path);
    await isRefused(/^It is a link/, /Put the file itself in its place/);
    assert.deepEqual((await readdir(directory)).sort(), [file, 'elsewhere'].sort());
  });

  test(`${file}: a newer one is left alone, a damaged one is not lost`, async (context) => {
    const { directory, path, text } = await place(context);
    await writeFile(path, '{"version":99}');
    assert.match(faultOf(directory)?.text.title ?? '', new RegExp(path));
    await assert.rejects(save(directory, 2), Problem);
    assert.equal(await text(), '{"version":99}');
    await writeFile(path, '{"version":1,');
    assert.match(faultOf(directory)?.text.title ?? '', new RegExp(path));
    if (refusesDamaged) return assert.rejects(save(directory, 2), Problem);
    await save(directory, 2);
    assert.equal(await readFile(`${path}.damaged`, 'utf8'), '{"version":1,');
    assert.equal(faultOf(directory), undefined);
  });

  test(`${file}: a write makes it private, and takes away what a killed one left`, async (context) => {
    const { directory, path } = await place(context);
    await chmod(path, 0o644);
    await writeFile(join(directory, `.${file}.rolecall-99999-abc`), 'x');
    await save(directory, 2);
    assert.deepEqual(await readdir(directory), [file]);
    assert.equal((await stat(path)).mode & 0o777, 0o600);
  });
}

test('what is larger than a record ever is counts as damaged, and is not lost either', async (context) => {
  const directory = join((await makeHome(context)).directory, 'settings');
  await mkdir(directory, { mode: 0o700 });
  const path = join(directory, 'access-keys.json');
  await writeFile(path, ' '.repeat(5 << 20), { mode: 0o600 });
  assert.equal(knownKeysFault(directory)?.text.code, 'known-keys-damaged');
  await changeKnownKeys(directory, () => new Map([['mary', known]]));
  assert.equal((await stat(`${path}.damaged`)).size, 5 << 20);
});
