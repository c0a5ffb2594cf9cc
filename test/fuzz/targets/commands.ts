import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Command } from '../../../source/commands/registry/command.ts';
import { commands } from '../../../source/commands/registry/commands.ts';
import { dispatch } from '../../../source/commands/registry/dispatch.ts';
import { globalFlags, roleFlags } from '../../../source/commands/registry/flags.ts';
import type { Context } from '../../../source/context.ts';
import { KeyFileClosed } from '../../../source/domain/access-keys/problems.ts';
import type { ProfileFile } from '../../../source/domain/profiles/profile.ts';
import { loadProfiles } from '../../../source/domain/profiles/resolve/load.ts';
import { roleSummaries } from '../../../source/domain/profiles/resolve/summary.ts';
import { readDuration } from '../../../source/domain/profiles/values.ts';
import type { SessionStore } from '../../../source/domain/sessions/cache/store.ts';
import { defaultSettings } from '../../../source/domain/settings/settings.ts';
import { problemText } from '../../../source/output/problem-text.ts';
import { Cancelled, Problem, type ProblemText } from '../../../source/problem.ts';
import { hostile, mostly } from '../inputs.ts';
import { assertProblem, assertShowable, orProblem, orProblemLater, target } from '../target.ts';
import { configText } from './config.ts';

const empty: SessionStore = {
  read: async () => undefined,
  peek: () => undefined,
  write: async () => undefined,
  remove: async () => undefined,
  exclusively: (_key, _ready, work) => work(),
  forget: async () => ({ sessions: 0, mfaSessions: 0, unlabelled: 0, failed: [] }),
  present: async () => undefined,
  open: async () => [],
  saveRequest: async () => 'a'.repeat(40),
  savedRequest: async () => undefined,
  lastCodeStep: async () => undefined,
  noteCodeStep: async () => async () => undefined,
  isCodeUsed: async () => false,
};

const notHere = (what: string) => () =>
  Promise.reject(new Problem({ code: 'not-here', title: `There is no ${what} here.` }));

const stored = { accessKeyId: 'AKIAAAAAAAAAAAAAAAAA', user: 'arn:aws:iam::111122223333:user/mary', storedAt: 0 };

const paperKey = async (name: string, text: string) => {
  if (name === 'hub') throw new KeyFileClosed('/settings/access-keys.sealed', name);
  const current = { accessKeyId: stored.accessKeyId, secretAccessKey: text };
  return name === 'mary' ? { key: { current, user: stored.user }, place: 'keychain' } : undefined;
};

/** Keys of paper: mary's is there, hub's file is closed, and a command prints prod's. */
const paperKeys = (text: string) => ({
  known: () =>
    new Map([
      ['mary', { ...stored, place: 'keychain' }],
      ['hub', { ...stored, place: 'file', accessKeyId: text }],
      ['prod', { ...stored, place: 'command', user: text }],
    ]),
  recordFault: () => undefined,
  checkRecord: async () => undefined,
  notePrinted: async () => undefined,
  read: async (name: string) => (await paperKey(name, text))?.key,
  find: (name: string) => paperKey(name, text),
  printed: () => Promise.reject(new Error('It printed nothing.')),
  remove: async (name: string) => (name === 'prod' ? text : undefined),
  noKeychain: async () => 'There is none.',
  file: async () => ({
    path: '/settings/access-keys.sealed',
    state: () => 'closed',
    open: async () => false,
    close: () => undefined,
    isHeld: () => false,
    names: () => ['hub'],
  }),
  exclusively: (_name: string, work: () => unknown) => work(),
  rotations: async () => new Map(),
  noteRotation: async () => undefined,
});

const browser = { isShutOff: false, program: '/bin/b', name: 'b', title: 'B' };

