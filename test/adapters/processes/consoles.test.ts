import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { handlerOf } from '../../../source/adapters/processes/console-browsers.ts';
import { createConsoles } from '../../../source/adapters/processes/consoles.ts';
import { makeHome } from '../../helpers/home.ts';

/** With it the system refuses to start anything, and the runtime throws that at once. */
const tooLong = { PATH: '/usr/bin:/bin', LONG: 'x'.repeat(4 << 20) };

test('where nothing can be started, a page is written all the same, and nobody knows the usual browser', {
  skip: process.platform !== 'linux' && 'other systems refuse in other ways',
}, async (context) => {
  const { directory: home } = await makeHome(context);
  const paths = { home, cache: join(home, 'cache'), settings: join(home, 'settings') };
  const consoles = createConsoles(tooLong, paths);
  assert.equal(await readFile(new URL(await consoles.page('<p>signed in</p>')), 'utf8'), '<p>signed in</p>');
  assert.equal(await handlerOf('text/html', tooLong), '');
  assert.equal(await consoles.start(['/bin/true']), false);
});

test('a browser is started where it is found, and does not fail at once', async (context) => {
  const { directory: home } = await makeHome(context);
  const paths = { home, cache: join(home, 'cache'), settings: join(home, 'settings') };
  const { start } = createConsoles({ PATH: '/usr/bin:/bin' }, paths);
  assert.deepEqual(
    [await start(['true']), await start(['false']), await start(['no-such-browser'])],
    [true, false, false],
  );
});
