import type { PassphraseQuestion } from '../../domain/access-keys/problems.ts';
import type { CodeQuestion, OtherDevice } from '../../domain/mfa/ask.ts';
import { foundNote } from '../../domain/sessions/open/devices.ts';
import type { Progress } from '../../domain/sessions/session.ts';
import type { Given, Signer } from '../../domain/sign-in/flow.ts';
import { problemText } from '../../output/problem-text.ts';
import { Cancelled, Problem, type ProblemText } from '../../problem.ts';
import type { Action, Effect } from './actions.ts';
import type { SignInOffer, UiPorts, UiResult } from './ports.ts';

type Dispatch = (action: Action) => void;

/** A key held down moves on every 30 ms: rows that are only passed are not looked up. Milliseconds. */
const restBeforeLook = 40;

/** Steps come close together, and drawing one takes as long as sending the next call. Milliseconds. */
const betweenSteps = 30;

/** A question that takes one answer. @param over aborted when nobody is to be asked any more */
function questionUntil<T>(over: AbortSignal) {
  let take: (given: T) => void = none;
  return {
    /** @throws Cancelled when the signal is given, and where it was */
    ask: (show: () => void) =>
      new Promise<T>((resolve, reject) => {
        if (over.aborted) return reject(new Cancelled());
        over.addEventListener('abort', () => reject(new Cancelled()));
        take = resolve;
        show();
      }),
    answer: (given: T): void => take(given),
  };
}

/** What one opening asks the person. The answers are its own: an opening that was given up gets none of the next one's. */
function questionsOf(id: number, dispatch: Dispatch, signal: AbortSignal) {
  const code = questionUntil<string | OtherDevice>(signal);
  const passphrase = questionUntil<string>(signal);
  const offered = questionUntil<void>(signal);
  let give: (given: Given) => void = none;
  const signer: Signer = {
    shown: (page) => dispatch({ type: 'signInPage', id, page }),
    told: (text) => dispatch({ type: 'signInTold', id, text }),
    given: (until) =>
      new Promise((resolve) => {
        give = resolve;
        until.addEventListener('abort', () => resolve(undefined));
      }),
  };
  return {
    hooks: {
      ask: (question: CodeQuestion) => code.ask(() => dispatch({ type: 'asked', id, question })),
      unlock: (question: PassphraseQuestion) => passphrase.ask(() => dispatch({ type: 'locked', id, question })),
      signIn: async ({ to, at, begin }: SignInOffer) => {
        await offered.ask(() => dispatch({ type: 'offered', id, to, at }));
        if (signal.aborted) throw new Cancelled();
        await begin(signer, signal);
      },
      signal,
    },
    answer: code.answer,
    unlock: passphrase.answer,
    signIn: offered.answer,
    give: (given: Given) => give(given),
  };
}

/** Carries out the reducer's effects. `finish` is called once, with the way the UI ended. */
export function createEffects(ports: UiPorts, finish: (result: UiResult) => void, fail: (error: unknown) => void) {
  let controller = new AbortController();
  /** Those of the opening that the screen is about. */
  let questions: ReturnType<typeof questionsOf> | undefined;
  let looking: NodeJS.Timeout | undefined;

  async function open(id: number, profile: string, dispatch: Dispatch): Promise<void> {
    abandon();
    controller = new AbortController();
    const { signal } = controller;
    const steps = inBursts<Progress>(betweenSteps, (event) => dispatch({ type: 'progressed', id, event }));
    const afterSteps: Dispatch = (action) => {
      steps.flush();
      dispatch(action);
    };
    try {
      const changed = ports.changed && (await ports.changed(profile));
      if (changed !== undefined)
        dispatch(signal.aborted ? { type: 'found', roles: changed.roles } : { type: 'changed', ...changed });
      if (signal.aborted || changed?.says !== undefined) return;
      questions = questionsOf(id, afterSteps, signal);
      const session = await ports.open(profile, { ...questions.hooks, progress: steps.add });
      // A shell opens now: nobody would see the last steps.
      steps.drop();
      dispatch({ type: 'opened', id, session });
    } catch (error) {
      steps.flush();
      if (signal.aborted) return;
      if (error instanceof Cancelled) dispatch({ type: 'withdrawn', id });
      else if (error instanceof Problem) dispatch({ type: 'refused', id, problem: error.text });
      else fail(error);
    }
  }

  function abandon(): void {
    controller.abort();
    questions = undefined;
  }

  function look(profile: string, dispatch: Dispatch): void {
    clearTimeout(looking);
    looking = setTimeout(async () => {
      const [identity, chain] = await Promise.all([ports.identity(profile).catch(none), chainOf(ports, profile)]);
      dispatch({ type: 'looked', profile, identity, chain });
    }, restBeforeLook);
  }

  function run(effect: Effect, dispatch: Dispatch): void {
    switch (effect.type) {
      case 'open':
        void open(effect.id, effect.profile, dispatch);
        return;
      case 'answer':
        questions?.answer(effect.code);
        return;
      case 'signIn':
        questions?.signIn();
        return;
      case 'unlock':
        questions?.unlock(effect.passphrase);
        return;
      case 'give':
        questions?.give(effect.given);
        return;
      case 'turn':
        questions?.answer({ device: effect.device });
        return;
      case 'remember':
        ports.rememberDevice(effect.found).then(
          (note) => dispatch({ type: 'remembered', note }),
          // The role is open all the same, and the person can write the line by hand.
          (error: unknown) => {
            const note = `Not written: ${textOf(error).title} ${foundNote(effect.found)}`;
            dispatch({ type: 'remembered', note });
          },
        );
        return;
      case 'abandon':
        abandon();
        return;
      case 'look':
        look(effect.profile, dispatch);
        return;
      case 'explain':
      case 'copies':
      case 'save':
        void outcomeOf(ports, effect).then((actions) => actions.forEach(dispatch));
        return;
      case 'hint':
        void ports
          .codeHint?.(effect.serial)
          .then((code) => dispatch({ type: 'hinted', serial: effect.serial, code }), none);
        return;
      case 'copy':
        if (!ports.copy(effect.text)) dispatch({ type: 'unsaved', reason: notCopied });
        return;
      case 'finish':
        finish(effect.result);
        return;
    }
  }

  const stop = (): void => {
    clearTimeout(looking);
    abandon();
  };
  return { run, stop };
}

