import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { createProfileEditor } from '../../../source/adapters/files/profile-editor.ts';
import { addProfile, removeProfile } from '../../../source/domain/profiles/edit/edit.ts';
import type { Changes } from '../../../source/domain/profiles/profile.ts';
import { Problem } from '../../../source/problem.ts';
import { fuzzedFile } from '../../domain/profiles/fuzzed.ts';
import { noReadOnly, whileReadOnly } from '../../helpers/read-only.ts';

const role: Changes = { role_arn: 'arn:aws:iam::444455556666:role/Admin', source_profile: 'mary' };
const before = '# mine\r\n[profile mary]\r\nregion = eu-west-1 # here\r\n';
const after = addProfile({ kind: 'config', path: '', text: before }, 'new', role);

async function workplace(context: TestContext, text: string | null = before) {
  const directory = await mkdtemp(join(tmpdir(), 'editor-'));
  context.after(() => rm(directory, { recursive: true, force: true }));
  const config = join(directory, 'aws', 'config');
  const credentials = join(directory, 'aws', 'credentials');
  const own = join(directory, 'own');
  const record = join(own, 'last-edit.json');
  if (text !== null) {
    await mkdir(join(directory, 'aws'));
    await writeFile(config, text, { mode: 0o640 });
  }
  const editor = createProfileEditor({ config, credentials }, own);
  const add = (name: string) => editor.edit([{ kind: 'config', change: (file) => addProfile(file, name, role) }]);
  return { directory, config, credentials, own, record, editor, add };
}

const codeOf = (edit: Promise<unknown>): Promise<string> =>
  edit.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Problem) return error.text.code;
      throw error;
    },
  );

test('every other byte stays, and the mode; undo takes the edit back, and then the undo', async (context) => {
  const { config, add, editor } = await workplace(context);
  assert.deepEqual(await add('new'), { files: [config], final: undefined });
  assert.equal(await readFile(config, 'utf8'), after);
  assert.equal((await stat(config)).mode & 0o777, 0o640);
  assert.deepEqual(await editor.undo(), { files: [config], isAgain: false });
  assert.equal(await readFile(config, 'utf8'), before);
  assert.equal((await stat(config)).mode & 0o777, 0o640);
  assert.deepEqual(await editor.undo(), { files: [config], isAgain: true });
  assert.equal(await readFile(config, 'utf8'), after);
  assert.deepEqual(await editor.undo(), { files: [config], isAgain: false });
  assert.equal(await readFile(config, 'utf8'), before);
});

test('a file that is not there is made 0600 in a directory 0700, and taken away by undo', async (context) => {
  const { directory, config, own, add, editor } = await workplace(context, null);
  await add('new');
  const modes = await Promise.all([config, join(directory, 'aws'), own, join(own, 'last-edit.json')].map(modeOf));
  assert.deepEqual(modes, ['600', '700', '700', '600']);
  await editor.undo();
  assert.deepEqual(await readdir(join(directory, 'aws')), []);
});

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

test('a symbolic link is followed, also one that leads to no file yet', async (context) => {
  for (const target of [before, undefined]) {
    const { directory, config, add } = await workplace(context, null);
    await mkdir(join(directory, 'aws'), { recursive: true });
    const real = join(directory, 'dotfiles-config');
    if (target !== undefined) await writeFile(real, target);
    symlinkSync('../dotfiles-config', config);
    await add('new');
    assert.match(await readFile(real, 'utf8'), /\[profile new\]/);
    assert.equal(statSync(real).isFile(), true);
    assert.equal(await readFile(config, 'utf8'), await readFile(real, 'utf8'));
  }
});

test('links that lead round in a circle are a problem, not a hang', async (context) => {
  const { directory, config, add } = await workplace(context, null);
  await mkdir(join(directory, 'aws'), { recursive: true });
  symlinkSync('config', config);
  assert.match(await codeOf(add('new')), /file-un(writable|readable)/);
});

