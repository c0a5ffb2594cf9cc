import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDraft, type RoleDraft } from '../../../source/domain/roles/draft.ts';
import type { ManagedPolicy } from '../../../source/domain/roles/managed-policies.ts';
import { Problem, type ProblemText } from '../../../source/problem.ts';
import { type RoleFormPorts, runRoleForm } from '../../../source/ui/forms/role.ts';
import { filledIn, key, memoryTerminal } from './terminal.ts';

const policies: readonly ManagedPolicy[] = [
  { arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', name: 'ReadOnlyAccess', owner: 'aws' },
  { arn: 'arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess', name: 'AmazonEC2ReadOnlyAccess', owner: 'aws' },
  { arn: 'arn:aws:iam::444455556666:policy/deploy', name: 'deploy', owner: 'account' },
];

/** The form on a terminal in memory. */
async function open(over: Partial<RoleFormPorts> = {}, draft: RoleDraft = emptyDraft, size = {}) {
  const screen = memoryTerminal(size);
  const ended = runRoleForm(screen.terminal, draft, {
    own: '444455556666',
    generateExternalId: () => 'generated-id',
    policies: async (page) => page(policies),
    ...over,
  });
  await screen.sees('A new role in 444455556666');
  return { ...screen, result: filledIn(ended) };
}

test('from an empty form to a role, the trust policy shown as it forms', async () => {
  const form = await open();
  form.type(`ystataws${key.enter}111122223333`);
  await form.sees('"AWS": "111122223333"');
  await form.sees('Account 111122223333 may assume it.');
  form.type(`${key.enter} `);
  await form.sees('"aws:MultiFactorAuthPresent": "true"');
  form.type(`${key.enter}${key.ctrlG}`);
  await form.sees('"sts:ExternalId": "generated-id"');
  form.type(`${key.enter}${key.enter}`);
  await form.sees('Permissions ›');
  form.type('ec2 read');
  await form.sees('1 of 3');
  form.type(key.enter);
  await form.sees('1 chosen');
  form.type(key.esc);
  await form.misses('Permissions ›');
  form.type(key.ctrlS);
  assert.deepEqual(await form.result, {
    ...emptyDraft,
    name: 'ystataws',
    trusted: '111122223333',
    mfa: true,
    externalId: 'generated-id',
    policies: ['arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess'],
  });
});

test('what IAM would refuse is said while it is typed', async () => {
  const form = await open();
  form.type('ysta taws');
  await form.sees('A space is not allowed in a name');
  form.type(`${key.ctrlU}ystataws`);
  await form.misses('A space cannot');
  form.type(key.ctrlC);
  assert.equal(await form.result, undefined);
});

test('submitting goes to the first thing that is missing or wrong', async () => {
  const form = await open();
  form.type(`ystataws${key.ctrlS}`);
  await form.sees('One field is missing or wrong.');
  await form.sees('Which account may assume the role?');
  form.type('this');
  await form.sees('This account may assume it.');
  form.type(key.ctrlS);
  assert.equal((await form.result)?.trusted, 'this');
});

test('a star in the place of an account is refused as it is typed', async () => {
  const form = await open();
  form.type(`x${key.enter}*`);
  await form.sees('A * lets in anyone with an AWS account.');
  form.type(key.ctrlC);
  await form.result;
});

test('leaving with something typed asks once', async () => {
  const form = await open();
  form.type('x');
  await form.sees('❯ Name');
  form.type(key.esc);
  await form.sees('Press Esc again');
  form.type(key.esc);
  assert.equal(await form.result, undefined);
});

test('a policy that the list does not have can be named by its ARN', async () => {
  const form = await open({
    policies: () => Promise.reject(new Problem({ code: 'x', title: 'You may not list policies.' })),
  });
  form.type(`a${key.down}111122223333${key.down}${key.down}${key.down}${key.enter}`);
  await form.sees('You may not list policies. You can type an ARN.');
  form.type('arn:aws:iam::aws:policy/Billing');
  await form.sees('[ ] Billing');
  form.type(key.enter);
  await form.sees('[x] Billing');
  form.type(key.esc);
  await form.misses('Permissions ›');
  form.type(key.ctrlS);
  assert.deepEqual((await form.result)?.policies, ['arn:aws:iam::aws:policy/Billing']);
});

test('policies that come page by page leave the focus on the one that the person sees', async () => {
  const aws = (name: string): ManagedPolicy => ({ arn: `arn:aws:iam::aws:policy/${name}`, name, owner: 'aws' });
  const next = Promise.withResolvers<void>();
  const form = await open({
    policies: async (page) => {
      page([aws('DatabaseAdministrator'), aws('NetworkAdministrator')]);
      await next.promise;
      page([aws('AdministratorAccess')]);
    },
  });
  form.type(`a${key.down}this${key.down}${key.down}${key.down}${key.enter}admin`);
  await form.sees('❯ [ ] NetworkAdministrator');
  next.resolve();
  await form.sees('[ ] AdministratorAccess');
  await form.sees('❯ [ ] NetworkAdministrator');
  form.type(key.enter);
  await form.sees('[x] NetworkAdministrator');
  form.type(key.ctrlC);
  await form.result;
});

test('arrows in an empty list lose no row: the first that comes is in focus', async () => {
  const come = Promise.withResolvers<void>();
  const form = await open({ policies: async (page) => come.promise.then(() => page(policies)) });
  form.type(`a${key.down}this${key.down}${key.down}${key.down}${key.enter}`);
  await form.sees('Permissions ›');
  form.type(key.down);
  await form.sees('Nothing with that name');
  come.resolve();
  await form.sees('❯ [ ] deploy');
  form.type(key.ctrlC);
  await form.result;
});

test('the form comes back with what was typed and why it did not do', async () => {
  const problem: ProblemText = { code: 'role-exists', title: 'There is a role ystataws already.' };
  const form = await open({ problem }, { ...emptyDraft, name: 'ystataws', trusted: 'this' });
  await form.sees('There is a role ystataws already.');
  form.type(`2${key.ctrlS}`);
  assert.equal((await form.result)?.name, 'ystataws2');
});

for (const [columns, rows] of [
  [20, 6],
  [40, 12],
  [80, 24],
  [400, 60],
] as const) {
  test(`${columns} columns, ${rows} rows: the field in focus and what is wrong with it are seen`, async () => {
    const screen = memoryTerminal({ columns, rows });
    const result = runRoleForm(screen.terminal, emptyDraft, {
      own: undefined,
      generateExternalId: () => 'x',
      policies: async () => undefined,
    });
    await screen.sees('❯ Name');
    screen.type(`a${key.down.repeat(5)}`);
    await screen.sees('❯ ▸ More');
    screen.type(` ${key.down.repeat(4)}`);
    await screen.sees('❯   Max');
    screen.type(`${key.ctrlU}9`);
    await screen.sees('✗');
    screen.type(key.down);
    await screen.sees('❯ Create');
    screen.type(key.ctrlC);
    await filledIn(result);
  });
}

test('a screen reader hears one field at a time, without decoration', async () => {
  const form = await open({}, emptyDraft, { screenReader: true });
  await form.sees('Field 1 of 9: Name');
  form.type('a b');
  await form.sees('Wrong: A space is not allowed in a name');
  assert.doesNotMatch(form.text(), /[❯✗│]/);
  form.type(key.ctrlC);
  await form.result;
});
