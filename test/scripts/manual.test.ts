import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { manualPage } from '../../scripts/manual.ts';
import { settingsSchema } from '../../scripts/settings-schema.ts';
import { commands } from '../../source/commands/registry/commands.ts';
import { profileKeys } from '../../source/domain/profiles/keys.ts';
import { hasShell } from '../helpers/terminal-shells.ts';

const run = promisify(execFile);
const reader = hasShell('man') ? 'man' : hasShell('mandoc') ? 'mandoc' : undefined;

test('the manual has every command and every flag', () => {
  const page = manualPage('1.2.3').replaceAll('\\-', '-');
  for (const { name, flags, hidden } of commands) {
    if (hidden === true) continue;
    if (name !== 'role')
      assert.match(page, new RegExp(`^\\.SS rolecall.*\\b${name}\\b|^\\.B rolecall ${name}\\b`, 'm'));
    for (const flag of flags) assert.match(page, new RegExp(`^\\.B (-\\w, )?--${flag.name}\\b`, 'm'), flag.name);
  }
});

test('the manual has every profile key of rolecall’s own, and every setting', () => {
  const page = manualPage('1.2.3').replaceAll('\\-', '-');
  const own = profileKeys().filter(({ owner }) => owner === 'rolecall');
  assert.ok(own.length > 3);
  for (const { name } of own) assert.match(page, new RegExp(`^\\.B ${name}$`, 'm'));
  for (const name of Object.keys(settingsSchema.properties)) {
    assert.ok(page.includes(`\n.B ${name}\n`), name);
  }
});

test('a manual reader takes the page without a warning', {
  skip: reader === undefined && 'neither man nor mandoc is installed: NOT TESTED',
}, async (context) => {
  const directory = await mkdtemp(join(tmpdir(), 'rolecall-man-'));
  context.after(() => rm(directory, { recursive: true, force: true }));
  const page = join(directory, 'rolecall.1');
  await writeFile(page, manualPage('1.2.3'));
  const argv = reader === 'man' ? ['--warnings', '-l', page] : ['-T', 'utf8', '-W', 'warning', page];
  const env = {
    ...process.env,
    LC_ALL: 'C.UTF-8',
    MANPAGER: 'cat',
    PAGER: 'cat',
    MANWIDTH: '80',
    MAN_KEEP_FORMATTING: '',
  };
  const { stdout, stderr } = await run(reader ?? '', argv, { env });
  assert.equal(stderr, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: overstrikes and escape sequences are what is taken out
  const plain = stdout.replace(/.\u0008|\u001b\[[\d;]*m/g, '').replace(/\s+/g, ' ');
  assert.match(plain, /ROLECALL\(1\).*a terminal role switcher for AWS/);
  assert.match(plain, /eval "\$\(rolecall export prod-admin\)"/);
  assert.match(plain, /credential_process = rolecall credential-process prod-admin/);
});