test('the owner stays', { skip: process.getuid?.() !== 0 && 'only root may give files away' }, async (context) => {
  const { config, add } = await workplace(context);
  await chown(config, 12_345, 23_456);
  await chmod(config, 0o604);
  await add('new');
  const { uid, gid, mode } = await stat(config);
  assert.deepEqual([uid, gid, mode & 0o777], [12_345, 23_456, 0o604]);
});

test('what another program wrote meanwhile is kept, and the edit refused', async (context) => {
  const { config, own, add, editor } = await workplace(context);
  await add('first');
  const kept = readFileSync(join(own, 'last-edit.json'), 'utf8');
  const change = (file: Parameters<typeof addProfile>[0]) => {
    writeFileSync(config, `${file.text}\r\n[profile theirs]\r\n`);
    return addProfile(file, 'new', role);
  };
  assert.equal(await codeOf(editor.edit([{ kind: 'config', change }])), 'file-changed');
  assert.match(await readFile(config, 'utf8'), /\[profile theirs\]\r\n$/);
  assert.equal(readFileSync(join(own, 'last-edit.json'), 'utf8'), kept, 'the edit before can still be taken back');
});

test('what was shown is not what is there any more: refused', async (context) => {
  const { config, editor } = await workplace(context);
  const shown = { kind: 'config', path: config, text: `${before}# other\n` } as const;
  const change = () => assert.fail('nothing to compute');
  assert.equal(await codeOf(editor.edit([{ kind: 'config', shown, change }])), 'file-changed');
  assert.equal(await readFile(config, 'utf8'), before);
});

test('of what was shown of one profile, its sections alone count', async (context) => {
  const { config, editor } = await workplace(context);
  const shown = { kind: 'config', path: config, text: '[profile a]\nx = 1\n# note\n\n[profile b]\nx = 1\n' } as const;
  const edit = { kind: 'config', shown, about: 'a', change: () => 'changed' } as const;
  for (const text of ['[profile new]\nx = 1\n[profile a]\nx = 1\n', '[profile a]\nx = 1', `# more\n${shown.text}`]) {
    await writeFile(config, text);
    await editor.edit([edit]);
    assert.equal(await readFile(config, 'utf8'), 'changed', text);
  }
  for (const text of ['[profile a]\nx = 2\n', '[profile b]\nx = 1\n', `${shown.text}[profile a]\ny = 1\n`, '']) {
    await writeFile(config, text);
    assert.equal(await codeOf(editor.edit([edit])), 'file-changed', text);
    assert.equal(await readFile(config, 'utf8'), text);
  }
});

test('undo refuses where somebody wrote since, where nothing was edited, where the record is damaged', async (context) => {
  const { config, own, editor, add } = await workplace(context);
  assert.equal(await codeOf(editor.undo()), 'nothing-to-undo');
  await add('new');
  await writeFile(config, `${after}# later\n`);
  assert.equal(await codeOf(editor.undo()), 'file-changed');
  assert.equal(await readFile(config, 'utf8'), `${after}# later\n`);
  await writeFile(join(own, 'last-edit.json'), '[{"path":');
  assert.equal(await codeOf(editor.undo()), 'nothing-to-undo');
});

test('two files are changed together, or neither', async (context) => {
  const { config, credentials, editor } = await workplace(context);
  const config1 = {
    kind: 'config',
    change: (file: Parameters<typeof addProfile>[0]) => addProfile(file, 'new', role),
  } as const;
  await mkdir(credentials);
  assert.equal(await codeOf(editor.edit([config1, { kind: 'credentials', change: () => 'x' }])), 'file-unreadable');
  assert.equal(await readFile(config, 'utf8'), before);
  await rm(credentials, { recursive: true });
  const spoilt = () => {
    writeFileSync(credentials, 'theirs');
    return '[new]\nregion = x\n';
  };
  assert.equal(await codeOf(editor.edit([config1, { kind: 'credentials', change: spoilt }])), 'file-changed');
  assert.deepEqual([await readFile(config, 'utf8'), await readFile(credentials, 'utf8')], [before, 'theirs']);
  await rm(credentials);
  await editor.edit([config1, { kind: 'credentials', change: () => '[new]\nregion = x\n' }]);
  await editor.undo();
  assert.equal(await readFile(config, 'utf8'), before);
  await assert.rejects(readFile(credentials));
});

