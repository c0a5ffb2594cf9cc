import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Cancelled } from '../../../source/problem.ts';
import type { UiResult, UiStart } from '../../../source/ui/core/ports.ts';
import { type CommandWorld, commandWorld, type Over } from '../world.ts';

const ystataws = 'arn:aws:iam::444455556666:role/ystataws';

let world: CommandWorld;
before(async () => {
  const many = Array.from({ length: 11 }, (_, at) => `many-${at}`);
  world = await commandWorld(({ url }) =>
    many
      .map(
        (name) =>
          `[profile ${name}]\nrole_arn = ${ystataws}\nsource_profile = mary\nregion = us-east-1\nendpoint_url = ${url}\n`,
      )
      .join('\n'),
  );
});
after(() => world.close());

type List = Extract<UiStart, { at: 'picker' }>;

const listWith = (marked: readonly string[]): List => ({
  at: 'picker',
  filter: 'pro',
  preselect: 'audit',
  view: { marked, onlyRecent: false, showHidden: true, section: 'Favourites' },
});

/** Terminal where these are chosen from the list, which is left when it comes back. */
function chooses(profiles: readonly string[], answers: Readonly<Record<string, UiResult>> = {}) {
  const lists: List[] = [];
  const questions: string[] = [];
  const runUi = async (start: UiStart): Promise<UiResult> => {
    if (start.at === 'open') {
      questions.push(start.profile);
      return answers[start.profile] ?? { tag: 'cancelled' };
    }
    lists.push(start);
    return lists.length > 1 ? { tag: 'cancelled' } : { tag: 'console', profiles, back: listWith(profiles) };
  };
  const terminal: NonNullable<Over['terminal']> = {
    open: async () => ({ close: () => undefined }) as never,
    firstFrame: async () => ({ drawFirst: () => undefined }) as never,
    turn: async () => ({ waited: false, release: () => undefined }) as never,
    ui: async () => ({ runUi }) as never,
  };
  const opened: string[] = [];
  const browser = async () => ({ missing: undefined, open: async (url: string) => void opened.push(url) });
  return { terminal, lists, questions, opened, programs: { browser } };
}

test('several roles: one after the other, and the list comes back as it was, without marks', async () => {
  const { terminal, programs, lists, opened } = chooses(['ystataws', 'audit', 'prod-readonly']);
  const ran = await world.run([], { terminal, programs });
  assert.equal(opened.length, 3);
  const { marked, ...view } = listWith([]).view ?? {};
  assert.deepEqual(lists[1], {
    ...listWith([]),
    purpose: 'switch',
    view: { ...view, marked: [] },
    notice: 'Opened 3 consoles: ystataws, audit, prod-readonly.',
  });
  assert.deepEqual(ran.outcome.tag, 'done');
  assert.equal(ran.error.match(/^Opened the console as /gm)?.length, 3);
});

/** What AWS says after the code that it might have wanted. */
const refused: Readonly<Record<string, UiResult>> = {
  'prod-breakglass': {
    tag: 'failed',
    problem: { code: 'refused', title: 'AWS does not let you assume BreakGlass.', todo: ['Ask its owner.'] },
  },
};

test('one that AWS refuses does not keep the others; it stays marked, and the whole reason stays on the screen', async () => {
  const { terminal, programs, lists, opened } = chooses(['audit', 'prod-breakglass', 'ystataws'], refused);
  const ran = await world.run([], { terminal, programs });
  assert.equal(opened.length, 2);
  assert.deepEqual(lists[1]?.view?.marked, ['prod-breakglass']);
  assert.match(lists[1]?.notice ?? '', /^Opened 2 consoles\. prod-breakglass: AWS does not let you assume /);
  assert.match(ran.error, /AWS does not let you assume [\s\S]*^ {2}to do /m);
  const alone = chooses(['prod-breakglass'], refused);
  await assert.rejects(world.run([], { terminal: alone.terminal, programs }));
  const problem = refused['prod-breakglass']?.tag === 'failed' && refused['prod-breakglass'].problem;
  assert.deepEqual([alone.lists[1]?.notice, alone.lists[1]?.failed], ['', { profile: 'prod-breakglass', problem }]);
});

test('a person passes one over, or ends all with Ctrl+C; what was not opened stays marked', async () => {
  const marked = ['audit', 'hub', 'prod-admin', 'ystataws'];
  const passed = chooses(marked, {
    hub: { tag: 'cancelled', passedOver: true },
    'prod-admin': { tag: 'cancelled', passedOver: true },
  });
  await world.run([], passed);
  assert.deepEqual(passed.questions, ['hub', 'prod-admin'], 'each asks for itself');
  assert.equal(passed.lists[1]?.notice, 'Opened 2 consoles. Not opened: hub, prod-admin.');
  assert.deepEqual(passed.lists[1]?.view?.marked, ['hub', 'prod-admin']);
  const ended = chooses(marked);
  await world.run([], ended);
  assert.deepEqual([ended.questions, ended.opened.length], [['hub'], 1]);
  assert.equal(ended.lists[1]?.notice, 'Opened the console as audit. Not opened: hub, prod-admin, ystataws.');
  const alone = chooses(['hub'], { hub: { tag: 'cancelled', passedOver: true } });
  await assert.rejects(world.run([], alone));
  assert.equal(alone.lists[1]?.notice, '', 'the person knows');
  const left = chooses(['hub']);
  await assert.rejects(world.run([], left), Cancelled);
  assert.equal(left.lists.length, 1, 'Ctrl+C leaves at once');
});

test('a guarded role is signed in with what its screen opened', async () => {
  const session = {
    profile: 'prod-admin',
    credentials: { accessKeyId: 'ASIA', secretAccessKey: 'none', sessionToken: 'none' },
    notes: [],
  };
  const { lists, questions, ...over } = chooses(['prod-admin', 'audit'], {
    'prod-admin': { tag: 'opened', session: session as never, entry: 'subshell' },
  });
  await world.run([], over);
  assert.deepEqual(questions, ['prod-admin']);
  assert.match(lists[1]?.notice ?? '', /^Opened the console as audit\. prod-admin: /, 'AWS knows no such key');
});

test('where no browser can be started every address is printed, and no list covers them', async () => {
  const { terminal, lists } = chooses(['ystataws', 'prod-breakglass', 'audit'], refused);
  const browser = async () => ({ missing: 'There is no browser here', open: async () => undefined });
  const ran = await world.run([], { terminal, programs: { browser } as never });
  assert.equal(lists.length, 1);
  assert.equal(ran.out.match(/^https?:\S+SigninToken\S+$/gm)?.length, 2);
  assert.match(ran.error, /AWS does not let you assume /);
});

test('more than ten are asked about first', async () => {
  const many = Array.from({ length: 11 }, (_, at) => `many-${at}`);
  for (const [answer, windows] of [
    ['no', 0],
    ['yes', 11],
  ] as const) {
    const asked: string[] = [];
    const { terminal, lists, opened, programs } = chooses(many);
    const ask = async (question: string) => {
      asked.push(question);
      return answer;
    };
    // Where a browser is named, nobody is asked in which one.
    const env = { BROWSER: 'browser' };
    await world.run([], { terminal: { ...terminal, ask }, programs }, env).catch(() => undefined);
    assert.equal(opened.length, windows);
    assert.match(asked.join(), /many-10\nOpen the console of all 11\? Type yes to continue: $/);
    assert.equal(lists[1]?.view?.marked.length, 11 - windows);
  }
  const ten = chooses(many.slice(1));
  await world.run([], ten);
  assert.equal(ten.opened.length, 10);
});
