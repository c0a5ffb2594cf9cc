import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeHome } from '../helpers/home.ts';
import { type Fault, fixture, runBun } from './fault.ts';
import { moveIn, rolecall } from './home.ts';

/** Everything in a directory that claims to be JSON has to be. */
async function assertWhole(directory: string): Promise<void> {
  for (const name of await readdir(directory, { recursive: true })) {
    if (name.endsWith('.json')) JSON.parse(await readFile(join(directory, name), 'utf8'));
  }
}

const tooSlow = /^✗ http:\S+ did not answer in time|^✗ Could not connect to http:\S+ in time/;

const crowd: Fault = {
  name: 'processes that switch, refresh, save and forget at once',
  run: async (scene, extent) => {
    // Of each pair one saves, the other switches, refreshes or forgets.
    const count = extent === 'all' ? 50 : 6;
    const home = await moveIn(scene);
    const settings = join(home.directory, '.config', 'rolecall');
    const roles = ['ystataws', 'prod-readonly', 'audit', 'staging-developer'];
    const jobs = Array.from({ length: count }, async (_, number) => {
      const role = roles[number % roles.length] ?? '';
      const save = runBun([fixture('writer.ts'), settings, 'settings', `role-${number}`], home);
      const work = [
        () => rolecall(['exec', role, '--', 'printenv', 'AWS_SECRET_ACCESS_KEY'], home.env),
        () => rolecall(['export', role, '--format', 'json', '--no-cache'], home.env),
        () => rolecall(['forget'], home.env),
        () => rolecall(['credential-process', role, '--min-remaining', '59m'], home.env),
        () => rolecall(['forget', role], home.env),
      ][number % 5];
      return Promise.all([save, work?.()]);
    });
    for (const ended of (await Promise.all(jobs)).flat()) {
      // The embedded AWS has to share two processors with all of them: that it is slow is said, and no harm.
      if (!tooSlow.test(ended?.err ?? '')) assert.equal(ended?.code, 0, ended?.err);
    }
    const { favourites } = JSON.parse(await readFile(join(settings, 'settings.json'), 'utf8'));
    assert.equal(new Set(favourites).size, count, 'no favourite is lost');
    await assertWhole(home.directory);
    const left = await readdir(join(home.directory, '.cache', 'rolecall'));
    assert.deepEqual(
      left.filter(
        (name) =>
          !/^(session|mfa|caller|limit|code|request)-[0-9a-f]+\.json$|^swept$|^unsealed\.json$|^compile|^v\d/.test(
            name,
          ),
      ),
      [],
      'no half file and no lock stays',
    );
    return count * 2;
  },
};

const settingsFound: Fault = {
  name: 'settings that are broken, or a newer version’s',
  run: async (scene) => {
    const { directory, env } = await makeHome(scene);
    const path = join(directory, 's', 'settings.json');
    const save = (text: string) => runBun([fixture('writer.ts'), join(directory, 's'), 'settings', text], { env });
    await mkdir(join(directory, 's'));
    const unknown = '{"version":1,"favourites":["a"],"somethingOfTomorrow":{"x":1}}';
    const broken = ['{"favourites":["a"', '', '[1]', '\0\0\0', 'null', unknown];
    for (const text of broken) {
      await writeFile(path, text);
      assert.match((await save('lost')).err, /cannot be understood, so they are left as they are/);
      assert.equal(await readFile(path, 'utf8'), text);
    }
    const newer = '{"version":2,"favourites":{"by":"group"}}';
    await writeFile(path, newer);
    const refused = await save('lost');
    assert.match(refused.err, /come from a newer rolecall/);
    assert.equal(await readFile(path, 'utf8'), newer);
    return broken.length + 1;
  },
};

export const crowds: readonly Fault[] = [crowd, settingsFound];