test('an edit that cannot be made leaves nothing behind', async (context) => {
  const { directory, own, add } = await workplace(context);
  assert.equal(await codeOf(add('mary')), 'profile-exists');
  assert.deepEqual(await readdir(join(directory, 'aws')), ['config']);
  await assert.rejects(readdir(own));
});

const fixture = fileURLToPath(new URL('../fixtures/edit-profiles.ts', import.meta.url));
const startEditing = (...args: string[]) =>
  spawn(process.execPath, [fixture, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });

test('programs that edit at the same time lose nothing of each other', async (context) => {
  const { config, own } = await workplace(context);
  const editors = ['a', 'b', 'c', 'd'].map((one) => startEditing(config, own, `${one}1`, `${one}2`, `${one}3`));
  const codes = await Promise.all(editors.map(async (editor) => (await once(editor, 'exit'))[0]));
  assert.deepEqual(codes, [0, 0, 0, 0]);
  const names = [...(await readFile(config, 'utf8')).matchAll(/\[profile (\w\d)\]/g)].map(([, name]) => name);
  assert.deepEqual(
    names.sort(),
    ['a', 'b', 'c', 'd'].flatMap((one) => [`${one}1`, `${one}2`, `${one}3`]),
  );
});

test('kill -9 in the middle leaves the old file or the new one, and the next edit cleans up', async (context) => {
  const { directory, config, own, add, editor } = await workplace(context);
  const bigger = addProfile({ kind: 'config', path: '', text: before }, 'new', {
    ...role,
    color: 'b7ca9d'.repeat(500),
  });
  for (let times = 1; times <= 4; times += 1) {
    const child = startEditing(config, own, 'forever');
    let said = 0;
    for await (const text of child.stdout) {
      said += String(text).split('edited').length - 1;
      if (said >= times * 3) break;
    }
    child.kill('SIGKILL');
    await once(child, 'exit');
    const left = await readFile(config, 'utf8');
    assert.equal([before, bigger].includes(left), true, left.slice(0, 300));
    if (left === bigger) await editor.edit([{ kind: 'config', change: (file) => removeProfile(file, 'new') }]);
  }
  await writeFile(join(directory, 'aws', '.config.rolecall-1-dead'), 'half a fi');
  await add('new');
  assert.equal(await readFile(config, 'utf8'), after);
  assert.deepEqual(await readdir(join(directory, 'aws')), ['config']);
});

test('whatever the file held: added, taken back, added, removed: the same bytes', async (context) => {
  const { config, add, editor } = await workplace(context);
  await fc.assert(
    fc.asyncProperty(fuzzedFile, async (text) => {
      await writeFile(config, text);
      if ((await codeOf(add('brand-new'))) !== 'done') return assert.equal(await readFile(config, 'utf8'), text);
      await editor.undo();
      assert.equal(await readFile(config, 'utf8'), text);
      await add('brand-new');
      await editor.edit([{ kind: 'config', change: (file) => removeProfile(file, 'brand-new') }]);
      assert.equal(await readFile(config, 'utf8'), text);
    }),
    { numRuns: 60 },
  );
});

const keys = '[mary]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/SECRET\n';

test('what is stored for undo holds no secret of the file, nor of any section but the changed one', async (context) => {
  const { credentials, record, editor } = await workplace(context);
  const text = `[new]\nregion = a\n\n${keys}`;
  await writeFile(credentials, text);
  const change = (file: Parameters<typeof addProfile>[0]) => (file.text ?? '').replace('region = a', 'region = b');
  await editor.edit([{ kind: 'credentials', change }]);
  const stored = await readFile(record, 'utf8');
  assert.doesNotMatch(stored, /SECRET|AKIA|mary/);
  assert.match(stored, /region = a/);
  await editor.undo();
  assert.equal(await readFile(credentials, 'utf8'), text);
});

