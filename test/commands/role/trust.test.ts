import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { meaningText } from '../../../source/commands/role/trust.ts';
import { Cancelled, Problem } from '../../../source/problem.ts';
import { ACCOUNT_B } from '../../sandbox/clients.ts';
import { type CommandWorld, commandWorld, type Over } from '../world.ts';

let world: CommandWorld;
before(async () => {
  world = await commandWorld();
});
after(() => world.close());
beforeEach(() => trust('--yes', { files: { read: async () => policy({ AWS: '111122223333' }) } }, ['--file', 'x']));

const policy = (Principal: unknown, Condition: unknown = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, Condition }],
  });

const withMfa = policy({ AWS: '111122223333' }, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } });

function trust(flag: string, over: Over, more: readonly string[] = []) {
  return world.run(['role', 'trust', 'ystataws', flag, ...more, '--profile', 'account-b-admin'], over);
}

const saved = () => JSON.stringify(world.sandbox.world.accounts.get(ACCOUNT_B)?.roles.get('ystataws')?.trust);

/** Someone at a terminal who types these lines, and an editor that saves these texts, in turn. */
function person(lines: readonly string[], texts: readonly string[] = []) {
  const [typed, edits, asked, given] = [[...lines], [...texts], [] as string[], [] as string[]];
  const ask = async (question: string) => {
    asked.push(question);
    const line = typed.shift();
    if (line === undefined) throw new Cancelled();
    return line;
  };
  const editText = async (_name: string, text: string) => {
    given.push(text);
    return { text: edits.shift() ?? text };
  };
  return { terminal: { ask }, programs: { editText }, asked, given };
}

test('without a terminal it prints the policy, and what it means beside it', async () => {
  const { out, error } = await trust('--show', {});
  assert.equal(JSON.parse(out).Statement[0].Effect, 'Allow');
  assert.match(error, /Account 111122223333 may assume it\./);
});

test('edited, shown as a difference, agreed to, saved', async () => {
  const { terminal, programs, asked, given } = person(['y'], [withMfa]);
  const { error } = await trust('--edit', { terminal, programs });
  assert.match(given[0] ?? '', /^\{\n {4}"Version"/);
  assert.match(error, /\+ .*aws:MultiFactorAuthPresent/);
  assert.match(error, /but only with MFA/);
  assert.deepEqual(asked, ['Save it? [y/N] ']);
  assert.match(saved() ?? '', /MultiFactorAuthPresent/);
});

test('an empty answer saves nothing', async () => {
  const { terminal, programs } = person(['', 'n'], [withMfa]);
  const { outcome } = await trust('--edit', { terminal, programs });
  assert.equal(outcome.tag, 'cancelled');
  assert.doesNotMatch(saved() ?? '', /MultiFactorAuthPresent/);
});

test('nothing changed is nothing to ask', async () => {
  const { terminal, programs, asked } = person([]);
  const { error } = await trust('--edit', { terminal, programs });
  assert.match(error, /Nothing has changed/);
  assert.deepEqual(asked, []);
});

test('what cannot be read goes back to the editor, with everything that was typed', async () => {
  const { terminal, programs, given } = person(['', 'y'], ['{ "Version": \n oops', withMfa]);
  const { error } = await trust('--edit', { terminal, programs });
  assert.match(error, /line 2: This is not JSON: oops cannot be here/);
  assert.equal(given[1], '{ "Version": \n oops');
  assert.match(saved() ?? '', /MultiFactorAuthPresent/);
});

test('what IAM refuses goes back to the editor too', async () => {
  const { terminal, programs } = person(
    ['y', 'y', 'y'],
    [policy({ AWS: 'arn:aws:iam::111122223333:user/nobody' }), withMfa],
  );
  const { error } = await trust('--edit', { terminal, programs });
  assert.match(error, /IAM does not know a principal/);
  assert.match(saved() ?? '', /MultiFactorAuthPresent/);
});

test('what the account’s quota refuses goes back to the editor too, with everything that was typed', async () => {
  const long = withMfa.replace('"Effect"', `"Sid":"${'x'.repeat(3000)}","Effect"`);
  const { terminal, programs, given } = person(['y', 'y', 'y'], [long, withMfa]);
  const { error } = await trust('--edit', { terminal, programs });
  assert.match(error, /longer than the quota of this account/);
  assert.equal(given[1], long);
  assert.match(saved() ?? '', /MultiFactorAuthPresent/);
});

test('--yes saves a file without asking', async () => {
  await trust('--yes', { files: { read: async () => withMfa } }, ['--file', 'trust.json']);
  assert.match(saved() ?? '', /MultiFactorAuthPresent/);
});

test('without --yes and without a terminal nothing is saved', async () => {
  await assert.rejects(trust('--file', { files: { read: async () => withMfa } }, ['trust.json']), code('no-terminal'));
  assert.doesNotMatch(saved() ?? '', /MultiFactorAuthPresent/);
});

test('no flag lets strangers in', async () => {
  await assert.rejects(
    trust('--yes', { files: { read: async () => policy('*') } }, ['--file', 'x']),
    code('no-terminal'),
  );
  const { terminal, asked } = person(['y']);
  await trust('--yes', { terminal, files: { read: async () => policy('*') } }, ['--file', 'x']);
  assert.match(asked[0] ?? '', /Type ystataws/);
  assert.doesNotMatch(saved() ?? '', /"\*"/);
  const willing = person(['ystataws']);
  await trust('--yes', { terminal: willing.terminal, files: { read: async () => policy('*') } }, ['--file', 'x']);
  assert.match(saved() ?? '', /"\*"/);
});

test('no flag lets strangers in whose action has a wildcard', async () => {
  const text = policy('*').replace('sts:AssumeRole', 'sts:A*');
  await assert.rejects(trust('--yes', { files: { read: async () => text } }, ['--file', 'x']), code('no-terminal'));
  assert.doesNotMatch(saved() ?? '', /"\*"/);
});

test('a provider’s name steers no terminal', () => {
  const Principal = { Federated: 'a\u001b[2Jb' };
  const document = { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal }] };
  const text = meaningText(document, undefined, false);
  assert.match(text, /Everyone who can sign in at a/);
  assert.ok(!text.includes('\u001b'), JSON.stringify(text));
});