/** Carries out an effect that asks the person nothing. @returns the actions that its outcome is */
export async function outcomeOf(ports: UiPorts, effect: Effect): Promise<readonly Action[]> {
  switch (effect.type) {
    case 'explain': {
      const { profile } = effect;
      return asListed(ports, profile, async () => ({
        type: 'explained',
        profile,
        text: await ports.show(profile).catch(told),
      }));
    }
    case 'copies': {
      const { profile } = effect;
      return asListed(ports, profile, async () => ({
        type: 'copiesKnown',
        profile,
        copies: await ports.copies(profile),
      }));
    }
    case 'save':
      return ports.savePreferences(effect.change).then(
        () => [],
        (error: unknown) => [{ type: 'unsaved', reason: `Not saved: ${textOf(error).title}` }],
      );
    default:
      return [];
  }
}

/** Does something with a role that still is what its row says. */
async function asListed(ports: UiPorts, profile: string, work: () => Promise<Action>): Promise<readonly Action[]> {
  try {
    const changed = await ports.changed?.(profile);
    if (changed === undefined) return [await work()];
    const relist: Action = { type: 'changed', ...changed };
    return changed.says === undefined ? [relist, await work()] : [relist];
  } catch (error) {
    return [{ type: 'unsaved', reason: textOf(error).title }];
  }
}

const notCopied = 'Not copied: it is too long for the terminal. Select it with the mouse.';

const none = (): undefined => undefined;

/** The chain, or the problem with it: the list goes on without it. */
function chainOf(ports: UiPorts, profile: string): ReturnType<UiPorts['explain']> {
  return ports.explain(profile).catch((error: unknown) => ({ problem: textOf(error) }));
}

const told = (error: unknown): string => problemText(textOf(error), { colors: false, debug: false });

const textOf = (error: unknown): ProblemText =>
  error instanceof Problem
    ? error.text
    : { code: 'unexpected', title: error instanceof Error ? error.message : String(error) };

type Bursts<T> = {
  /** Hands the value on within `pause` ms, together with those that come meanwhile. */
  readonly add: (each: T) => void;
  /** Hands the waiting values on, now. */
  readonly flush: () => void;
  /** Forgets the waiting values. */
  readonly drop: () => void;
};

/** Collects values that come close together, and hands them on in one go. @param pause milliseconds */
export function inBursts<T>(pause: number, handOn: (each: T) => void): Bursts<T> {
  let waiting: T[] = [];
  let timer: NodeJS.Timeout | undefined;
  const drop = (): T[] => {
    clearTimeout(timer);
    timer = undefined;
    const due = waiting;
    waiting = [];
    return due;
  };
  const flush = (): void => {
    for (const each of drop()) handOn(each);
  };
  return {
    add: (each) => {
      waiting.push(each);
      timer ??= setTimeout(flush, pause);
    },
    flush,
    drop,
  };
}
