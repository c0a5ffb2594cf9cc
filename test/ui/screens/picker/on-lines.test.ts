import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cancelled } from '../../../../source/problem.ts';
import { chooseOnLines } from '../../../../source/ui/screens/picker/on-lines.ts';
import { linesTerminal } from '../../helpers/lines.ts';
import { manyRoles, role } from '../../helpers/roles.ts';
import { started } from '../../helpers/start.ts';

function choose(answers: readonly string[], roles = [role('alpha'), role('beta'), role('beta-ops')]) {
  const { terminal, said } = linesTerminal(answers);
  return { chosen: chooseOnLines(terminal.lines as never, started({ roles })), said };
}

const cases: readonly [why: string, answers: readonly string[], chosen: string][] = [
  ['a number', ['2'], 'beta'],
  ['a part of a name, then its number', ['bet', '2'], 'beta-ops'],
  ['Enter, where one is left', ['ops', ''], 'beta-ops'],
  ['Enter alone says nothing', ['', '1'], 'alpha'],
  ['a number that is not there is looked for', ['7', '1'], 'alpha'],
  ['more digits are a part of an account', ['4444', '3'], 'beta-ops'],
];

test('a role is chosen on lines', async () => {
  for (const [why, answers, name] of cases) assert.equal(await choose(answers).chosen, name, why);
});

test('what no role matches is said, and the whole list comes again', async () => {
  const { chosen, said } = choose(['nobody', '1']);
  assert.equal(await chosen, 'alpha');
  assert.equal(said.filter((line) => line === '3 roles.').length, 2);
  assert.ok(said.includes('No role matches nobody.'));
});

test('of thousands the first twenty are listed; the end of input leaves', async () => {
  const { chosen, said } = choose([], manyRoles(2_000));
  await assert.rejects(chosen, Cancelled);
  assert.equal(said[0], '2000 roles. 1 to 20:');
  assert.equal(said.length, 22);
});

test('the ARN of a role without a profile: said, and added on Enter', async () => {
  const arn = 'arn:aws:iam::999988887777:role/Auditor';
  const { chosen, said } = choose([arn, '']);
  const missing = await chosen;
  assert.ok(typeof missing === 'object');
  assert.equal(missing.link, 'https://signin.aws.amazon.com/switchrole?account=999988887777&roleName=Auditor');
  assert.ok(said.includes('No profile leads to Auditor in 999988887777.'));
  assert.equal(await choose([arn, 'alph', '']).chosen, 'alpha');
});
