import assert from 'node:assert/strict';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKeyFile } from '../../source/adapters/access-keys/key-file.ts';
import { readStoredKey, type StoredKey, storedKeyText } from '../../source/domain/access-keys/stored-key.ts';
import { addAccessKey, addUser } from '../../source/sandbox/state/build.ts';
import { makeDemoHome } from '../helpers/home.ts';
import { type Fault, fixture, runBun, type Scene } from './fault.ts';

const passphrase = 'correct horse battery';
const account = '111122223333';
const own = join('.config', 'rolecall');

/** A home whose profile mary leads to a stored key, and whose file of keys is open; it is copied for each try. */
async function moveIn(scene: Scene) {
  const home = await makeDemoHome(scene);
  await writeFile(
    home.config,
    `[profile mary]\nregion = eu-west-1\nendpoint_url = ${home.aws.url}\ncredential_process = /opt/rolecall credential-process mary\n`,
  );
  await writeFile(home.credentials, '', { mode: 0o600 });
  const file = createKeyFile(join(home.directory, own, 'access-keys.sealed'));
  await file.create(passphrase);
  scene.after(file.close);
  return home;
}

type Base = Awaited<ReturnType<typeof moveIn>>;

/** Kills a rotation at one of its steps on the disk; whatever that was, the next one ends well. @returns whether it was killed */
async function killAt(at: number, { aws, directory: base, env }: Base): Promise<boolean> {
  const directory = `${base}-${at}`;
  await cp(base, directory, { recursive: true });
  try {
    const owner = aws.world.accounts.get(account);
    assert.ok(owner);
    const mayRotate = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'iam:*', Resource: '*' }],
    } as const;
    const user = addUser(owner, `mary-${at}`, { policies: { keys: mayRotate } });
    const { id, secret } = addAccessKey(owner, user);
    const file = createKeyFile(join(directory, own, 'access-keys.sealed'));
    assert.ok(file.state() === 'open' || (await file.open(passphrase)));
    await file.write('mary', storedKeyText({ user: user.arn, current: { accessKeyId: id, secretAccessKey: secret } }));
    const known = { place: 'file', user: user.arn, accessKeyId: id, storedAt: 1 };
    const record = JSON.stringify({ version: 1, keys: { mary: known } });
    await writeFile(join(directory, own, 'access-keys.json'), record, { mode: 0o600 });
    const stored = (): StoredKey => {
      const key = readStoredKey(file.read('mary') ?? '');
      assert.ok(typeof key === 'object', 'what is stored is whole');
      return key;
    };
    const look = () => {
      assert.ok(user.keys.length <= 2);
      const used = user.keys.find((each) => each.id === stored().current.accessKeyId);
      assert.ok(used?.active && used.secret === stored().current.secretAccessKey, 'the stored key works');
    };
    const run = (more: Record<string, string>, ...flags: string[]) =>
      runBun(['--preload', fixture('die.cjs'), fixture('rotator.ts'), passphrase, ...flags], {
        env: { ...env, HOME: directory, ...more },
      });
    const ended = await run({ DIE_AT: String(at), DIE_BELOW: directory });
    const wasKilled = ended.signal === 'SIGKILL';
    if (!wasKilled) assert.equal(ended.code, 0, ended.err);
    look();
    let next = await run({});
    if (next.out.includes('rotation-lost')) {
      const lost = user.keys.find((each) => each.id !== stored().current.accessKeyId);
      next = await run({}, '--delete', lost?.id ?? '');
    }
    assert.equal(next.code, 0, next.out + next.err);
    look();
    assert.deepEqual([user.keys.length, Object.keys(stored())], [1, ['current', 'user']]);
    assert.deepEqual(JSON.parse(await readFile(join(directory, own, 'rotations.json'), 'utf8')).rotations, {});
    return wasKilled;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

export const rotations: readonly Fault[] = [
  {
    name: 'kill -9 at every step of a rotation on the disk',
    run: async (scene, extent) => {
      const base = await moveIn(scene);
      const stride = extent === 'all' ? 1 : 47;
      let [next, tried, isOver] = [1, 0, false];
      const work = async () => {
        while (!isOver) {
          const at = next;
          next += stride;
          if (await killAt(at, base)) tried += 1;
          else isOver = true;
        }
      };
      await Promise.all(Array.from({ length: extent === 'all' ? 4 : 2 }, work));
      assert.ok(tried > 0, 'it was killed at least once');
      return tried;
    },
  },
];
