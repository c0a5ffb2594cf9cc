import { Cancelled, Problem } from '../../problem.ts';
import { plain } from '../display/sanitize.ts';
import { mfaAskPatienceMs } from '../sessions/cache/margins.ts';
import { type AskCode, type CodeQuestion, type Meanwhile, nothingElse } from './ask.ts';
import { codeStep, type MfaDevice, readCode, stepAt } from './code.ts';

/** What `mfaAsk` is asked for. */
export type ProgramQuestion = {
  readonly device: MfaDevice;
  readonly profile: string;
  /** 1 for the first time that it is started for a session. */
  readonly attempt: number;
};

/** The words of `mfaAsk` with what it is asked for in their placeholders. The first names the program and stays as it is. */
export function programWords(
  [program = '', ...words]: readonly string[],
  { device, profile }: ProgramQuestion,
): readonly [program: string, ...args: string[]] {
  const values = new Map([
    ['{device}', device.label],
    ['{serial}', device.serial],
    ['{profile}', profile],
  ]);
  const filled = words.map((word) =>
    word.replace(/\{(?:device|serial|profile)\}/g, (name) => plain(values.get(name) ?? name)),
  );
  return [program, ...filled];
}

/** The same for the program's environment. */
export const programVariables = ({ device, profile, attempt }: ProgramQuestion) => ({
  ROLECALL_MFA_DEVICE: plain(device.label),
  ROLECALL_MFA_SERIAL: plain(device.serial),
  ROLECALL_MFA_PROFILE: plain(profile),
  ROLECALL_MFA_ATTEMPT: String(attempt),
});

/** How `mfaAsk` ended. What it printed is a secret, whatever it is. */
export type ProgramAnswer =
  | { readonly tag: 'ended'; readonly code: number | null; readonly out: string }
  /** A sentence, where it could not be run to its end. */
  | { readonly tag: 'failed'; readonly why: string };

/** The code that it gave, or why there is none. Never quotes what it printed. */
export function readAnswer(answer: ProgramAnswer): { readonly code: string } | { readonly why: string } {
  if (answer.tag === 'failed') return { why: answer.why };
  if (answer.code === null) return { why: 'It was killed by a signal.' };
  if (answer.code !== 0) return { why: `It exited with ${answer.code}: it was cancelled, or it failed.` };
  const printed = answer.out.trim();
  if (printed === '') return { why: 'It printed nothing.' };
  const code = printed.includes('\n') ? undefined : readCode(printed);
  return code === undefined ? { why: 'It printed something other than one six-digit code.' } : { code };
}

/** What is said where the program did not end by itself. */
export const noAnswerInTime = `It did not answer within ${mfaAskPatienceMs / 1000} s, and was stopped.`;

const leadsBack = 'It leads back to itself: it starts rolecall, which would start it again.';

/** The right to ask for a code of a device by `mfaAsk`: one process has it at a time. */
export type AskTurn = {
  /** Why the question before ours got no code, where that was after this time (epoch milliseconds). */
  readonly missedSince: (time: number) => string | undefined;
  /** For those who wait: they are not asked the same again. */
  readonly noteMissed: (why: string) => Promise<void>;
  readonly release: () => Promise<void>;
};