test('an edit that takes out or puts in keys is not stored, and says so; nor is the edit before any more', async (context) => {
  const { credentials, record, editor, add } = await workplace(context);
  await add('new');
  for (const change of [() => keys, () => '']) {
    const { final } = await editor.edit([{ kind: 'credentials', change }]);
    assert.match(final ?? '', /What was replaced contains keys/);
    await assert.rejects(stat(record));
    assert.equal(await codeOf(editor.undo()), 'nothing-to-undo');
  }
  assert.equal(await readFile(credentials, 'utf8'), '');
});

test('an edit that takes out or puts in a command with a secret is not stored either; one that names the secret’s place is', async (context) => {
  const { record, editor } = await workplace(context);
  const section = (command: string) => () => `[profile totp]\nmfa_process = ${command}\n`;
  for (const change of [section('oathtool --totp -b JBSWY3DPEHPK3PXP'), section('pass otp aws')]) {
    const { final } = await editor.edit([{ kind: 'config', change }]);
    assert.match(final ?? '', /^What was replaced may contain a secret, and rolecall keeps no copy of it\.$/);
    await assert.rejects(stat(record));
  }
  const { final } = await editor.edit([{ kind: 'config', change: section('pass otp mary') }]);
  assert.equal(final, undefined);
  assert.match(await readFile(record, 'utf8'), /pass otp aws/);
});

test('a record is removed after a day', async (context) => {
  const { config, record, editor, add } = await workplace(context);
  await add('new');
  const stored = JSON.parse(await readFile(record, 'utf8'));
  await writeFile(record, JSON.stringify({ ...stored, madeAt: Date.now() - 86_400_001 }));
  assert.equal(await codeOf(editor.undo()), 'nothing-to-undo');
  await assert.rejects(stat(record));
  assert.equal(await readFile(config, 'utf8'), after);
});

test('an edit that was made while the clock was fast is taken back after it was set right', async (context) => {
  const { config, record, editor, add } = await workplace(context);
  const before = await readFile(config, 'utf8');
  await add('new');
  const stored = JSON.parse(await readFile(record, 'utf8'));
  await writeFile(record, JSON.stringify({ ...stored, madeAt: Date.now() + 172_800_000 }));
  await editor.undo();
  assert.equal(await readFile(config, 'utf8'), before);
});

test('a record of any other file writes nothing', async (context) => {
  const { directory, config, record, editor, add } = await workplace(context);
  await add('new');
  const planted = join(directory, '.zshenv');
  const digest = (text: string) => new Bun.CryptoHasher('sha256').update(text).digest('hex');
  await writeFile(planted, 'mine\n');
  const parts = [{ at: 0, removed: 'evil\n', inserted: 'mine\n' }];
  const edit = { kind: 'config', path: planted, before: digest('evil\n'), after: digest('mine\n'), parts };
  await writeFile(record, JSON.stringify({ version: 2, madeAt: Date.now(), edits: [edit] }));
  assert.equal(await codeOf(editor.undo()), 'undo-elsewhere');
  assert.equal(await readFile(planted, 'utf8'), 'mine\n');
  await writeFile(record, JSON.stringify([{ kind: 'config', path: planted, before: 'evil\n', after: 'mine\n' }]));
  assert.equal(await codeOf(editor.undo()), 'undo-elsewhere', 'in the form of 0.1.0 neither');
  assert.equal(await readFile(planted, 'utf8'), 'mine\n');
  assert.equal(await readFile(config, 'utf8'), after);
});

