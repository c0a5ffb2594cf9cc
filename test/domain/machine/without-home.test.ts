import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareCommandFile } from '../../../source/adapters/cache/command-files.ts';
import { cacheFinding, unwrittenTold } from '../../../source/domain/machine/cache.ts';

// A container whose user has no HOME and no line in /etc/passwd: our paths lie below /dev/null, where nothing can.
const cache = '/dev/null/.cache/rolecall';

test('a user without a home is told so, and never to make a place below /dev/null writable', async () => {
  const said = 'this user has no home (HOME is not set)';
  assert.equal(
    unwrittenTold(cache, 'ENOTDIR'),
    `rolecall: the session was not kept: ${said}. Set ROLECALL_HOME to a place for sessions.\n`,
  );
  assert.throws(() => prepareCommandFile(cache), {
    text: {
      code: 'as-file-unwritable',
      title: 'The command needs a file with the keys, which cannot be written.',
      means: `Nothing is kept: ${said}.`,
      todo: ['Name a place with ROLECALL_HOME, or do without --as-file.'],
    },
  });
  const machine = { whyUnwritable: async () => 'ENOTDIR' };
  const view = { machine, paths: { cache } } as unknown as Parameters<typeof cacheFinding>[0];
  const finding = await cacheFinding(view);
  assert.equal(finding?.what, `Sessions cannot be kept: ${said}. Every run asks AWS again, and you for a code.`);
  assert.equal(finding?.remedy, 'Name a place with ROLECALL_HOME.');
});