test('what somebody else changed meanwhile is not overwritten', async () => {
  const { terminal, programs } = person(['y'], [withMfa]);
  const meanwhile = async (name: string, text: string) => {
    await trust('--yes', { files: { read: async () => policy({ AWS: ACCOUNT_B }) } }, ['--file', 'x']);
    return programs.editText(name, text);
  };
  const kept: unknown[] = [];
  const keepText = async (...given: unknown[]) => {
    kept.push(given);
    return '/kept here/trust.json';
  };
  await assert.rejects(trust('--edit', { terminal, programs: { editText: meanwhile, keepText } }), (error) => {
    assert.ok(code('role-busy')(error) && error instanceof Problem);
    assert.deepEqual(error.text.todo, [
      'Look at it again, then repeat the change.',
      'What you wrote is in /kept here/trust.json.',
    ]);
    return true;
  });
  assert.deepEqual(kept, [['ystataws-trust.json', withMfa]]);
  assert.match(saved() ?? '', /444455556666/);
});

test('an editor that fails loses nothing that was typed, whichever round it was in', async () => {
  const failure = new Problem({ code: 'editor-failed', title: 'The editor failed.' });
  const broken = '{ "Version": \n oops';
  const editing = async (...rounds: readonly { text?: string; failure?: Problem }[]) => {
    const left = [...rounds];
    const kept: string[] = [];
    const { terminal } = person(['y']);
    const programs = {
      editText: async (_name: string, text: string) => ({ text, ...left.shift() }),
      keepText: async (_name: string, text: string) => {
        kept.push(text);
        return '/kept here/trust.json';
      },
    };
    let todo: readonly string[] = [];
    await assert.rejects(trust('--edit', { terminal, programs }), (error) => {
      assert.ok(code('editor-failed')(error) && error instanceof Problem);
      todo = error.text.todo ?? [];
      return true;
    });
    return { kept, todo };
  };
  const saving = [
    'What you wrote is in /kept here/trust.json.',
    "To save it from there: rolecall role trust ystataws --file '/kept here/trust.json' --profile account-b-admin",
  ];
  assert.deepEqual(await editing({ failure }), { kept: [], todo: [] });
  assert.deepEqual(await editing({ text: withMfa, failure }), { kept: [withMfa], todo: saving });
  assert.deepEqual(await editing({ text: broken }, { failure }), { kept: [broken], todo: saving });
  assert.deepEqual(await editing({ text: broken }, { text: withMfa, failure }), { kept: [withMfa], todo: saving });
});

test('where it cannot be kept, the failure itself is told', async () => {
  const { terminal, programs } = person([], [withMfa]);
  const ask = async () => undefined;
  const keepText = async () => assert.fail('no space left');
  await assert.rejects(
    trust('--edit', { terminal: { ...terminal, ask }, programs: { ...programs, keepText } }),
    code('no-terminal'),
  );
});

test('a file that is no trust policy is refused with every reason', async () => {
  const text = JSON.stringify({ Statement: [{ Effect: 'Allow', Resource: '*' }] });
  await assert.rejects(trust('--yes', { files: { read: async () => text } }, ['--file', 'x']), (error) => {
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
