import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { separator } from '../../../source/domain/shells/answer.ts';
import { Cancelled, Problem } from '../../../source/problem.ts';
import type { Entry, UiResult, UiStart } from '../../../source/ui/core/ports.ts';
import { type CommandWorld, commandWorld } from '../world.ts';

let world: CommandWorld;
before(async () => {
  world = await commandWorld();
});
after(() => world.close());

/** A person who chooses that in the picker, in a shell that waits for an answer. */
const chooses = (ended: UiResult) => ({
  inPlace: 'shell' as const,
  terminal: {
    open: async () => ({ close: () => undefined }) as never,
    firstFrame: async () => ({ drawFirst: () => undefined }) as never,
    ui: async () => ({ runUi: async () => ended }) as never,
  },
});

const nothingChanges = ['rolecall/1', 'end'].join(separator);

test('another verb than a role, chosen in place: the person reads it on stderr, the shell that nothing changes', async () => {
  const { out, error } = await world.run([], chooses({ tag: 'verb', verb: 'doctor' }));
  assert.match(error, /Looked at 12 profiles and this machine/);
  assert.equal(out, nothingChanges);
});

test('the demo, chosen in place, is refused: it opens a shell of its own, and stdout is for the one that waits', async () => {
  await assert.rejects(world.run([], chooses({ tag: 'verb', verb: 'demo' })), (error) => {
    return error instanceof Problem && error.text.code === 'shell-in-shell';
  });
});

const marked: UiResult = {
  tag: 'command',
  profiles: ['ystataws', 'audit'],
  line: 'echo "ran in $ROLECALL_PROFILE"',
  back: { at: 'picker', filter: '' },
};
const printed = /^ystataws │ ran in ystataws$/m;

test('a command in marked roles prints on stderr where a shell acts on stdout: the one that waits, the one that evaluates', async () => {
  const inPlace = await world.run([], chooses(marked));
  assert.match(inPlace.error, printed);
  assert.deepEqual([inPlace.out, inPlace.outcome], [nothingChanges, { tag: 'done', exitCode: 0 }]);
  const exported = await world.run(['export'], { ...chooses(marked), inPlace: undefined });
  assert.match(exported.error, printed);
  assert.deepEqual([exported.out, exported.outcome], ['', { tag: 'done', exitCode: 0 }]);
  const ran = await world.run([], { ...chooses(marked), inPlace: undefined });
  assert.match(ran.out, printed, 'a person who waits for nothing else reads it on stdout');
});

test('what else the list of export does stays off the stdout that a shell evaluates', async () => {
  const from = (ended: UiResult) => world.run(['export'], { ...chooses(ended), inPlace: undefined });
  const doctor = await from({ tag: 'verb', verb: 'doctor' });
  assert.match(doctor.error, /Looked at 12 profiles and this machine/);
  assert.equal(doctor.out, '');
  await assert.rejects(from({ tag: 'verb', verb: 'demo' }), (error) => {
    return error instanceof Problem && error.text.code === 'shell-in-shell';
  });
});

/** A person at a terminal where nothing can be drawn, who answers each list in turn and leaves at the next. */
function onLines(...answers: readonly (UiResult | (() => Promise<UiResult>))[]) {
  const left = [...answers];
  const starts: UiStart[] = [];
  const runUi = async (start: UiStart): Promise<UiResult> => {
    starts.push(start);
    const next = left.shift() ?? { tag: 'cancelled' };
    return typeof next === 'function' ? next() : next;
  };
  const terminal = {
    ...chooses({ tag: 'cancelled' }).terminal,
    // Nobody answers questions about a role.
    open: async ({ asLine = false } = {}) => (asLine ? undefined : ({ close: () => undefined } as never)),
    ui: async () => ({ runUi }) as never,
  };
  return { starts, terminal };
}

const chosen = (profile: string, entry: Entry): UiResult => ({ tag: 'chosen', profile, entry });

/** The list as it was left. */
const back = (...marked: readonly string[]) =>
  ({
    at: 'picker',
    filter: 'aws',
    preselect: 'ystataws',
    view: { marked, onlyRecent: false, showHidden: false },
  }) as const;
