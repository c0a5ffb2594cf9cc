import type { Context } from '../../context.ts';
import { roleSummaries } from '../../domain/profiles/resolve/summary.ts';
import type { SwitchRequest, Target } from '../../domain/sessions/plan/request.ts';
import { commandHandOver } from '../../domain/shells/subshell.ts';
import type { Outcome } from '../../outcome.ts';
import { problemText } from '../../output/problem-text.ts';
import { labelled, summary } from '../../output/table.ts';
import { Cancelled, Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { codeSource } from './shared/asker.ts';
import { openDirectly } from './shared/open-role.ts';
import { roleInShell } from './shared/role-in-shell.ts';
import { readCacheUse } from './shared/role-request.ts';

type Several = {
  readonly profiles: readonly string[];
  /** As they were typed: what a glob stood for is confirmed, what was named is not. */
  readonly named: readonly string[];
  readonly command: readonly [string, ...string[]];
  readonly wish: (target: Target) => SwitchRequest;
};

/** Runs a command in every profile; each line says whose it is. Ends with the first code that is not 0. */
export async function runInEach(args: Arguments, context: Context, several: Several): Promise<Outcome> {
  await confirmGuarded(context, several);
  const { profiles } = several;
  const codes = new Map<string, number | 'left out'>();
  const waiting = [...profiles];
  const failFast = args.flag('fail-fast');
  const runNext = async (): Promise<void> => {
    for (let profile = waiting.shift(); profile !== undefined; profile = waiting.shift()) {
      const code = await runIn(args, context, several, profile);
      codes.set(profile, code);
      if (code !== 0 && failFast) waiting.length = 0;
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes(args), profiles.length) }, runNext));
  for (const profile of profiles) if (!codes.has(profile)) codes.set(profile, 'left out');
  const inOrder = profiles.map((profile) => [profile, codes.get(profile) ?? 'left out'] as const);
  context.writeError(summary(inOrder, context.colors('error')));
  const failed = inOrder.find(([, code]) => code !== 0 && code !== 'left out');
  return { tag: 'done', exitCode: failed === undefined ? 0 : Number(failed[1]) };
}

/** One question at a time: two roles must not ask for codes on the same terminal. */
let questions: Promise<unknown> = Promise.resolve();

async function runIn(args: Arguments, context: Context, several: Several, profile: string): Promise<number> {
  const { command, profiles, wish } = several;
  const label = labelled(profile, profiles, context.colors('out'));
  try {
    // A guarded one was named in full, or answered for.
    const opening = { request: wish({ kind: 'profile', profile }), use: readCacheUse(args), confirmed: true };
    const opened = questions.then(() => openDirectly(context, opening, codeSource(args, context)));
    questions = opened.catch(() => undefined);
    const role = await roleInShell(context, await opened);
    return await context.runLabelled(commandHandOver(command, role, context.env), ({ stream, text }) =>
      stream === 'out' ? context.writeOut(label(text)) : context.writeError(label(text)),
    );
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const text = problemText(error.text, { colors: context.colors('error'), debug: context.debug });
    for (const line of text.trimEnd().split('\n')) context.writeError(label(line));
    return error.text.exitCode ?? 1;
  }
}

function lanes(args: Arguments): number {
  const given = args.value('parallel');
  if (given === undefined) return 1;
  if (/^[1-9]\d{0,2}$/.test(given)) return Number(given);
  throw new Problem({
    code: 'usage',
    title: `--parallel ${given} is not a number of profiles.`,
    todo: ['Write --parallel 4.'],
    exitCode: 2,
  });
}

/** Profiles with `rolecall_confirm` that only a glob named. @throws Cancelled, Problem where nobody can be asked */
async function confirmGuarded(context: Context, { profiles, named }: Several): Promise<void> {
  const guarded = roleSummaries(await context.profiles())
    .filter(({ name, confirm }) => confirm && profiles.includes(name) && !named.includes(name))
    .map(({ name }) => name);
  if (guarded.length === 0) return;
  const answer = await context.askLine(`Also in ${guarded.join(', ')}? Type yes to go on: `);
  if (answer === 'no terminal') {
    throw new Problem({
      code: 'confirmation-needed',
      title: `${guarded.join(', ')} wants to be confirmed, and there is no terminal to ask.`,
      todo: ['Name it in full instead of by a glob, or leave it out.'],
    });
  }
  if (answer?.typed.trim().toLowerCase() !== 'yes') throw new Cancelled();
}
