import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../source/', import.meta.url));

test('arrows that a person reads are → everywhere', () => {
  const found = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => {
      const lines = readFileSync(join(source, file), 'utf8').split('\n');
      return lines
        .filter((line) => / -> |▶|➜|⇒/.test(line.replace(/^\s*(\/\/|\*).*/, '')))
        .map((line) => `${file}: ${line}`);
    });
  assert.deepEqual(found, []);
});
