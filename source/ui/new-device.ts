import { fitsPicture, type Paper, pictureLines, pictureSize, type QrModules } from '../domain/mfa/add/qr-picture.ts';
import { secretLines } from '../domain/mfa/add/secret-words.ts';
import { luminance } from '../domain/profiles/looks/color.ts';
import { sizeOf } from './core/layout.ts';
import type { Lines, UiTerminal } from './core/ports.ts';
import { openSecondScreen } from './second-screen.ts';
import { wrap } from './text/text.ts';

/** The secret of a new device, to be put into an app. */
export type ShownSecret = {
  /** What it is, whose, and what to do. */
  readonly title: string;
  readonly secret: string;
  /** `otpauth://…` */
  readonly uri: string;
  readonly modules: QrModules;
};

/** The secret on the terminal, and questions below it. */
export type SecretView = {
  /** @throws Cancelled */
  readonly ask: (question: string) => Promise<string>;
  /** Says something below it. */
  readonly tell: (line: string) => void;
  /** Takes the secret off the terminal, where it can draw. Does nothing the second time. */
  readonly close: () => Promise<void>;
};

/** How it is shown: as the person chose, or as the window has room. */
type Mode = 'picture' | 'words';

const advice = {
  scan: 'Scan it with an authenticator app: it then shows a new code every 30 seconds.',
  words: 't and ⏎: the secret in words',
  picture: 'q and ⏎: the QR code',
  give: 'An empty line cancels.',
  small: 'The rest needs a larger window.',
};

/**
 * Shows a secret: as a QR code on the second screen, so that it does not stay among the person's lines; in words where the
 * window is too small for one or the person wants that. Where nothing can be drawn, and for a screen reader, on lines.
 */
export function showSecret(terminal: UiTerminal, lines: Lines, shown: ShownSecret): SecretView {
  if (terminal.screenReader || terminal.lines !== undefined) return onLines(lines, shown);
  const { output, gone } = terminal;
  const screen = openSecondScreen(terminal);
  let mode: Mode = 'picture';
  const draw = () => {
    const size = sizeOf(output);
    const fits = fitsPicture(shown.modules, size);
    const rows = mode === 'picture' && fits ? pictureRows(terminal, shown, size.columns) : wordRows(shown, size, fits);
    output.write(`${clear}${rows.map((row) => `${row}\r\n`).join('')}`);
  };
  const leave = () => void screen.leave();
  gone?.addEventListener('abort', leave);
  // Before the question's own listener, which then writes the question where the cursor is.
  output.on('resize', draw);
  return {
    ask: async (question) => {
      for (;;) {
        draw();
        const typed = await lines.ask(question);
        if (!/^[tq]$/i.test(typed)) return typed;
        mode = typed.toLowerCase() === 't' ? 'words' : 'picture';
      }
    },
    tell: lines.tell,
    close: async () => {
      gone?.removeEventListener('abort', leave);
      output.off('resize', draw);
      await screen.leave();
    },
  };
}

/** Clears the screen, and shows the cursor for the question. */
const clear = '\u001b[H\u001b[2J\u001b[?25h';

/** Columns between the picture and the words beside it, and the fewest that are worth words. */
const gap = 3;
const fewest = 24;

function pictureRows(terminal: UiTerminal, { modules, title }: ShownSecret, columns: number): readonly string[] {
  const picture = pictureLines(modules, paperOf(terminal));
  const room = columns - pictureSize(modules).columns - gap - 1;
  if (room < fewest) return picture;
  const texts = [title, advice.scan, advice.words, advice.give];
  const beside = ['', ...texts.flatMap((text) => [...wrap(text, room), ''])];
  return picture.map((line, at) => (beside[at] ? `${line}${' '.repeat(gap)}${beside[at]}` : line));
}

function paperOf({ colorDepth, background }: UiTerminal): Paper {
  if (colorDepth >= 8) return 'colors';
  if (colorDepth > 1) return 'few colors';
  return background !== undefined && luminance(background) > 0.5 ? 'on light' : 'on dark';
}

/** Rows of a window that has room for blank lines. */
const roomy = 18;

/** The link is one line, which the terminal breaks: it is copied whole. */
function wordRows(
  { title, secret, uri, modules }: ShownSecret,
  { columns, rows }: { readonly columns: number; readonly rows: number },
  fits: boolean,
): readonly string[] {
  const { columns: wide, rows: high } = pictureSize(modules);
  const why = fits
    ? advice.picture
    : `No QR code: it needs ${wide}×${high + 1}, and this window is ${columns}×${rows}.`;
  const secretRows = secretLines({ secret }, Math.max(1, Math.floor((columns + 1) / 5)));
  const parts = [wrap(title, columns), secretRows, [uri], wrap(why, columns), wrap(advice.give, columns)];
  // The link takes several rows. In a window without room for all of it, the secret is what must be seen.
  const taken = parts.flat().length + Math.ceil(uri.length / columns);
  if (taken > rows) return [...secretRows, ...wrap(advice.small, columns)].slice(0, rows - 1);
  return rows >= roomy ? parts.flatMap((part) => [...part, '']) : parts.flat();
}

function onLines({ ask, tell }: Lines, { title, secret, uri }: ShownSecret): SecretView {
  tell(title);
  tell('The secret, in groups of four, for an authenticator app or a password manager:');
  for (const line of secretLines({ secret }, 4)) tell(line);
  tell(`The same, as a link: ${uri}`);
  tell(advice.give);
  return { ask, tell, close: async () => undefined };
}
