import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { settingsSchema } from '../../scripts/settings-schema.ts';
import { settingsOf } from '../../source/domain/settings/settings.ts';

const isValid = new Ajv2020({ strictTuples: false }).compile(settingsSchema);
const isRead = (settings: object) => settingsOf(JSON.stringify(settings)).faults.length === 0;
const keys = Object.keys(settingsSchema.properties);

test('the schema that is published is the one of this version', () => {
  const published = readFileSync(join(import.meta.dirname, '../../schemas/settings.json'), 'utf8');
  assert.deepEqual(JSON.parse(published), JSON.parse(JSON.stringify(settingsSchema)), 'npm run generate writes it');
});

/** Values that are nearly right for one setting or another, and any others. */
const word = fc.constantFrom(
  ...[
    '',
    ' ',
    'prod',
    '#d13212',
    '#D1321',
    'name',
    'time',
    'AWS_VAULT',
    'AWS_PROFILE',
    'browser',
    'device',
    'auto',
    'none',
  ],
  ...[
    'default',
    'own-directory',
    'command',
    'firefox',
    '/usr/bin/x',
    'C:\\x',
    'c:x',
    'granted',
    'role',
    '{url}',
    'a{url}',
    'x\0',
    '0af',
    'g',
  ],
);
const scalar = fc.oneof(
  word,
  fc.constantFrom(0, 1, 1.5, -1, 899, 900, 43_200, 129_600, 129_601, true, false, null),
  fc.string(),
);
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(
    fc.constantFrom(
      'in',
      'browser',
      'addOn',
      'per',
      'command',
      'include',
      'exclude',
      'name',
      'region',
      'prune',
      'corp',
    ),
    fc.oneof(
      scalar,
      fc.array(word, { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('include', 'prune', 'name'), fc.oneof(scalar, fc.array(word))),
    ),
    { maxKeys: 3 },
  ),
);

test('an editor accepts what rolecall reads, and marks what it does not', () => {
  fc.assert(
    fc.property(fc.constantFrom(...keys, 'sesionStore'), value, (key, given) => {
      const settings = { [key]: given };
      assert.equal(isValid(settings), isRead(settings), JSON.stringify(settings));
    }),
    { numRuns: 20_000 },
  );
});
