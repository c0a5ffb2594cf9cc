import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeSerialOut, writeSerial } from '../../../source/commands/mfa/shared/serial-line.ts';
import type { Context } from '../../../source/context.ts';
import { loadProfiles } from '../../../source/domain/profiles/resolve/load.ts';
import { Problem } from '../../../source/problem.ts';

const [old, serial] = ['arn:aws:iam::111122223333:mfa/old', 'arn:aws:iam::111122223333:mfa/mary'];

/** A world whose files cannot be written, and a person who answers. */
function closedWorld(answer = 'y') {
  const config = { kind: 'config', path: '/config', text: `[profile mary]\nmfa_serial = ${old}\n` } as const;
  const credentials = { kind: 'credentials', path: '/credentials', text: undefined } as const;
  const said: string[] = [];
  const context = {
    profiles: {
      load: async () => loadProfiles(config, credentials),
      edit: () => Promise.reject(new Problem({ code: 'file-unwritable', title: 'The disk is full.' })),
    },
    output: { writeError: (text: string) => void said.push(text) },
    terminal: { ask: async () => answer },
  } as unknown as Context;
  return { context, said };
}

const problemOf = (run: Promise<void>) =>
  run.then(
    () => assert.fail('it went well'),
    (error: unknown) => (error instanceof Problem ? error.text : Promise.reject(error)),
  );

test('a line that cannot be written is told, and that the device stays', async () => {
  const { title, means, todo } = await problemOf(writeSerial('mary', serial, closedWorld().context));
  assert.equal(title, 'The disk is full.');
  assert.equal(means, 'The device is enabled at AWS, and stays so.');
  assert.deepEqual(todo, [`Write it into mary yourself: mfa_serial = ${serial}`]);
});

test('the line of another device stays unless the person agrees', async () => {
  const { context, said } = closedWorld('');
  await writeSerial('mary', serial, context);
  assert.deepEqual(said, [`mary is left as it is. The line of the new device: mfa_serial = ${serial}\n`]);
});

test('a line of a third device, which another program wrote meanwhile, is not replaced', async () => {
  const { context } = closedWorld();
  const now = { kind: 'config', path: '/config', text: `[profile mary]\nmfa_serial = ${old}er\n` } as const;
  const edit: Context['profiles']['edit'] = async (edits) => {
    for (const each of edits) each.change(now);
    return { files: ['/config'] };
  };
  const changing = { ...context, profiles: { ...context.profiles, edit } };
  const { code, todo } = await problemOf(writeSerial('mary', serial, changing));
  assert.equal(code, 'file-changed');
  assert.equal(todo?.at(-1), `Write it into mary yourself: mfa_serial = ${serial}`);
});

test('a line that cannot be taken out is told', async () => {
  const { todo } = await problemOf(takeSerialOut(old, closedWorld().context));
  assert.deepEqual(todo, [`Take mfa_serial = ${old} out of mary yourself.`]);
});

test('a line that names another device by now stays, while those of the one that is gone go', async () => {
  const { context } = closedWorld();
  const [gone, other] = ['[profile mary]\nregion = eu-west-1\n', `[profile mary]\nmfa_serial = ${serial}\n`];
  for (const [now, after] of [
    [gone.replace('region', `mfa_serial = ${old}\nregion`), gone],
    [other, other],
  ]) {
    const texts: string[] = [];
    const edit: Context['profiles']['edit'] = async (edits) => {
      for (const each of edits) texts.push(each.change({ kind: 'config', path: '/config', text: now }));
      return { files: ['/config'] };
    };
    await takeSerialOut(old, { ...context, profiles: { ...context.profiles, edit } });
    assert.deepEqual(texts, [after]);
  }
});