/** Browsers of paper, each of which takes everything. */
const paperConsoles = {
  browsers: async () => [
    { ...browser, family: 'firefox', addOns: ['granted'] },
    { ...browser, family: 'chrome', addOns: [] },
  ],
  readsPages: async () => true,
  page: async () => 'file:///page.html',
  directory: async (name: string) => {
    assert.match(name, /^[a-z0-9-]{1,40}$/);
    return `/cache/consoles/${name}`;
  },
  start: async (command: readonly string[]) => {
    assert.ok(command.every((each) => !each.includes('\0')));
    return true;
  },
  forget: async () => ({ removed: 1, open: ['/cache/consoles/a'], failed: [] }),
  digest: () => 'a'.repeat(64),
};

/** A world of paper: files as texts, nobody at the terminal, no network. What is said is kept. */
function paperContext(config: string, env: Record<string, string>) {
  const said: string[] = [];
  const aws = { config: '/home/mary/.aws/config', credentials: '/home/mary/.aws/credentials' };
  const file = (kind: ProfileFile['kind']): ProfileFile => ({
    kind,
    path: aws[kind],
    text: kind === 'config' ? config : undefined,
  });
  const load = async () => loadProfiles(file('config'), file('credentials'));
  const asking = {
    ...defaultSettings,
    mfaAsk: [config.slice(0, 9), '{device} {profile}'],
    consoleIn: { in: 'command', command: ['b', config.slice(0, 9), '{name}', '{url}'] },
  };
  const never = () => new Promise<void>(() => undefined);
  const context = {
    env,
    debug: true,
    inPlace: undefined,
    output: port({
      write: () => undefined,
      writeError: (text: string) => void said.push(text),
      tryError: (text: string) => void said.push(text),
      colors: () => false,
      canvas: () => undefined,
      messageColumns: () => 80,
      columns: () => 80,
      isTerminal: () => false,
    }),
    terminal: port({
      readLine: () => config.slice(0, 6),
      readAll: () => config,
      isInput: () => false,
      askHidden: async (question: string) => {
        said.push(question);
        return config.slice(0, 3);
      },
      askInTurn: async (questions: readonly { readonly text: string }[]) => {
        said.push(...questions.map(({ text }) => text));
        return questions.map(() => config.slice(0, 3));
      },
      open: async () => undefined,
      isThere: async () => false,
      endWithCaller: () => undefined,
      interrupted: () => ({ signal: new AbortController().signal, end: () => undefined }),
      ask: async (question: string) => {
        // A person does not answer the same for ever.
        if (said.filter((one) => one === question).length > 3) throw new Cancelled();
        said.push(question);
        return 'yes';
      },
    }),
    clock: { now: () => 0, wait: never, deadline: never },
    files: port({ aws, own: { home: '/home/mary', cache: '/cache', settings: '/settings' }, read: async () => config }),
    profiles: port({ load, file, roles: async () => roleSummaries(await load()) }),
    settings: {
      load: async () => asking,
      found: async () => ({ settings: asking, faults: [] }),
      change: async () => defaultSettings,
      untold: () => ({ path: '', faults: [] }),
    },
    sessions: port({
      store: async () => empty,
      unwritten: () => undefined,
      outside: { accessKeyId: undefined, metadata: undefined },
      turnToAsk: async () => ({
        missedSince: () => undefined,
        noteMissed: async () => undefined,
        release: async () => undefined,
      }),
    }),
    accessKeys: port(paperKeys(config.slice(0, 20))),
    aws: port({ warmUp: () => undefined, userKeys: () => port({}), userDevices: () => port({}) }),
    portals: port({ inventories: { read: () => undefined } }),
    shell: port({}),
    programs: port({
      leadsBack: async () => false,
      browser: async () => ({
        missing: config.length % 2 ? config.slice(0, 9) : undefined,
        open: async () => undefined,
      }),
      consoles: async () => paperConsoles,
      serve: paperServer,
      askCode: async () => ({ tag: 'ended', code: config.length % 2, out: config.slice(0, 6) }),
    }),
    demo: port({ codeHint: async () => undefined }),
  } as unknown as Context;
  return { context, said };
}

