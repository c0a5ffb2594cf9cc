import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { roleSummaries } from '../../domain/profiles/resolve/summary.ts';
import { readServeAddress } from '../../domain/serving/address.ts';
import { commandHandOver } from '../../domain/shells/hand-over.ts';
import type { Outcome } from '../../outcome.ts';
import { problemText } from '../../output/problem-text.ts';
import { labelled, summary } from '../../output/table.ts';
import { Cancelled, Problem, wrongUsage } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { confirmed, nothingRun } from './shared/confirm-many.ts';
import { openRole } from './shared/open-role.ts';
import { targetNamed } from './shared/profile-named.ts';
import { checkLive, roleForCommand } from './shared/role-in-shell.ts';
import type { RoleOptions } from './shared/role-options.ts';
import { roleServer } from './shared/role-server.ts';
import type { RoleServer } from './shared/serve-role.ts';

type Several = {
  readonly profiles: readonly string[];
  /** As typed: a profile that only a glob found is confirmed, one that was named is not. */
  readonly named: readonly string[];
  readonly command: readonly [string, ...string[]];
  readonly options: RoleOptions;
  /** So many side by side. */
  readonly parallel: number;
  /** What a profile is called before its lines; its name unless given. */
  readonly nameOf?: (profile: string) => string;
};

/** Runs a command in every profile, each line labelled with its profile. The exit code is the first that is not 0. */
export async function runInEach(args: Arguments, context: Context, several: Several): Promise<Outcome> {
  const { output } = context;
  const at = readServeAddress(args.value('serve-on') ?? '');
  if (several.parallel > 1 && 'port' in at && at.port !== 0) {
    throw wrongUsage(
      'One port is not enough for several roles at the same time.',
      'Leave the port out, or --parallel.',
    );
  }
  await confirmGuarded(context, several, args.flag('live'));
  const place = await context.programs.several();
  let unwritten: Problem | undefined;
  const passOn: PassOn = (stream, text) => {
    try {
      return output.relay(stream, text);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      unwritten ??= error;
      return false;
    }
  };
  const since = context.clock.now();
  const { profiles, nameOf = asItIs } = several;
  const codes = new Map<string, number | 'left out'>();
  const waiting = [...profiles];
  const failFast = args.flag('fail-fast');
  const noMore = new AbortController();
  const next = () => (noMore.signal.aborted ? undefined : waiting.shift());
  const runNext = async (): Promise<void> => {
    for (let profile = next(); profile !== undefined; profile = next()) {
      const code = await runIn(context, several, profile, {
        isLive: args.flag('live'),
        asFile: args.flag('as-file'),
        serve: () => roleServer(args, context, { inShell: false }),
        place,
        passOn,
        since,
        noMore,
      });
      if (code !== undefined) codes.set(profile, code);
      if ((code !== 0 && failFast) || place.stoppedBy() !== undefined) noMore.abort();
    }
  };
  // Whatever ends one of them (a cancelled question) ends us when the commands that run have ended.
  const ends = await Promise.allSettled(
    Array.from({ length: Math.min(several.parallel, profiles.length) }, () =>
      runNext().catch((error: unknown) => {
        noMore.abort();
        throw error;
      }),
    ),
  );
  place.end();
  const cut = ends.find((end) => end.status === 'rejected');
  if (cut !== undefined && !(cut.reason instanceof Cancelled) && place.stoppedBy() === undefined) throw cut.reason;
  for (const profile of profiles) if (!codes.has(profile)) codes.set(profile, 'left out');
  const inOrder = profiles.map((profile) => [nameOf(profile), codes.get(profile) ?? 'left out'] as const);
  output.writeError(summary(inOrder, output.colors('error')));
  if (several.options.codeSource === undefined && place.hasUnread())
    output.writeError('· Commands in several roles get no standard input: what was piped in reached none of them.\n');
  if (unwritten !== undefined) throw unwritten;
  const stopped = place.stoppedBy();
  if (stopped !== undefined) return { tag: 'done', exitCode: stopped };
  if (cut !== undefined) throw cut.reason;
  const failed = inOrder.find(([, code]) => code !== 0 && code !== 'left out');
  return { tag: 'done', exitCode: failed === undefined ? 0 : Number(failed[1]) };
}

