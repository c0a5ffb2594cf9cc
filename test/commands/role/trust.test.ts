import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { after, before, beforeEach, test } from 'node:test';
import { roleCommand } from '../../../source/commands/registry/role.ts';
import type { Context } from '../../../source/context.ts';
import { Problem } from '../../../source/problem.ts';
import { ACCOUNT_B } from '../../sandbox/clients.ts';
import { type CommandWorld, commandWorld } from '../world.ts';

let world: CommandWorld;
before(async () => {
  world = await commandWorld();
});
after(() => world.close());
beforeEach(() => trust('--yes', { readFile: async () => policy({ AWS: '111122223333' }) }, ['--file', 'x']));

const policy = (Principal: unknown, Condition: unknown = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, Condition }],
  });

const withMfa = policy({ AWS: '111122223333' }, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } });

function trust(flag: string, over: Partial<Context>, more: readonly string[] = []) {
  return world.run(roleCommand, ['trust', 'ystataws', flag, ...more, '--profile', 'account-b-admin'], over);
}

const saved = () => JSON.stringify(world.sandbox.world.accounts.get(ACCOUNT_B)?.roles.get('ystataws')?.trust);

/** Someone at a terminal who types these lines, and an editor that saves these texts, in turn. */
function person(lines: readonly string[], texts: readonly string[] = []) {
  const [typed, edits, asked, given] = [[...lines], [...texts], [] as string[], [] as string[]];
  const openTerminal = () => {
    const input = new PassThrough();
    const output = { write: (text: string) => void asked.push(text) };
    const line = typed.shift();
    queueMicrotask(() => (line === undefined ? input.end() : input.write(`${line}\n`)));
    return { input, output, close: () => undefined, colorDepth: 1, screenReader: false } as never;
  };
  const editText = async (_name: string, text: string) => {
    given.push(text);
    return edits.shift() ?? text;
  };
  return { openTerminal, editText, asked, given };
}

test('without a terminal it prints the policy, and what it means beside it', async () => {
  const { out, error } = await trust('--show', {});
  assert.equal(JSON.parse(out).Statement[0].Effect, 'Allow');
  assert.match(error, /Account 111122223333 may assume it\./);
});

test('edited, shown as a difference, agreed to, saved', async () => {
  const { openTerminal, editText, asked, given } = person(['y'], [withMfa]);
  const { error } = await trust('--edit', { openTerminal, editText });
  assert.match(given[0] ?? '', /^\{\n {4}"Version"/);
  assert.match(error, /\+ .*aws:MultiFactorAuthPresent/);
  assert.match(error, /but only with MFA/);
  assert.deepEqual(asked, ['Save it? [y/N] ']);
  assert.match(saved() ?? '', /MultiFactorAuthPresent/);
});

test('an empty answer saves nothing', async () => {
  const { openTerminal, editText } = person(['', 'n'], [withMfa]);
  const { outcome } = await trust('--edit', { openTerminal, editText });
  assert.equal(outcome.tag, 'cancelled');
  assert.doesNotMatch(saved() ?? '', /MultiFactorAuthPresent/);
});

test('nothing changed is nothing to ask', async () => {
  const { openTerminal, editText, asked } = person([]);
  const { error } = await trust('--edit', { openTerminal, editText });
  assert.match(error, /Nothing has changed/);
  assert.deepEqual(asked, []);
});

test('what cannot be read goes back to the editor, with everything that was typed', async () => {
  const { openTerminal, editText, given } = person(['', 'y'], ['{ "Version": \n oops', withMfa]);
  const { error } = await trust('--edit', { openTerminal, editText });
  assert.match(error, /line 2: This is not JSON: oops cannot stand here/);
  assert.equal(given[1], '{ "Version": \n oops');
  assert.match(saved() ?? '', /MultiFactorAuthPresent/);
});

test('what IAM refuses goes back to the editor too', async () => {
  const { openTerminal, editText } = person(
    ['y', 'y', 'y'],
    [policy({ AWS: 'arn:aws:iam::111122223333:user/nobody' }), withMfa],
  );
  const { error } = await trust('--edit', { openTerminal, editText });
  assert.match(error, /IAM does not know someone/);
  assert.match(saved() ?? '', /MultiFactorAuthPresent/);
});

test('--yes saves a file without asking', async () => {
  await trust('--yes', { readFile: async () => withMfa }, ['--file', 'trust.json']);
  assert.match(saved() ?? '', /MultiFactorAuthPresent/);
});

test('without --yes and without a terminal nothing is saved', async () => {
  await assert.rejects(trust('--file', { readFile: async () => withMfa }, ['trust.json']), code('no-terminal'));
  assert.doesNotMatch(saved() ?? '', /MultiFactorAuthPresent/);
});

test('no flag lets strangers in', async () => {
  await assert.rejects(trust('--yes', { readFile: async () => policy('*') }, ['--file', 'x']), code('no-terminal'));
  const { openTerminal, asked } = person(['y']);
  await trust('--yes', { openTerminal, readFile: async () => policy('*') }, ['--file', 'x']);
  assert.match(asked[0] ?? '', /Type ystataws/);
  assert.doesNotMatch(saved() ?? '', /"\*"/);
  const willing = person(['ystataws']);
  await trust('--yes', { openTerminal: willing.openTerminal, readFile: async () => policy('*') }, ['--file', 'x']);
  assert.match(saved() ?? '', /"\*"/);
});

test('what somebody else changed meanwhile is not overwritten', async () => {
  const { openTerminal, editText } = person(['y'], [withMfa]);
  const meanwhile = async (name: string, text: string) => {
    await trust('--yes', { readFile: async () => policy({ AWS: ACCOUNT_B }) }, ['--file', 'x']);
    return editText(name, text);
  };
  await assert.rejects(trust('--edit', { openTerminal, editText: meanwhile }), code('role-busy'));
  assert.match(saved() ?? '', /444455556666/);
});

test('a file that is no trust policy is refused with every reason', async () => {
  const text = JSON.stringify({ Statement: [{ Effect: 'Allow', Resource: '*' }] });
  await assert.rejects(trust('--yes', { readFile: async () => text }, ['--file', 'x']), (error) => {
    return error instanceof Problem && error.text.todo?.length === 3;
  });
});

function code(wanted: string) {
  return (error: unknown) => {
    assert.ok(error instanceof Problem, String(error));
    assert.equal(error.text.code, wanted);
    return true;
  };
}
