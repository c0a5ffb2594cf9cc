import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Terminal } from '../../helpers/terminal.ts';
import { shellEnvironment } from '../../helpers/terminal-shells.ts';

const fixture = join(import.meta.dirname, '../fixtures', 'own-terminal.ts');
const folder = mkdtempSync(join(tmpdir(), 'rolecall-device-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What is opened and read by the way of a platform. @param line of a shell that has the streams and the command */
async function opened(platform: string, line: string): Promise<unknown> {
  const report = join(folder, 'report');
  const words = ['-c', line, 'sh', process.execPath, fixture, platform, report];
  await using terminal = new Terminal({ file: 'sh', args: words, env: shellEnvironment(), columns: 93 });
  await terminal.until('press a key');
  terminal.type('k');
  assert.equal(await terminal.exit, 0);
  const { key, columns, opened } = JSON.parse(readFileSync(report, 'utf8'));
  return { key, columns, opened: opened.map((path: string) => path.replace(/\d+$/, 'N')) };
}

describe('the terminal of a person', { skip: process.platform !== 'linux' && 'needs /proc' }, () => {
  const streams = {
    'all of it': 'exec "$@"',
    'standard input alone': '"$@" 2>&1 | cat',
    'standard error alone': 'true | "$@" | cat',
    'none of it, as by an SDK': 'true | "$@" 2>&1 | cat',
    'none but what was opened as /dev/tty': 'true | "$@" 2>&1 >/dev/tty | cat',
  };
  for (const [which, line] of Object.entries(streams)) {
    it(`is opened on macOS by its own name, which kqueue takes: ${which}`, async () => {
      assert.deepEqual(await opened('darwin', line), { key: 'k', columns: 93, opened: ['/dev/pts/N'] });
    });
  }

  it('is opened on Linux as /dev/tty', async () => {
    assert.deepEqual(await opened('linux', 'exec "$@"'), { key: 'k', columns: 93, opened: ['/dev/tty'] });
  });
});
