import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDraft } from '../../../source/domain/roles/draft.ts';
import { Cancelled } from '../../../source/problem.ts';
import { type RoleFormPorts, runRoleForm } from '../../../source/ui/forms/role.ts';
import { linesTerminal } from '../helpers/lines.ts';

const deploy = { arn: 'arn:aws:iam::444455556666:policy/deploy', name: 'deploy', owner: 'account' } as const;

function fill(answers: readonly string[], over: Partial<RoleFormPorts> = {}) {
  const { terminal, said } = linesTerminal(answers);
  const result = runRoleForm(terminal, emptyDraft, {
    own: '444455556666',
    generateExternalId: () => 'generated-id',
    policies: async (page) => page([deploy]),
    ...over,
  });
  return { result, said };
}

test('a role is described on lines: faults are asked again, the preview comes before the last question', async () => {
  const { result, said } = fill([
    'bad name!',
    'ystataws',
    '1111',
    '111122223333',
    'perhaps',
    'yes',
    '+',
    'deplo',
    'deploy',
    'y',
    'what it is for',
    '-',
    '',
    '2h',
    '',
  ]);
  assert.deepEqual(await result, {
    ...emptyDraft,
    name: 'ystataws',
    trusted: '111122223333',
    mfa: true,
    externalId: 'generated-id',
    policies: [deploy.arn],
    description: 'what it is for',
    maxSession: '2h',
  });
  const text = said.join('\n');
  assert.match(text, /Type yes or no\./);
  assert.match(text, /There is no deplo\. Found: deploy\./);
  assert.match(text, /Trust policy:\n[\s\S]*"AWS": "111122223333"[\s\S]*Create the role\? \[Y\/n\]/);
  assert.equal(said.filter((line) => line.startsWith('Name: ')).length, 3);
});

test('nothing is created where the person says no, or where no list of policies came', async () => {
  const { result, said } = fill(['r', '111122223333', '', '', 'arn:aws:iam::aws:policy/ReadOnlyAccess', '', 'n'], {
    policies: () => Promise.reject(new Error('refused')),
  });
  assert.equal(await result, undefined);
  assert.equal(said.at(-1), 'Create the role? [Y/n] ');
});

test('required fields come first and say so; a section is one question', async () => {
  const { result, said } = fill(['r', '111122223333', '', '', '', '', '']);
  assert.equal((await result)?.name, 'r');
  const asked = said.filter((line) => /(: |\] )$/.test(line)).map((line) => line.replace(/ ?[:[].*/, ''));
  assert.deepEqual(asked, ['Name', 'Trusted', 'Require MFA', 'External ID', 'Permissions', 'More', 'Create the role?']);
  const text = said.join('\n');
  assert.match(text, /Name: Required\.[\s\S]*Trusted: Required\./);
  assert.match(text, /More: Description, tags, path, max session\? \[y\/N\]/);
});

test('the end of input leaves the form', async () => {
  await assert.rejects(fill(['ystataws']).result, Cancelled);
});