test('a record that somebody else could have written is none', async (context) => {
  const isRoot = process.getuid?.() === 0;
  const spoilings: readonly ((own: string, record: string) => Promise<void>)[] = [
    (_own, record) => chmod(record, 0o666),
    (own) => chmod(own, 0o777),
    async (own, record) => {
      await writeFile(join(own, 'elsewhere'), await readFile(record));
      await rm(record);
      symlinkSync('elsewhere', record);
    },
    ...(isRoot ? [(_own: string, record: string) => chown(record, 12_345, 0)] : []),
    ...(isRoot ? [(own: string) => chown(own, 12_345, 0)] : []),
  ];
  for (const spoil of spoilings) {
    const { config, own, record, editor, add } = await workplace(context);
    await add('new');
    await spoil(own, record);
    assert.match(await codeOf(editor.undo()), /nothing-to-undo|settings-unsafe/, String(spoil));
    assert.equal(await readFile(config, 'utf8'), after);
  }
});

test('whether a file can be written is found out without touching it', async (context) => {
  const { directory, config, own, editor } = await workplace(context);
  await editor.checkWritable('config');
  await editor.checkWritable('credentials');
  assert.deepEqual((await readdir(directory, { recursive: true })).sort(), ['aws', 'aws/config']);
  await writeFile(join(directory, 'file'), '');
  const below = createProfileEditor({ config: join(directory, 'file', 'config'), credentials: config }, own);
  assert.equal(await codeOf(below.checkWritable('config')), 'file-unwritable');
  await mkdir(join(directory, 'aws', 'credentials'));
  assert.equal(await codeOf(editor.checkWritable('credentials')), 'file-unreadable');
  if (noReadOnly !== false) return context.diagnostic(`not tried: ${noReadOnly}`);
  await whileReadOnly(config, async () =>
    assert.equal(await codeOf(editor.checkWritable('config')), 'file-unwritable'),
  );
});

test('where no record can be stored the edit is made all the same, and says that it is for good', async (context) => {
  const { config, own, add } = await workplace(context);
  await mkdir(own);
  await chmod(own, 0o777);
  const { final } = await add('new');
  assert.match(final ?? '', /rolecall does not trust what is in .*Other users may write to it/);
  assert.equal(await readFile(config, 'utf8'), after);
  assert.deepEqual(await readdir(own), []);
});

test('where the record cannot be written, that is said as what it is for', async (context) => {
  const { directory, config, add } = await workplace(context);
  // A file stands where the directory of the record would be.
  await writeFile(join(directory, 'file'), '');
  const editor = createProfileEditor(
    { config, credentials: join(directory, 'aws', 'credentials') },
    join(directory, 'file', 'own'),
  );
  const { final } = await editor.edit([{ kind: 'config', change: (file) => addProfile(file, 'new', role) }]);
  assert.match(final ?? '', /^What an undo needs could not be saved in .*own\. /);
  assert.doesNotMatch(final ?? '', /last-edit/);
  assert.equal(await readFile(config, 'utf8'), after);
  assert.equal((await add('other')).final, undefined);
});

test('a record of 0.1.0 with keys in it is overwritten and removed, without them it is taken back', async (context) => {
  const { config, credentials, own, record, editor } = await workplace(context);
  await mkdir(own, { mode: 0o700 });
  const old = (kind: string, path: string, was: string, is: string) =>
    writeFile(record, JSON.stringify([{ kind, path, before: was, after: is }]), { mode: 0o600 });
  await writeFile(credentials, `${keys}region = b\n`);
  await old('credentials', credentials, `${keys}region = a\n`, `${keys}region = b\n`);
  const open = openSync(record, 'r');
  assert.equal(await codeOf(editor.undo()), 'nothing-to-undo');
  await assert.rejects(stat(record));
  assert.match(readFileSync(open, 'latin1'), /^\0+$/);
  closeSync(open);
  await writeFile(config, after);
  await old('config', config, before, after);
  await editor.undo();
  assert.equal(await readFile(config, 'utf8'), before);
});
