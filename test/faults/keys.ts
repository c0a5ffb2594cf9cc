import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKeyFile } from '../../source/adapters/access-keys/key-file.ts';
import { type AccessKey, readStoredKey } from '../../source/domain/access-keys/stored-key.ts';
import { addAccessKey, addUser } from '../../source/sandbox/state/build.ts';
import { makeDemoHome, makeHome } from '../helpers/home.ts';
import { type Fault, fixture, runBun, type Scene } from './fault.ts';

const passphrase = 'correct horse battery';
const names = Array.from({ length: 10 }, (_, at) => `user-${at}`);

/** Where what is of a home lies, below it. */
const paths = {
  config: join('.aws', 'config'),
  credentials: join('.aws', 'credentials'),
  sealed: join('.config', 'rolecall', 'access-keys.sealed'),
};

type Texts = { readonly config: string; readonly credentials: string };

/** A home with ten identities in clear and a file of keys that is empty; it is copied for each try. */
async function moveIn(scene: Scene) {
  const home = await makeDemoHome(scene);
  const account = home.aws.world.accounts.get('111122223333');
  assert.ok(account);
  const keys = new Map(names.map((name) => [name, addAccessKey(account, addUser(account, name))]));
  const texts = (each: (name: string) => string) => names.map(each).join('\n');
  // Half of them have a section in the config file, and every third more than its key in the other one.
  const header = (name: string) =>
    `# of ${name}\n[profile ${name}]\nregion = eu-west-1\nendpoint_url = ${home.aws.url}\n`;
  const line = (name: string) => `credential_process = /opt/rolecall credential-process ${name}\n`;
  const isIn = (name: string) => names.indexOf(name) % 2 === 0;
  const config = names.filter(isIn).map(header).join('\n');
  const newConfig = names.filter(isIn).map((name) => header(name) + line(name));
  const added = names.filter((name) => !isIn(name)).map((name) => `\n[profile ${name}]\n${line(name)}`);
  const rest = (name: string) => (names.indexOf(name) % 3 === 0 ? 'output = json\n' : '');
  const pair = (name: string) => {
    const { id, secret } = keys.get(name) ?? { id: '', secret: '' };
    return `aws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;
  };
  const before: Texts = { config, credentials: `# mine\n${texts((name) => `[${name}]\n${pair(name)}${rest(name)}`)}` };
  const stays = names.filter((name) => rest(name) !== '').map((name) => `[${name}]\n${rest(name)}`);
  const after: Texts = { config: newConfig.join('\n') + added.join(''), credentials: `# mine\n${stays.join('\n')}` };
  await writeFile(home.config, before.config);
  await writeFile(home.credentials, before.credentials, { mode: 0o600 });
  await createKeyFile(join(home.directory, paths.sealed)).create(passphrase);
  const { directory } = await makeHome(scene);
  const probe = createKeyFile(join(directory, 'probe'));
  copyFileSync(join(home.directory, paths.sealed), probe.path);
  assert.ok(await probe.open(passphrase));
  scene.after(probe.close);
  return { ...home, keys, before, after, probe };
}

type Base = Awaited<ReturnType<typeof moveIn>>;

/** What is stored in a home, by name. The open file reads a copy of it: opening each would take a third of a second. */
function storedIn(directory: string, { probe }: Base): ReadonlyMap<string, AccessKey> {
  copyFileSync(join(directory, paths.sealed), probe.path);
  assert.equal(probe.state(), 'open', 'the file of keys is whole');
  return new Map(
    probe.names().map((name) => {
      const stored = readStoredKey(probe.read(name) ?? '');
      assert.ok(typeof stored === 'object', `the key of ${name} is whole`);
      return [name, stored.current];
    }),
  );
}

/** Each key is in the file, or stored, or both; each file is as it was, or as it is in the end. */
async function look(directory: string, base: Base): Promise<'old' | 'between' | 'new'> {
  const { keys, before, after } = base;
  const config = await readFile(join(directory, paths.config), 'utf8');
  const credentials = await readFile(join(directory, paths.credentials), 'utf8');
  const stored = storedIn(directory, base);
  for (const [name, { id, secret }] of keys) {
    const there = stored.get(name);
    if (there !== undefined) assert.deepEqual([there.accessKeyId, there.secretAccessKey], [id, secret]);
    assert.ok(there !== undefined || credentials === before.credentials, `the key of ${name} is somewhere`);
  }
  const isNew = [config === after.config, credentials === after.credentials];
  if (!isNew[0]) assert.equal(config, before.config);
  if (!isNew[1]) assert.equal(credentials, before.credentials);
  assert.ok(isNew[0] || !isNew[1], 'no key goes before its line is there');
  return isNew[1] ? 'new' : isNew[0] ? 'between' : 'old';
}

/** The files of a home that a secret stands in, without the one that it was imported from. */
async function leaks(directory: string, { keys }: Base): Promise<readonly string[]> {
  const files = await readdir(directory, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const file of files.filter((each) => each.isFile())) {
    const path = join(file.parentPath, file.name);
    const text = await readFile(path, 'latin1');
    if ([...keys.values()].some(({ secret }) => text.includes(secret))) found.push(path);
  }
  return found;
}

/** Kills an import at one of its steps; the next one has to come through. @returns whether it was killed */
async function killAt(at: number, base: Base): Promise<{ readonly wasKilled: boolean; readonly found: string }> {
  const directory = `${base.directory}-${at}`;
  await cp(base.directory, directory, { recursive: true });
  try {
    const run = (more: Record<string, string> = {}) =>
      runBun(['--preload', fixture('die.cjs'), fixture('importer.ts'), passphrase], {
        env: { ...base.env, HOME: directory, AWS_ENDPOINT_URL: base.aws.url, ...more },
      });
    const ended = await run({ DIE_AT: String(at), DIE_BELOW: directory });
    const wasKilled = ended.signal === 'SIGKILL';
    if (!wasKilled) assert.equal(ended.code, 0, ended.err);
    const found = await look(directory, base);
    const next = await run();
    assert.equal(next.code, 0, next.err);
    assert.equal(await look(directory, base), 'new');
    assert.deepEqual([...storedIn(directory, base).keys()].sort(), names, 'each is stored, and nothing twice');
    assert.deepEqual(await leaks(directory, base), [], 'no secret stays in clear');
    // The lock of one that was killed goes with the next that needs it.
    const left = (await readdir(join(directory, '.aws'))).filter((name) => !/\.(lock|holder)$/.test(name));
    assert.deepEqual(left.sort(), ['config', 'credentials'], 'no half of a file stays');
    return { wasKilled, found };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** So many at a time: most of the time the next one waits for the lock of the one that was killed. */
const atOnce = 4;

export const keyImports: readonly Fault[] = [
  {
    name: 'kill -9 at every step of an import of ten keys',
    run: async (scene, extent) => {
      const base = await moveIn(scene);
      const stride = extent === 'all' ? 1 : 83;
      const found = new Set<string>();
      let next = 1;
      let tried = 0;
      let isOver = false;
      const work = async () => {
        while (!isOver) {
          const at = next;
          next += stride;
          const killed = await killAt(at, base);
          if (!killed.wasKilled) isOver = true;
          else {
            tried += 1;
            found.add(killed.found);
          }
        }
      };
      await Promise.all(Array.from({ length: extent === 'all' ? atOnce : 2 }, work));
      assert.ok(found.has('old'), 'it was killed before the files changed');
      if (extent === 'all') assert.deepEqual([...found].sort(), ['between', 'new', 'old']);
      return tried;
    },
  },
];
