import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { signWith } from '../../../scripts/release/sign.ts';

test('the command that signs gets the file behind its own words, and its failure is an error', (context) => {
  const directory = mkdtempSync(join(tmpdir(), 'rolecall sign-'));
  context.after(() => rmSync(directory, { recursive: true, force: true }));
  const file = join(directory, 'a "program"');
  writeFileSync(file, 'bytes');
  signWith('cp /dev/null', file);
  assert.equal(readFileSync(file, 'utf8'), '');
  assert.throws(() => signWith('exit 3; true', file), /ended with 3 for .*a "program"/);
});