const asItIs = (profile: string): string => profile;

/** How long a role that is being opened may take to leave its screen after a signal. */
const leavePatienceMs = 500;

/** The last role that is being opened: two must not ask for codes on one terminal at a time. */
let lastOpened: Promise<unknown> = Promise.resolve();

/** Passes on what a command printed. @returns false where it cannot be any more */
type PassOn = Context['output']['relay'];

type How = {
  readonly place: Awaited<ReturnType<Context['programs']['several']>>;
  readonly passOn: PassOn;
  readonly isLive: boolean;
  readonly asFile: boolean;
  /** Each has a server of its own, where one is asked for. */
  readonly serve: () => Promise<RoleServer | undefined>;
  /** A question for a code that was refused is refused for all of them. Epoch milliseconds. */
  readonly since: number;
  /** Aborted where no command is started any more: a question was cancelled, one failed with `--fail-fast`, a signal came. */
  readonly noMore: AbortController;
};

/** @returns the exit code; undefined where the command was not started, for none is any more */
async function runIn(
  context: Context,
  several: Several,
  profile: string,
  { isLive, asFile, serve, place, passOn, since, noMore }: How,
): Promise<number | undefined> {
  const { output, env, debug } = context;
  const { command, profiles, options, nameOf = asItIs } = several;
  const label = labelled(nameOf(profile), profiles.map(nameOf), output.colors('out'));
  let server: RoleServer | undefined;
  try {
    server = await serve();
    const request = options.requestFor(await targetNamed(profile, context));
    const inTurn = async () => {
      // A guarded profile was named in full, or confirmed before.
      const opened = lastOpened.then(async () => {
        if (noMore.signal.aborted || place.stoppedBy() !== undefined) return undefined;
        return openRole(context, { ...options, request, since }).catch((error: unknown) => {
          // Before the next one's turn to open comes.
          if (!(error instanceof Problem)) noMore.abort();
          throw error;
        });
      });
      lastOpened = opened.catch(() => undefined);
      const session = await Promise.race([opened, place.stopped]);
      // A screen that is open gives the terminal back first.
      if (session === undefined) await Promise.race([lastOpened, context.clock.wait(leavePatienceMs)]);
      return session;
    };
    const role = await roleForCommand(context, { request, isLive, server, asFile }, inTurn, label);
    if (role === undefined) return undefined;
    if (noMore.signal.aborted) return undefined;
    return await place.run(commandHandOver(command, role, env), ({ stream, text }) => passOn(stream, label(text)));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const text = problemText(error.text, { colors: output.colors('error'), debug });
    for (const line of text.trimEnd().split('\n')) output.writeError(label(line));
    return error.text.exitCode ?? 1;
  } finally {
    server?.close();
  }
}

/** Asks about profiles with `rolecall_confirm` that only a glob found. @throws Cancelled, Problem where nobody can be asked */
async function confirmGuarded(
  context: Context,
  { profiles: found, named, options }: Several,
  isLive: boolean,
): Promise<void> {
  const guarded = roleSummaries(await context.profiles.load())
    .filter(({ name, confirm }) => confirm && found.includes(name) && !named.includes(name))
    .map(({ name }) => name);
  if (guarded.length === 0) return;
  for (const profile of isLive ? guarded : [])
    await checkLive(context, options.requestFor({ kind: 'profile', profile }));
  await confirmed(context, `Also in ${guarded.map(plain).join(', ')}?`, {
    title: `${guarded.join(', ')} ${guarded.length === 1 ? 'needs' : 'need'} to be confirmed, and there is no terminal to ask on.`,
    todo: ['Name it in full instead of with a glob, or leave it out.'],
    refused: nothingRun,
  });
}