/** The outside world, as far as `mfaAsk` needs it. */
export type ProgramAsking = {
  readonly profile: string;
  /** Where the setting stands. */
  readonly path: string;
  /** Whether it runs around us, and has started us: it would wait for itself. */
  readonly leadsBack: () => Promise<boolean>;
  /** Waits for the turn. @throws where the signal ends that */
  readonly turn: (serial: string, until: AbortSignal) => Promise<AskTurn>;
  /** Starts the program. @throws Cancelled where we are ended meanwhile */
  readonly run: (question: ProgramQuestion, until: AbortSignal) => Promise<ProgramAnswer>;
  /** Whether a person can be asked in another way. */
  readonly hasPerson: () => Promise<boolean>;
  /** Epoch milliseconds: a refusal after this is one of this question as well. */
  readonly since: number;
  readonly now: () => number;
  /** Waits so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
};

/** So often it is started for one session, where nobody sits at a terminal. */
const mostAttempts = 3;

/**
 * Takes codes from `mfaAsk`. Where it gives none, or one that AWS does not take, the person is asked instead; where there is
 * no person it is asked again, for codes that AWS did not take. No code of it is sent twice.
 * @returns `end` gives the turn to others: call it when the session is open, or is not to be
 */
export function askProgram(ports: ProgramAsking, person: AskCode): { ask: AskCode; end: () => Promise<void> } {
  const given = new Set<string>();
  let attempt = 0;
  let turn: AskTurn | undefined;

  const end = async () => {
    const own = turn;
    turn = undefined;
    await own?.release();
  };
  const askPerson: AskCode = async (question, meanwhile) => {
    // Programs elsewhere are not kept waiting by somebody who types.
    await end();
    return person(question, meanwhile);
  };
  const waitForCode = async (meanwhile: Meanwhile) => {
    const notBefore = await meanwhile.notBefore();
    if (notBefore !== undefined) await ports.wait(Math.max(0, notBefore - ports.now()));
  };
  const ask: AskCode = async (question, meanwhile = nothingElse) => {
    const { device } = question;
    for (;;) {
      if (attempt > 0 && (await ports.hasPerson())) return askPerson(question, meanwhile);
      if (await ports.leadsBack()) throw programFailed(question, leadsBack, ports.path);
      if (attempt === mostAttempts) throw programRejected(device.label, ports.path);
      turn ??= await ports.turn(device.serial, meanwhile.until);
      await waitForCode(meanwhile);
      // Whoever had the turn before may have opened what is needed here.
      if (meanwhile.until.aborted || (await meanwhile.isReady())) {
        await end();
        throw new Cancelled();
      }
      const missed = turn.missedSince(ports.since);
      attempt += 1;
      const answer =
        missed === undefined
          ? readAnswer(await ports.run({ device, profile: ports.profile, attempt }, meanwhile.until))
          : { why: missed };
      if ('why' in answer) {
        if (missed === undefined) await turn.noteMissed(answer.why);
        if (!(await ports.hasPerson())) throw programFailed(question, answer.why, ports.path);
        return askPerson({ ...question, missed: answer.why }, meanwhile);
      }
      if (!given.has(answer.code)) {
        given.add(answer.code);
        return answer.code;
      }
      // A program that computes codes shows another one then.
      if (!(await ports.hasPerson())) await ports.wait((stepAt(ports.now()) + 1) * codeStep - ports.now());
    }
  };
  return { ask, end };
}

/** Asks the person who takes over from the programs, with the news of what became of their codes. */
export function askAfter(before: CodeQuestion, person: AskCode): AskCode {
  let isFirst = true;
  return (question, meanwhile) => {
    const news = isFirst && question.device.serial === before.device.serial ? newsOf(before) : {};
    isFirst = false;
    return person({ ...question, ...news, attempt: question.attempt + before.attempt - 1 }, meanwhile);
  };
}

const newsOf = ({ rejected, missed, instead }: CodeQuestion) => ({
  ...(rejected !== undefined && { rejected }),
  ...(missed !== undefined && { missed }),
  ...(instead !== undefined && { instead }),
});

function programFailed({ device, instead }: CodeQuestion, why: string, path: string): Problem {
  return new Problem({
    code: 'mfa-ask-failed',
    title: `mfaAsk gave no code for ${device.label}.`,
    ...(instead !== undefined && { tried: instead.text.title }),
    means: why,
    todo: [
      `mfaAsk is set in ${path}: run its command by hand to see what it says.`,
      'Or open the role once in a terminal: its MFA session then serves other programs for hours.',
    ],
  });
}

function programRejected(label: string, path: string): Problem {
  return new Problem({
    code: 'mfa-wrong-code',
    title: `AWS did not accept the codes for ${label} that mfaAsk gave.`,
    means: `It was asked ${mostAttempts} times.`,
    todo: [`Check that the command in ${path} prints codes of that device, and that its clock is right.`],
  });
}
