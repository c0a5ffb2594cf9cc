import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepWords } from '../../../../source/domain/mfa/add/step-words.ts';

const serial = 'arn:aws:iam::111122223333:mfa/nina';
const of = { serial, profile: 'nina' };

test('a device that is left behind is said with the command that deletes it, which depends on its name', () => {
  const usual = stepWords('left behind', of);
  assert.match(usual, /^nina is still at AWS, not enabled, and could not be deleted\./);
  assert.match(usual, /The next rolecall mfa add nina will delete it\.$/);
  // Without the name another one would be taken, and this one stay.
  const named = stepWords('left behind', { ...of, serial: `${serial}-work`, name: 'nina-work' });
  assert.match(named, /The next rolecall mfa add nina --name nina-work will delete it\.$/);
});

test('one that this user may not delete is said with what an administrator does: no next run gets there', () => {
  for (const name of [undefined, 'nina']) {
    const words = stepWords('not allowed to delete', { ...of, ...(name && { name }) });
    assert.match(words, /this user may not delete it/);
    assert.match(words, new RegExp(`aws iam delete-virtual-mfa-device --serial-number ${serial}$`));
    assert.doesNotMatch(words, /mfa add/);
  }
});
