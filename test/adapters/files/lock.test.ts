import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rmdir, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { locked } from '../../../source/adapters/files/lock.ts';
import { machineOf, thisMachine } from '../../../source/adapters/runtime/machine.ts';
import { Problem } from '../../../source/problem.ts';
import { makeHome } from '../../helpers/home.ts';

const holder = fileURLToPath(new URL('lock-holder.ts', import.meta.url));

async function hold(path: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [holder, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  assert.equal(String((await once(child.stdout as NodeJS.ReadableStream, 'data'))[0]), 'held\n');
  return child;
}

/** Leaves a lock and its note, as a holder does that was killed. @returns the note */
async function leave(path: string): Promise<string> {
  const child = await hold(path);
  child.kill('SIGKILL');
  await once(child, 'exit');
  return readFile(`${path}.holder`, 'utf8');
}

/** Asserts that a lock cannot be taken. */
const staysHeld = (path: string) =>
  assert.rejects(
    locked(path, () => Promise.reject(new Error('two hold the lock')), undefined, { patience: 0 }),
    (error) => error instanceof Problem && error.text.code === 'busy',
  );

test('a holder that was killed blocks nobody for more than three seconds', async (context) => {
  const path = join((await makeHome(context)).directory, 'made', 'entry');
  const child = await hold(path);
  child.kill('SIGKILL');
  const killed = Date.now();
  const waits = await Promise.all([1, 2, 3].map(() => locked(path, async () => Date.now() - killed)));
  assert.ok(Math.max(...waits) < 3_000, `${waits}`);
});

test('a note that a dead process left takes no lock from a living one, which has not written its own yet', async (context) => {
  const path = join((await makeHome(context)).directory, 'entry');
  const note = await leave(path);
  await rmdir(`${path}.lock`);
  // On ext4 the next directory has the inode of the last one.
  await mkdir(`${path}.lock`);
  await staysHeld(path);
  assert.equal(await readFile(`${path}.holder`, 'utf8'), note, 'it is left until somebody holds the lock');
});

test('a note that does not say of which lock it is, of another version or file system, leaves the lock to its age', async (context) => {
  const path = join((await makeHome(context)).directory, 'entry');
  const [pid, , ...machine] = (await leave(path)).split(' ');
  for (const note of [`${pid} ${hostname()}`, `${pid} - ${machine.join(' ')}`, `${pid}`, 'x', '']) {
    await writeFile(`${path}.holder`, note);
    await staysHeld(path);
  }
});

/** Sets the last renewal to some seconds from now. */
async function renewedIn(seconds: number, path: string): Promise<void> {
  const at = Date.now() / 1000 + seconds;
  await utimes(path, at, at);
}

test('who waits in vain is told to remove no lock of a process that lives', async (context) => {
  const path = join((await makeHome(context)).directory, 'entry');
  const child = await hold(path);
  const said = async (opening?: string) => {
    const waiting = locked(path, async () => undefined, undefined, { patience: 0, opening });
    const error = await waiting.catch((reason: unknown) => reason);
    assert.ok(error instanceof Problem);
    return error.text;
  };
  const alive = ['Try again once it is done.'];
  assert.deepEqual(await said('prod'), {
    code: 'busy',
    title: 'Another rolecall has been opening prod for too long.',
    means: `It is process ${child.pid}, and AWS may not have answered it.`,
    todo: alive,
  });
  assert.deepEqual(await said(), {
    code: 'busy',
    title: `Another rolecall has been at ${path} for too long.`,
    means: `It is process ${child.pid}.`,
    todo: alive,
  });
  await writeFile(`${path}.holder`, `${child.pid} 2-3 elsewhere 4 5`);
  assert.deepEqual((await said()).todo, [`Try again; if it happens again, delete ${path}.lock`]);
  child.kill('SIGKILL');
});

test('a lock that was renewed by a clock that is wrong stays with its holder, who lives', async (context) => {
  const path = join((await makeHome(context)).directory, 'entry');
  const child = await hold(path);
  for (const seconds of [-15, 15, -200_000, 200_000]) {
    await renewedIn(seconds, `${path}.lock`);
    await staysHeld(path);
  }
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.equal(await locked(path, async () => 'worked', undefined, { patience: 0 }), 'worked', 'until it is dead');
});

test('the clock of another machine may be some minutes from ours', async (context) => {
  const path = join((await makeHome(context)).directory, 'entry');
  await mkdir(`${path}.lock`);
  await writeFile(`${path}.holder`, '1 2-3 elsewhere 4 5');
  for (const seconds of [-300, 300]) {
    await renewedIn(seconds, `${path}.lock`);
    await staysHeld(path);
  }
});

test('a lock of hours ago or hence, whose holder nobody knows, is left over, and so is the turn to take it', async (context) => {
  const { directory } = await makeHome(context);
  for (const [at, seconds] of [-200_000, 200_000].entries()) {
    const path = join(directory, `entry-${at}`);
    for (const name of ['lock', 'takeover']) {
      await mkdir(`${path}.${name}`);
      await renewedIn(seconds, `${path}.${name}`);
    }
    await writeFile(`${path}.holder`, '1 2-3 elsewhere 4 5');
    assert.equal(await locked(path, async () => 'worked', undefined, { patience: 1_000 }), 'worked');
  }
  assert.deepEqual((await readdir(directory)).sort(), ['.aws', '.cache']);
});

test('a lock that nobody renews is taken: of a stopped holder, of one whose process ID is another’s now, of one elsewhere', async (context) => {
  const { directory } = await makeHome(context);
  const at = (name: string) => join(directory, name);
  const stopped = await hold(at('stopped'));
  stopped.kill('SIGSTOP');
  const note = (await leave(at('reused'))).split(' ');
  await writeFile(at('reused.holder'), [process.pid, ...note.slice(1)].join(' '));
  await mkdir(at('elsewhere.lock'));
  const taken = ['stopped', 'reused', 'elsewhere'].map(async (name) => {
    await staysHeld(at(name));
    return locked(at(name), async () => name);
  });
  assert.deepEqual(await Promise.all(taken), ['stopped', 'reused', 'elsewhere']);
  stopped.kill('SIGKILL');
});

test('a holder in a container of the same host name is not looked for by its process ID', async (context) => {
  const path = join((await makeHome(context)).directory, 'entry');
  const [pid, lock, ...machine] = (await leave(path)).split(' ');
  assert.deepEqual(machine, thisMachine().split(' '));
  for (const other of [hostname(), machineOf({ host: hostname(), boot: '1', processes: 'pid:[7]' })]) {
    await writeFile(`${path}.holder`, `${pid} ${lock} ${other}`);
    await staysHeld(path);
  }
});

test('who ends in the middle of the work leaves neither lock nor note', async (context) => {
  const { directory } = await makeHome(context);
  const child = spawn(process.execPath, [holder, join(directory, 'entry'), 'exit'], { stdio: 'inherit' });
  await once(child, 'exit');
  assert.deepEqual((await readdir(directory)).sort(), ['.aws', '.cache']);
});

test('a holder that lives is waited for, unless what it makes is ready', async (context) => {
  const path = join((await makeHome(context)).directory, 'entry');
  const child = await hold(path);
  let looks = 0;
  const found = await locked(
    path,
    () => Promise.reject(new Error('nobody else may work')),
    async () => {
      looks += 1;
      return looks > 3 ? 'made' : undefined;
    },
  );
  assert.equal(found, 'made');
  const order: string[] = [];
  const waiting = locked(path, async () => order.push('after'));
  order.push('before');
  child.kill('SIGTERM');
  await waiting;
  assert.deepEqual(order, ['before', 'after']);
});

test('one works at a time, and the lock goes with the work', async (context) => {
  const { directory } = await makeHome(context);
  const path = join(directory, 'entry');
  let inside = 0;
  await Promise.all(
    Array.from({ length: 10 }, () =>
      locked(path, async () => {
        inside += 1;
        assert.equal(inside, 1);
        await new Promise(setImmediate);
        inside -= 1;
      }),
    ),
  );
  await assert.rejects(
    locked(path, () => Promise.reject(new Error('work failed'))),
    /work failed/,
  );
  assert.deepEqual((await readdir(directory)).sort(), ['.aws', '.cache']);
  await mkdir(`${path}.lock`);
  await utimes(`${path}.lock`, 1, 1);
  assert.equal(await locked(path, async () => 'taken over'), 'taken over');
});

test('of many who find a lock that nobody holds any more, one works at a time', async (context) => {
  const { directory } = await makeHome(context);
  const round = async (name: string): Promise<number> => {
    const path = join(directory, name);
    await mkdir(`${path}.lock`);
    await utimes(`${path}.lock`, 1, 1);
    let [inside, most] = [0, 0];
    const work = async () => {
      most = Math.max(most, ++inside);
      for (let turn = 0; turn < 20; turn++) await stat(directory);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 4 }, () => locked(path, work)));
    return most;
  };
  const rounds = Array.from({ length: 40 }, (_, at) => round(`entry-${at}`));
  assert.deepEqual([...new Set(await Promise.all(rounds))], [1]);
  assert.deepEqual((await readdir(directory)).sort(), ['.aws', '.cache']);
});

