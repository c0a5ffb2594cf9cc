import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  botocoreMinRemaining,
  renewalMargin,
  renewalPause,
  warningMargin,
} from '../../../../source/domain/sessions/cache/margins.ts';

const shells = fileURLToPath(new URL('../../../../source/domain/shells/', import.meta.url));
const prompts = readdirSync(shells, { recursive: true, encoding: 'utf8' }).filter((path) =>
  /[/\\]prompt\.(bash|zsh|fish|ps1|nu)$/.test(path),
);

test('the prompt files of the shells repeat the margins', () => {
  assert.equal(prompts.length, 5);
  for (const path of prompts) {
    const text = readFileSync(join(shells, path), 'utf8');
    for (const margin of [renewalMargin, warningMargin]) {
      assert.match(text, new RegExp(`(<|>=|-lt|-ge) ${margin}\\b`), `${path}: ${margin}`);
    }
    assert.match(text, new RegExp(`\\+ ${renewalPause}\\b`), path);
  }
});

test('botocoreMinRemaining is more than 15 min, or half of a session that is too short for it', () => {
  assert.equal(botocoreMinRemaining(3600), 930);
  assert.equal(botocoreMinRemaining(900), 450);
});
