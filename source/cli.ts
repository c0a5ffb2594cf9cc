import { leaveWithoutHarm } from './adapters/processes/exit.ts';
import { untilFinished } from './adapters/processes/unfinished.ts';
import { columnsOf, isTerminal, relay, writeError } from './adapters/terminal/streams.ts';
import { codeOfSignal, giveTerminalsBack } from './adapters/terminal/watch.ts';
import { dispatch, isGlobalGiven, tellsLate } from './commands/registry/dispatch.ts';
import { type Context, createContext } from './context.ts';
import { renewalPatienceMs } from './domain/sessions/cache/margins.ts';
import { type InPlaceCall, readInPlace } from './domain/shells/in-place.ts';
import { outsideKeysVariable } from './domain/shells/names.ts';
import { inUpperCase } from './domain/windows.ts';
import type { Outcome } from './outcome.ts';
import { Cancelled, Problem } from './problem.ts';
import { version } from './version.ts';

/** The whole program: the only place that ends the process, on any outcome. */
export async function main(): Promise<void> {
  const call = readInPlace(process.argv.slice(2));
  // Its answer holds keys: it is for a shell to read, and for nobody to see.
  if (call !== undefined && isTerminal(1)) process.exit(2);
  if (call?.renew) process.exit(await renewForPrompt(call.where));
  const argv = call?.argv ?? process.argv.slice(2);
  const options = {
    env: ownEnvironment(),
    debug: isGlobalGiven('debug', argv),
    noColor: isGlobalGiven('no-color', argv),
    screenReader: isGlobalGiven('screen-reader', argv),
    inPlace: call?.where,
    tellsLate: call === undefined && tellsLate(argv),
    run: dispatch,
  };
  const context = await trying(() => createContext(options), options.noColor);
  const bug = Promise.withResolvers<never>();
  const caught = (error: unknown) => {
    // Whoever draws on a terminal puts it back first; the error then comes out of there.
    if (giveTerminalsBack(error)) setTimeout(() => bug.reject(error), 1_000);
    else bug.reject(error);
  };
  // Of a rejection that nobody handles, the runtime would print what the error holds, keys included.
  process.on('uncaughtException', caught).on('unhandledRejection', caught);
  // The runtime would say 0 of a program that ends with its work undone.
  process.once('beforeExit', () => bug.reject(new UnfinishedError('Nothing is left to wait for.')));
  const ended = settle(dispatch(argv, context)).then(async (outcome) => {
    await tellSettings(context);
    await tellUnwritten(context);
    return finish(outcome, context);
  });
  const exitCode = await Promise.race([ended, bug.promise]).catch((error: unknown) => crashed(error, context));
  await untilFinished(tellWait);
  leaveWithoutHarm(exitCode);
  process.exit(exitCode);
}

/** The renewal before a prompt: a shell waits for it, and not for long. @returns the exit code */
async function renewForPrompt(where: InPlaceCall['where']): Promise<number> {
  const { renewApart } = await import('./adapters/processes/renew-apart.ts');
  const renewed = await renewApart(where, renewalPatienceMs);
  if (renewed === undefined) {
    writeError('AWS did not answer before the prompt had to be drawn. Its answer will be used for the next one.\n');
    return 1;
  }
  relay('error', renewed.error);
  relay('out', renewed.out);
  return renewed.exitCode;
}

/**
 * The environment, with the person's own keys of before the role. Nothing that is started without an environment of its own
 * (a browser, the embedded AWS) inherits those.
 */
function ownEnvironment(): NodeJS.ProcessEnv {
  const isWindows = process.platform === 'win32';
  if (process.env[outsideKeysVariable] === undefined && !isWindows) return process.env;
  const env = isWindows ? inUpperCase(process.env) : { ...process.env };
  delete process.env[outsideKeysVariable];
  return env;
}

/** What cannot even be begun, such as with a ROLECALL_HOME that cannot be trusted, is said as any problem is. */
async function trying<T>(begin: () => T, noColor: boolean): Promise<T> {
  try {
    return begin();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { problemText } = await import('./output/problem-text.ts');
    writeError(
      problemText(error.text, {
        colors: !noColor && isTerminal(2),
        debug: false,
        columns: columnsOf('error') ?? Number.POSITIVE_INFINITY,
      }),
    );
    process.exit(error.text.exitCode ?? 1);
  }
}

class UnfinishedError extends Error {}

async function crashed(error: unknown, context: Context): Promise<number> {
  const { crashText } = await import('./output/crash-text.ts');
  const machine = `bun ${Bun.version} on ${process.platform}-${process.arch}`;
  context.output.writeError(crashText(error, { version, machine, debug: context.debug }));
  return 1;
}

const tellWait = (): void =>
  writeError('Waiting for AWS to renew a sign-in, which would be lost without its answer. Ctrl+C stops at once.\n');

/** Settings that cannot be understood, on every run that reads them. */
async function tellSettings({ settings, output }: Context): Promise<void> {
  const { path, faults } = settings.untold();
  if (faults.length === 0) return;
  const { settingsTold } = await import('./domain/settings/explain.ts');
  output.writeError(settingsTold(path, faults));
}

/** A session that was not kept, so that the next run asks for a code again, or was not sealed: nobody would know why. */
async function tellUnwritten({ sessions, files, output }: Context): Promise<void> {
  const [code, why] = [sessions.unwritten(), sessions.unsealed()];
  if (code !== undefined) {
    const { unwrittenTold } = await import('./domain/machine/cache.ts');
    output.writeError(unwrittenTold(files.own.cache, code));
  } else if (why !== undefined) {
    const { unsealedTold } = await import('./domain/machine/sessions.ts');
    output.writeError(unsealedTold(why));
  }
}

/** Expected failures and cancels become outcomes; a bug stays an exception. */
async function settle(running: Promise<Outcome>): Promise<Outcome> {
  try {
    return await running;
  } catch (error) {
    if (error instanceof Problem) return { tag: 'failed', problem: error };
    if (error instanceof Cancelled) return { tag: 'cancelled' };
    throw error;
  }
}

async function finish(outcome: Outcome, context: Context): Promise<number> {
  switch (outcome.tag) {
    case 'done':
      return outcome.exitCode ?? 0;
    case 'cancelled':
      return codeOfSignal() ?? 130;
    case 'failed': {
      const { problemOn } = await import('./commands/shared/problem-on.ts');
      context.output.writeError(problemOn(outcome.problem.text, context));
      return outcome.problem.text.exitCode ?? 1;
    }
    case 'handed-over': {
      context.terminal.leave();
      const { becomes } = await import('./adapters/processes/hand-over.ts');
      const { handOver, whenEnded } = outcome;
      await untilFinished(tellWait);
      const running = becomes(handOver, { child: whenEnded !== undefined }).finally(whenEnded);
      return settle(running.then((exitCode) => ({ tag: 'done', exitCode }))).then((ended) => finish(ended, context));
    }
  }
}