const consoleOf = (...profiles: readonly string[]): UiResult => ({ tag: 'console', profiles, back: back() });

/** A browser that is there, and the addresses that it got. */
function fakeBrowser() {
  const opened: string[] = [];
  const browser = async () => ({ missing: undefined, open: async (url: string) => void opened.push(url) });
  return { opened, programs: { browser } };
}

test('on lines: the console opens, says so, and the list comes back', async () => {
  const { starts, terminal } = onLines(consoleOf('ystataws'));
  const { opened, programs } = fakeBrowser();
  const ran = await world.run([], { terminal, programs }, { TERM: 'dumb' });
  assert.equal(opened.length, 1);
  assert.match(ran.error, /^Opened the console as ystataws\.$/m);
  assert.deepEqual(ran.outcome.tag, 'done');
  // What stands above the list already is not said again.
  assert.deepEqual(starts[1], { ...back(), notice: '', purpose: 'switch' });
});

test('no address of a console gets on a stdout on which a shell acts', async () => {
  for (const [words, inPlace] of [[['export'], undefined] as const, [[], 'shell'] as const]) {
    const { terminal } = onLines(consoleOf('ystataws'));
    const browser = async () => ({ missing: 'There is no browser here', open: async () => undefined }) as never;
    const over = { terminal, programs: { browser }, ...(inPlace && { inPlace }) };
    const ran = await world.run([...words], over, { TERM: 'dumb' });
    assert.match(ran.error, /^https?:\/\/\S+Action=login/m);
    assert.equal(ran.out, inPlace === undefined ? '' : nothingChanges);
  }
});

test('the list knows what becomes of a role that is chosen, and still does when it comes back', async () => {
  for (const [words, purpose] of [
    [[], 'switch'],
    [['console'], 'console'],
    [['export'], 'export'],
  ] as const) {
    const { starts, terminal } = onLines(consoleOf('ystataws'));
    await world.run([...words], { terminal, programs: fakeBrowser().programs }, { TERM: 'dumb' });
    const purposes = starts.map((start) => (start.at === 'picker' ? start.purpose : undefined));
    assert.deepEqual(purposes, [purpose, purpose], purpose);
  }
});

/** A person who leaves the list like that when a marked role leads elsewhere by now. @returns what followed, and the next list */
async function whenMarkedHasChanged(ended: UiResult) {
  const config = join(world.home, '.aws', 'config');
  const text = await readFile(config, 'utf8');
  const { starts, terminal } = onLines(async () => {
    await writeFile(config, text.replace('role/Auditor', 'role/Other'));
    return ended;
  });
  const { opened, programs } = fakeBrowser();
  const ran = await world.run([], { terminal, programs }, { TERM: 'dumb' }).catch((error: unknown) => {
    if (error instanceof Cancelled) return undefined;
    throw error;
  });
  await writeFile(config, text);
  const next = starts[1]?.at === 'picker' ? starts[1] : undefined;
  return { ran, opened, next, marked: next?.view?.marked };
}

const whyUnmarked = 'audit now leads to 777788889999/Other, not to 777788889999/Auditor.';
const leftBy = { back: back('audit', 'ystataws') };

test('a command, or the console, of marked roles of which one has changed: nothing is done, and that mark is gone', async () => {
  for (const ended of [
    { tag: 'command', profiles: ['audit', 'ystataws'], line: 'echo ran', ...leftBy },
    { tag: 'console', profiles: ['audit', 'ystataws'], ...leftBy },
  ] as const) {
    const { next, marked, opened, ran } = await whenMarkedHasChanged(ended);
    assert.deepEqual(marked, ['ystataws'], ended.tag);
    assert.equal(next?.notice, `Nothing was done. No longer marked: audit. ${whyUnmarked}`);
    assert.equal(next?.command, ended.tag === 'command' ? 'echo ran' : undefined);
    assert.deepEqual([opened.length, ran], [0, undefined]);
  }
});

test('the console of another role opens though a marked one has changed, whose mark is gone then', async () => {
  const ended = { tag: 'console', profiles: ['prod-readonly'], ...leftBy } as const;
  const { next, marked, opened } = await whenMarkedHasChanged(ended);
  assert.equal(opened.length, 1);
  assert.deepEqual(marked, ['ystataws']);
  assert.equal(next?.notice, `No longer marked: audit. ${whyUnmarked}`);
});

