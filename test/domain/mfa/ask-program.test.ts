import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeQuestion, Meanwhile } from '../../../source/domain/mfa/ask.ts';
import {
  type AskTurn,
  askAfter,
  askProgram,
  type ProgramAnswer,
  type ProgramAsking,
  programVariables,
  programWords,
  readAnswer,
} from '../../../source/domain/mfa/ask-program.ts';
import { deviceOf } from '../../../source/domain/mfa/code.ts';
import { Cancelled, Problem } from '../../../source/problem.ts';

const device = deviceOf('arn:aws:iam::111122223333:mfa/phone');
const question: CodeQuestion = { device, attempt: 1, reason: '' };
const nobody = () => Promise.reject(new Error('nobody is to be asked'));
const code = (expected: string) => (error: unknown) => error instanceof Problem && error.text.code === expected;
const prints = (out: string): ProgramAnswer => ({ tag: 'ended', code: 0, out });

/** A world in which the program gives these answers, one after the other. */
function world(answers: readonly ProgramAnswer[], given: Partial<ProgramAsking> = {}) {
  const events: string[] = [];
  const left = [...answers];
  let missed: { at: number; why: string } | undefined;
  const turn: AskTurn = {
    missedSince: (time) => (missed !== undefined && missed.at >= time ? missed.why : undefined),
    noteMissed: async (why) => {
      missed = { at: 1_000_000, why };
      events.push('missed');
    },
    release: async () => void events.push('released'),
  };
  const ports: ProgramAsking = {
    profile: 'prod',
    path: '/settings.json',
    leadsBack: async () => false,
    turn: async () => {
      events.push('turn');
      return turn;
    },
    run: async ({ attempt }) => {
      events.push(`run ${attempt}`);
      const answer = left.shift();
      assert.ok(answer, 'the program is not to be started again');
      return answer;
    },
    hasPerson: async () => false,
    since: 999_000,
    now: () => 1_000_000,
    wait: async (ms) => void events.push(`wait ${ms}`),
    ...given,
  };
  return { ports, events };
}

test('placeholders are replaced inside words, never in the program, and other braces stay', () => {
  const asked = { device, profile: 'prod {serial}\u001b[2J', attempt: 2 };
  assert.deepEqual(programWords(['{device}', 'code of {device}, {device}', '{serial}', '{profile}', '{x} {}'], asked), [
    '{device}',
    'code of phone, phone',
    device.serial,
    'prod {serial}\ufffd[2J',
    '{x} {}',
  ]);
  assert.deepEqual(programVariables({ ...asked, profile: 'prod' }), {
    ROLECALL_MFA_DEVICE: 'phone',
    ROLECALL_MFA_SERIAL: device.serial,
    ROLECALL_MFA_PROFILE: 'prod',
    ROLECALL_MFA_ATTEMPT: '2',
  });
});

const answers: readonly (readonly [string, ProgramAnswer, string | RegExp])[] = [
  ['a code', prints('123456\n'), '123456'],
  ['blanks around it and in it', prints(' 123 456 \r\n'), '123456'],
  ['nothing', prints('\n'), /^It printed nothing\.$/],
  ['two codes', prints('123456\n654321\n'), /other than one six-digit code/],
  ['half a code in each line', prints('123\n456\n'), /other than one six-digit code/],
  ['junk', prints('code: 123456'), /other than one six-digit code/],
  ['five digits', prints('12345'), /other than one six-digit code/],
  ['a refusal', { tag: 'ended', code: 1, out: '123456' }, /^It exited with 1: it was cancelled, or it failed\.$/],
  ['a signal', { tag: 'ended', code: null, out: '' }, /killed by a signal/],
  ['no program', { tag: 'failed', why: 'There is no program x.' }, /^There is no program x\.$/],
];

for (const [what, answer, expected] of answers) {
  test(`what it answers: ${what}`, () => {
    const read = readAnswer(answer);
    if (typeof expected === 'string') assert.deepEqual(read, { code: expected });
    else {
      assert.ok('why' in read);
      assert.match(read.why, expected);
      assert.doesNotMatch(read.why, /123|654/);
    }
  });
}

test('a program that starts us does not wait for itself', async () => {
  const { ports, events } = world([], { leadsBack: async () => true });
  await assert.rejects(askProgram(ports, nobody).ask(question) as Promise<unknown>, code('mfa-ask-failed'));
  assert.deepEqual(events, []);
});

test('the turn is held from the question until the session is open', async () => {
  const { ports, events } = world([prints('123456')]);
  const { ask, end } = askProgram(ports, nobody);
  assert.equal(await ask(question), '123456');
  assert.deepEqual(events, ['turn', 'run 1']);
  await end();
  await end();
  assert.deepEqual(events, ['turn', 'run 1', 'released']);
});

