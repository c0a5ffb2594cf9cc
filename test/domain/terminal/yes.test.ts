import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isYesTyped } from '../../../source/domain/terminal/yes.ts';

test('isYesTyped: y and yes, however they are written, and nothing else', () => {
  for (const typed of ['y', 'Y', 'yes', 'YES', 'Yes']) assert.ok(isYesTyped(typed), typed);
  for (const typed of ['', 'n', 'no', 'ye', 'yess', 'y e s', 'oui', 'yes\n', ' y'])
    assert.ok(!isYesTyped(typed), typed);
});