test('who was killed while freeing a lock is in nobody’s way for long', async (context) => {
  const { directory } = await makeHome(context);
  const path = join(directory, 'entry');
  for (const name of ['lock', 'takeover']) {
    await mkdir(`${path}.${name}`);
    await utimes(`${path}.${name}`, 1, 1);
  }
  assert.equal(await locked(path, async () => 'worked'), 'worked');
  assert.deepEqual((await readdir(directory)).sort(), ['.aws', '.cache']);
});

test('what lies in the place of an abandoned lock and cannot be removed stops nothing', async (context) => {
  const { directory } = await makeHome(context);
  const path = join(directory, 'entry');
  await writeFile(`${path}.lock`, '');
  await utimes(`${path}.lock`, 1, 1);
  assert.equal(await locked(path, async () => 'worked', undefined, { patience: 0 }), 'worked');
  assert.deepEqual((await readdir(directory)).sort(), ['.aws', '.cache', 'entry.lock']);
});

test('a lock that another process took meanwhile is left to it, with its note', async (context) => {
  const { directory } = await makeHome(context);
  const path = join(directory, 'entry');
  // As after a sleep of the machine: the other one found the lock stale, and took it.
  await locked(path, () => writeFile(`${path}.holder`, `${process.pid + 1} elsewhere`));
  assert.deepEqual((await readdir(directory)).filter((name) => name.startsWith('entry')).sort(), [
    'entry.holder',
    'entry.lock',
  ]);
  assert.equal(await readFile(`${path}.holder`, 'utf8'), `${process.pid + 1} elsewhere`);
});

test('a pipe in the place of the holder’s note is not waited for', async (context) => {
  const path = join((await makeHome(context)).directory, 'entry');
  execFileSync('mkfifo', [`${path}.holder`]);
  assert.equal(await locked(path, async () => 'worked'), 'worked');
});