/** A server that is asked once, as soon as it listens. */
const paperServer: Context['programs']['serve'] = async (_at, current, heard) => {
  heard('another token');
  heard((await current()).status);
  return { uri: 'http://127.0.0.1:9/x', token: 'x', close: () => undefined };
};

/** What else a verb reaches for is not there, and says so as a disk or a network would. */
const port = (given: object) =>
  new Proxy(given, {
    get: (target, name) =>
      // No promise: it may come out of an asynchronous function.
      Reflect.get(target, name) ?? (name in target || name === 'then' ? undefined : notHere(String(name))),
  });

/** A verb that has verbs is called by both words. */
const verbs = commands.flatMap(({ verbs: own, ...command }): readonly Command[] => [command, ...(own ?? [])]);
const flags = [...new Set([...verbs.flatMap((command) => command.flags), ...roleFlags, ...globalFlags])];
const word = fc.oneof(
  fc.constantFrom('mary', 'hub', 'prod', 'a', '*', '-', '--', 'true', '444455556666', 'k=v', '1h'),
  fc.constantFrom(...flags).map(({ name }) => `--${name}`),
  fc.tuple(fc.constantFrom(...flags), hostile).map(([{ name }, value]) => `--${name}=${value}`),
  hostile,
);
const commandLine = fc
  .tuple(mostly(fc.constantFrom(...verbs.map(({ name }) => name.split(' ')))), fc.array(word, { maxLength: 6 }))
  .map((parts) => parts.flat());
const inRole = fc.option(fc.record({ ROLECALL_PROFILE: hostile, ROLECALL_SESSION: hostile }), { nil: {} });

/** Whole command lines over hostile files: an outcome or a problem in words, and nothing said that steers a terminal. */
export const commandLines = target({
  name: 'command lines',
  weight: 12,
  inputs: fc.tuple(commandLine, configText, inRole),
  attempt: async ([argv, config, env]) => {
    const { context, said } = paperContext(config, { ...env });
    await orProblemLater(async () => {
      const outcome = await dispatch(argv, context);
      if (outcome.tag === 'failed') assertProblem(outcome.problem);
    });
    for (const text of said) assertShowable(text, `rolecall ${JSON.stringify(argv)}`);
  },
});

const length = fc
  .array(fc.tuple(fc.double({ noNaN: true }), fc.constantFrom('s', 'm', 'h', 'd', '', ' h', 'H', 'w')), {
    maxLength: 4,
  })
  .map((parts) => parts.flat().join(''));

/** Lengths of time: seconds, or a problem. */
export const durations = target({
  name: 'durations',
  weight: 8,
  inputs: fc.oneof(length, hostile, fc.integer().map(String)),
  attempt: (text) => {
    const seconds = orProblem(() => readDuration(text, 'duration'));
    if (seconds !== undefined) assert.ok(seconds >= 0 && Number.isInteger(seconds), `${seconds} seconds`);
  },
});

const problem: fc.Arbitrary<ProblemText> = fc.record(
  {
    code: fc.constant('fuzzed'),
    title: hostile.map((text) => `x${text}`),
    tried: hostile,
    said: hostile,
    means: hostile,
    todo: fc.array(hostile, { maxLength: 3 }),
    at: fc.array(fc.record({ file: hostile, line: fc.nat() }), { maxLength: 2 }),
    debug: fc.dictionary(hostile, hostile, { maxKeys: 2 }),
  },
  { requiredKeys: ['code', 'title'] },
);

/** Problems out of everything that AWS, a file or a name can bring. */
export const problems = target({
  name: 'problem texts',
  weight: 10,
  inputs: problem,
  attempt: (text) => {
    assertProblem(new Problem(text));
    const shown = problemText(text, { colors: false, debug: false });
    const fields = [text.title, text.tried, text.said, text.means, ...(text.todo ?? [])].filter((field) => field);
    assert.equal(shown.split('\n').length - 1, fields.length + (text.at?.length ?? 0), 'one line each');
  },
});
