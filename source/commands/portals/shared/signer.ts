import { plain } from '../../../domain/display/sanitize.ts';
import type { Signer, SignInPage } from '../../../domain/sign-in/flow.ts';
import { ownCodeOnly, whereToSignIn } from '../../../domain/sign-in/words.ts';
import { Cancelled, Problem } from '../../../problem.ts';
import type { Lines } from '../../../ui/core/ports.ts';

/** What is asked while a browser is waited for. One that runs elsewhere ends on a page that does not open. */
const question = 'Waiting for the browser (paste the address it ends up at, or d if it is on another machine): ';

/** What is asked where it runs elsewhere by all means, and shows a text. */
const textQuestion = 'Paste the text that the page shows: ';

/**
 * A person on lines of a terminal.
 * @param page says where the sign-in is approved. @param open gives the terminal as long as it is asked on; undefined where
 * nobody sits at one
 */
export function signerOnLines(
  { page, told }: { readonly page: (page: SignInPage) => void; readonly told: (line: string) => void },
  open: () => Promise<(Pick<Lines, 'paste'> & { readonly close: () => void }) | undefined>,
): Signer {
  let asked = question;
  return {
    shown: (shown) => {
      asked = shown.ends === 'text' ? textQuestion : question;
      page(shown);
    },
    told,
    given: async (signal) => {
      const lines = await open();
      if (lines === undefined && asked === textQuestion) throw nobodyPastes();
      if (lines === undefined) return whenGiven(signal);
      try {
        for (;;) {
          const typed = await lines.paste(asked, signal);
          if (/^d$/i.test(typed) && asked === question) return { tag: 'device' };
          if (typed !== '') return { tag: 'pasted', text: typed };
        }
      } catch (error) {
        if (error instanceof Cancelled && signal.aborted) return undefined;
        throw error;
      } finally {
        lines.close();
      }
    },
  };
}

const nobodyPastes = (): Problem =>
  new Problem({
    code: 'sign-in-needs-terminal',
    title: 'The page ends with a text to paste, and there is no terminal to paste it in.',
    todo: ['Sign in from a terminal.', 'Or use a browser on this machine: add --browser'],
  });

const whenGiven = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined));
  });

/** Where the sign-in is approved, as lines. @param strong shows what matters most */
export function pageLines(page: SignInPage, strong: (text: string) => string): readonly string[] {
  const { url, userCode } = page;
  const code =
    userCode === undefined
      ? []
      : [`The page must show ${strong(plain(userCode))}.`, ownCodeOnly, 'Waiting for the approval; Ctrl+C cancels.'];
  return [`${whereToSignIn(page)}.`, `  ${plain(url)}`, ...code];
}