test('a used code: it is started when the next one is there, as it is known inside the turn', async () => {
  const { ports, events } = world([prints('123456')]);
  const meanwhile: Meanwhile = {
    until: new AbortController().signal,
    isReady: async () => false,
    notBefore: async () => 1_007_000,
  };
  await askProgram(ports, nobody).ask(question, meanwhile);
  assert.deepEqual(events, ['turn', 'wait 7000', 'run 1']);
});

test('a session that another process has opened: no dialog, and the turn is given on', async () => {
  const { ports, events } = world([]);
  const meanwhile: Meanwhile = {
    until: new AbortController().signal,
    isReady: async () => true,
    notBefore: async () => undefined,
  };
  await assert.rejects(askProgram(ports, nobody).ask(question, meanwhile) as Promise<unknown>, Cancelled);
  assert.deepEqual(events, ['turn', 'released']);
});

test('without a person, a code that AWS did not take is asked for three times in all', async () => {
  const { ports, events } = world([prints('111111'), prints('222222'), prints('333333')]);
  const { ask } = askProgram(ports, nobody);
  const given = [];
  for (const attempt of [1, 2, 3]) given.push(await ask({ ...question, attempt }));
  assert.deepEqual(given, ['111111', '222222', '333333']);
  await assert.rejects(ask({ ...question, attempt: 4 }) as Promise<unknown>, code('mfa-wrong-code'));
  assert.deepEqual(events, ['turn', 'run 1', 'run 2', 'run 3']);
});

test('the same code is not given twice: the program is asked again in the next step', async () => {
  const { ports, events } = world([prints('111111'), prints('111111'), prints('111111')]);
  const { ask } = askProgram(ports, nobody);
  assert.equal(await ask(question), '111111');
  await assert.rejects(ask({ ...question, attempt: 2, rejected: 'wrong' }) as Promise<unknown>, code('mfa-wrong-code'));
  assert.deepEqual(events, ['turn', 'run 1', 'run 2', 'wait 20000', 'run 3', 'wait 20000']);
});

test('with a person, a refusal and a code that AWS did not take go on to them, with the news', async () => {
  for (const refused of [true, false]) {
    const { ports, events } = world([refused ? { tag: 'ended', code: 1, out: '' } : prints('111111')], {
      hasPerson: async () => true,
    });
    const asked: CodeQuestion[] = [];
    const { ask } = askProgram(ports, async (each) => {
      asked.push(each);
      return '654321';
    });
    const first = await ask(question);
    const second = await ask({ ...question, attempt: 2, rejected: 'wrong' });
    assert.deepEqual([first, second], [refused ? '654321' : '111111', '654321']);
    assert.equal(asked[0]?.missed, refused ? 'It exited with 1: it was cancelled, or it failed.' : undefined);
    assert.equal(asked.at(-1)?.rejected, 'wrong');
    assert.equal(events.filter((event) => event === 'run 1').length, 1);
    assert.ok(events.includes('released'), 'programs elsewhere do not wait for the typing');
  }
});

test('without a person, a refusal is a problem that names the settings', async () => {
  const { ports } = world([{ tag: 'ended', code: 1, out: 'SECRET' }]);
  const error: unknown = await (askProgram(ports, nobody).ask(question) as Promise<unknown>).catch((caught) => caught);
  assert.ok(code('mfa-ask-failed')(error));
  const said = JSON.stringify((error as Problem).text);
  assert.match(said, /mfaAsk gave no code for phone.*exited with 1.*\/settings\.json/);
  assert.doesNotMatch(said, /SECRET/);
});

test('who waited while a question was refused is not asked again; who comes later is', async () => {
  const { ports, events } = world([{ tag: 'ended', code: 1, out: '' }, prints('123456')]);
  const refused = code('mfa-ask-failed');
  await assert.rejects(askProgram(ports, nobody).ask(question) as Promise<unknown>, refused);
  await assert.rejects(askProgram(ports, nobody).ask(question) as Promise<unknown>, refused);
  assert.equal(await askProgram({ ...ports, since: 1_000_001 }, nobody).ask(question), '123456');
  assert.equal(events.filter((event) => event.startsWith('run')).length, 2);
});

test('the person who takes over hears what became of the codes before', async () => {
  const asked: CodeQuestion[] = [];
  const ask = askAfter({ ...question, attempt: 2, rejected: 'wrong', missed: 'It printed nothing.' }, async (each) => {
    asked.push(each);
    return '654321';
  });
  await ask(question);
  await ask({ ...question, attempt: 2, rejected: 'malformed' });
  assert.deepEqual(
    asked.map(({ attempt, rejected, missed }) => [attempt, rejected, missed]),
    [
      [2, 'wrong', 'It printed nothing.'],
      [3, 'malformed', undefined],
    ],
  );
});
