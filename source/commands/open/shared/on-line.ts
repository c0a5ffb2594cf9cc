import type { Context } from '../../../context.ts';
import { passphraseText } from '../../../domain/access-keys/problems.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import type { AskCode, CodeQuestion } from '../../../domain/mfa/ask.ts';
import { codeAdvice, codeNews } from '../../../domain/mfa/news.ts';
import { nameOfTarget } from '../../../domain/sessions/plan/plan.ts';
import type { CacheUse, SwitchRequest } from '../../../domain/sessions/plan/request.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import type { SignInPage } from '../../../domain/sign-in/flow.ts';
import { isYesTyped } from '../../../domain/terminal/yes.ts';
import { onLines } from '../../../ports/terminal.ts';
import { Cancelled, PassedOver } from '../../../problem.ts';
import type { Lines } from '../../../ui/core/ports.ts';
import { openKeyFile } from '../../key/shared/unlock.ts';
import { pageLines, signerOnLines } from '../../portals/shared/signer.ts';
import { openRequest } from './open-request.ts';
import { signInOffer } from './picker.ts';

type Asking = {
  readonly request: SwitchRequest;
  readonly use: CacheUse;
  readonly asHelper?: boolean;
  readonly since?: number;
};

type Before = {
  /** Asks for the name of the profile first, where the person has not agreed to it. */
  readonly confirm: string | undefined;
  /** The question that programs left to the person. */
  readonly after: CodeQuestion | undefined;
};

/**
 * Opens a session with questions on single lines of the terminal, for a program that called us and may draw there itself.
 * @returns undefined where nobody sits at a terminal. @throws Cancelled, Problem
 */
export async function openOnLine(
  context: Context,
  role: Asking,
  { confirm, after }: Before,
): Promise<Session | undefined> {
  const { terminal } = context;
  const { asHelper = false } = role;
  const profile = nameOfTarget(role.request.target);
  return onLines(
    terminal,
    async (lines, opened) => {
      const orInterrupted =
        (until?: AbortSignal) =>
        (error: unknown): never => {
          const isInterrupted = error instanceof Cancelled && opened.gone?.aborted !== true && until?.aborted !== true;
          // The program that called us hears Ctrl+C as well, as it would have without us.
          if (isInterrupted && asHelper) terminal.interrupt();
          throw error;
        };
      const ask = (question: string) => lines.ask(question).catch(orInterrupted());
      const paste = (question: string, until: AbortSignal) => lines.paste(question, until).catch(orInterrupted(until));
      if (confirm !== undefined && (await ask(confirm)) !== profile) throw new PassedOver();
      return await openRequest(context, role, {
        ask: codeOnLine(profile, { ask, tell: lines.tell }, context.clock.now),
        progress: () => undefined,
        after,
        mfaAsk: { hasPerson: async () => true, onTerminal: false, asHelper, since: role.since },
        signIn: async (needed) => {
          const { to, at, begin } = signInOffer(context, needed);
          const typed = await ask(`${plain(profile)} needs a sign-in to ${to} (${plain(at)}). Press ⏎ to start it: `);
          if (typed !== '' && !isYesTyped(typed)) throw new PassedOver();
          const page = (page: SignInPage) => pageLines(page, (text) => text).forEach(lines.tell);
          const signer = signerOnLines({ page, told: lines.tell }, async () => ({ paste, close: () => undefined }));
          await begin(signer, opened.gone ?? new AbortController().signal);
        },
        unlock: (closed) =>
          openKeyFile(closed, context, (question) => lines.askHidden(passphraseText(question)).catch(orInterrupted())),
      });
    },
    { asHelper },
  );
}

/** Asks for codes on a line. Where there are several devices, the number of another one asks for its code instead. */
function codeOnLine(profile: string, { ask, tell }: Pick<Lines, 'ask' | 'tell'>, now: () => number): AskCode {
  return async (question) => {
    const { device, others = [], attempt, instead } = question;
    if (attempt === 1 && instead !== undefined) tell(instead.text.title);
    const news = codeNews(question, now());
    if (news !== undefined) tell(news.texts[0]);
    for (const advice of codeAdvice(question)) tell(`  ${advice}`);
    others.forEach(({ label }, at) => void tell(`  ${at + 1} and ⏎ for a code of ${plain(label)} instead`));
    const answer = await ask(`MFA code of ${plain(device.label)} for ${plain(profile)}: `);
    const other = /^\d$/.test(answer) ? others[Number(answer) - 1] : undefined;
    return other === undefined ? answer : { device: other.serial };
  };
}
