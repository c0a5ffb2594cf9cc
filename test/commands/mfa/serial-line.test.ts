import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeSerial } from '../../../source/commands/mfa/shared/serial-line.ts';
import type { Context } from '../../../source/context.ts';
import { loadProfiles } from '../../../source/domain/profiles/resolve/load.ts';

test('where no file had to change, none is named', async () => {
  const text = '[profile mary]\nregion = eu-west-1\n';
  const none = { kind: 'credentials', path: '', text: undefined } as const;
  const profiles = loadProfiles({ kind: 'config', path: '/home/mary/.aws/config', text }, none, {});
  let said = '';
  const context = {
    profiles: { load: async () => profiles, edit: async () => ({ files: [], final: undefined }) },
    output: {
      writeError: (line: string) => {
        said += line;
      },
    },
  } as unknown as Context;
  await writeSerial('mary', 'arn:aws:iam::111122223333:mfa/phone', context);
  assert.match(said, /^mfa_serial = arn:aws:iam::111122223333:mfa\/phone is now in mary; /);
});