test('the list that comes back from a form or an undo has no mark on a role that has changed meanwhile', async () => {
  const ended = { tag: 'verb', verb: 'undo', profile: 'ystataws', ...leftBy } as const;
  const { next, marked } = await whenMarkedHasChanged(ended);
  assert.deepEqual(marked, ['ystataws']);
  assert.match(next?.notice ?? '', /No longer marked: audit\. audit now leads to 777788889999\/Other/);
});

test('doctor runs though a marked role has changed', async () => {
  const ended = { tag: 'verb', verb: 'doctor', profile: 'hub', ...leftBy } as const;
  const { next, ran } = await whenMarkedHasChanged(ended);
  assert.match(`${ran?.out}${ran?.error}`, /Looked at 12 profiles/);
  assert.equal(next, undefined);
});

test('on lines: live opens a role that is renewed, a subshell one that is not', async () => {
  for (const entry of ['live', 'subshell'] as const) {
    const { terminal } = onLines(chosen('ystataws', entry));
    const { outcome } = await world.run([], { terminal }, { TERM: 'dumb' });
    assert.ok(outcome.tag === 'handed-over');
    assert.equal(outcome.handOver.environment.AWS_CONFIG_FILE !== undefined, entry === 'live', entry);
  }
});

test('where no session is kept, the list knows by which ways in no guarded role is entered; with --live by none', async (context) => {
  const settings = join(world.home, 'rolecall', 'settings', 'settings.json');
  await mkdir(dirname(settings), { recursive: true, mode: 0o700 });
  await writeFile(settings, '{"version":1,"sessionStore":"none"}');
  context.after(() => rm(settings));
  for (const [words, unkept] of [
    [[], ['live']],
    [['--live'], ['subshell', 'live']],
    [['export'], undefined],
  ] as const) {
    const { starts, terminal } = onLines(chosen('prod-admin', 'live'));
    await assert.rejects(world.run([...words], { terminal }, { TERM: 'dumb' }), Cancelled);
    assert.deepEqual(
      starts.map((start) => start.at === 'picker' && start.unkept),
      [unkept, unkept],
      words.join(' '),
    );
    const { notice } = starts[1] as { readonly notice?: string };
    assert.equal(/prod-admin cannot be live here/.test(notice ?? ''), unkept !== undefined, notice);
  }
});

test('on lines: what keeps a role from being opened is said whole, and the list comes back', async () => {
  for (const result of [
    chosen('hub', 'subshell'),
    { ...consoleOf('hub'), back: { at: 'picker', filter: '', preselect: 'hub' } } as UiResult,
  ]) {
    const { starts, terminal } = onLines(result);
    await assert.rejects(world.run([], { terminal }, { TERM: 'dumb' }), Cancelled);
    const second = starts[1];
    assert.ok(second?.at === 'picker' && second.preselect === 'hub');
    assert.match(second.notice ?? '', /^✗? ?hub needs an MFA code[\s\S]*\n {2}to do /);
  }
});

test('on lines: a list without a profile is said in the words of a missing one', async () => {
  const { terminal } = onLines({ tag: 'nothing' });
  await assert.rejects(world.run(['nobody'], { terminal }, { TERM: 'dumb' }), (error) => {
    return error instanceof Problem && /nobody/.test(error.text.title);
  });
});

test('without a profile and without a terminal, the verb that was typed is named', async () => {
  const todo = async (...words: string[]) => {
    const ended = await world.run(words).then(
      () => assert.fail('somebody was asked'),
      (error: unknown) => error,
    );
    assert.ok(ended instanceof Problem);
    assert.deepEqual([ended.text.code, ended.text.exitCode], ['no-terminal', 2]);
    return ended.text.todo?.[0];
  };
  assert.equal(await todo(), 'Name the profile: rolecall exec PROFILE -- COMMAND');
  assert.equal(await todo('export'), 'Name the profile: rolecall export PROFILE');
  assert.equal(await todo('console'), 'Name the profile: rolecall console PROFILE');
});
