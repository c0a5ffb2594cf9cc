import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import { canDraw } from '../../../domain/terminal/can-draw.ts';
import { Cancelled, PassedOver, Problem, type ProblemText } from '../../../problem.ts';
import type { Entry, Purpose } from '../../../ui/core/ports.ts';
import { confirmed } from './confirm-many.ts';
import { failedWith, listening } from './listening.ts';
import { type ConsoleOptions, openConsoleOf } from './open-console.ts';
import type { RequestsOfList } from './picker.ts';

/** More windows than these are asked about. */
const manyWindows = 10;

/** How a role that was chosen in the list is opened while the list is away. */
export type SessionsOfList = Pick<RequestsOfList, 'requestFor'> & {
  /** Opens its session, and asks the person where it must; `entry` where it is to be entered. @throws Problem, Cancelled */
  readonly open: (profile: string, purpose: Purpose, entry?: Entry) => Promise<Session>;
  /** How consoles open, where flags say it. */
  readonly console?: ConsoleOptions | undefined;
};

/** What became of the consoles that were chosen in the list. */
type Opened = {
  readonly opened: readonly string[];
  /** For the list that comes back. */
  readonly notice: string;
  /** Why the only one failed, where a screen can show it whole. */
  readonly failed?: { readonly profile: string; readonly problem: ProblemText };
  /** An address went to stdout, where a picture would cover it. */
  readonly hasAnswer: boolean;
  /** The person left at the only one. */
  readonly isLeft: boolean;
};

/**
 * Opens the console of each role, one after the other. A role that fails or that the person passes over does not keep the
 * others; Ctrl+C ends the rest as well, and where there is one alone, the list with it.
 */
export async function openConsoles(
  context: Context,
  profiles: readonly string[],
  sessions: SessionsOfList,
): Promise<Opened> {
  const opened: string[] = [];
  const failed = new Map<string, Problem>();
  let hasAnswer = false;
  let isLeft = false;
  for (const profile of (await areMeant(context, profiles)) ? profiles : []) {
    const said = await listening(context, (shown) =>
      openConsoleOf(
        shown,
        { request: sessions.requestFor(profile), open: () => sessions.open(profile, 'console'), unnamed: true },
        sessions.console,
      ),
    );
    hasAnswer ||= said.hasAnswer ?? false;
    if (said.isDone) opened.push(profile);
    if (said.why instanceof Problem) failed.set(profile, said.why);
    if (said.why instanceof Cancelled && !(said.why instanceof PassedOver)) {
      isLeft = profiles.length === 1;
      break;
    }
  }
  const isCovered = canDraw(context.env.TERM, process.platform);
  const [alone] = profiles.length === 1 ? failed : [];
  if (isCovered && alone !== undefined) {
    const [profile, { text: problem }] = alone;
    return { opened, notice: '', failed: { profile, problem }, hasAnswer, isLeft };
  }
  const whole = [...failed.values()].map((problem) => failedWith(problem).notice);
  // The list has room for a line: the rest stays where the person reads it afterwards.
  if (isCovered) for (const text of whole) context.output.writeError(`${text}\n`);
  const notice = isCovered ? inALine(profiles, opened, failed) : whole.join('\n');
  return { opened, notice, hasAnswer, isLeft };
}

async function areMeant(context: Context, profiles: readonly string[]): Promise<boolean> {
  if (profiles.length <= manyWindows) return true;
  const question = `${profiles.map(plain).join('\n')}\nOpen the console of all ${profiles.length}?`;
  try {
    await confirmed(context, question, { title: `There is no terminal to ask whether you mean all of them.` });
    return true;
  } catch (error) {
    if (error instanceof Cancelled) return false;
    throw error;
  }
}

/** `Opened 2 consoles. prod: AWS does not let you …` */
function inALine(profiles: readonly string[], opened: readonly string[], failed: ReadonlyMap<string, Problem>): string {
  const reasons = [...failed].map(([profile, { text }]) => `${plain(profile)}: ${text.title}`);
  const left = profiles.filter((profile) => !opened.includes(profile) && !failed.has(profile));
  const isAll = opened.length === profiles.length;
  const rest = left.length > 0 && left.length < profiles.length ? [`Not opened: ${namesOf(left)}.`] : [];
  return [...openedLine(opened, isAll), ...reasons, ...rest].join(' ');
}

function openedLine(opened: readonly string[], isAll: boolean): readonly string[] {
  if (opened.length === 0) return [];
  if (opened.length === 1) return [`Opened the console as ${namesOf(opened)}.`];
  // Where something failed, its reason needs the room.
  return [`Opened ${opened.length} consoles${isAll ? `: ${namesOf(opened)}` : ''}.`];
}

const namesOf = (profiles: readonly string[]): string => profiles.map(plain).join(', ');
