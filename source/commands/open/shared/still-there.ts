import { plain } from '../../../domain/display/sanitize.ts';
import { capitalized } from '../../../domain/display/sentence.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import { Problem } from '../../../problem.ts';

type Failed = readonly { readonly path: string; readonly why: string }[];

/** What was to be forgotten and is still there, by its paths; a path may come several times. */
export type StillThere = {
  readonly sessions?: Failed;
  readonly inventories?: Failed;
  /** Directories of browsers. */
  readonly browsers?: Failed;
  /** Directories in which a browser runs. */
  readonly open?: readonly string[];
};

/** So many of a kind are listed. */
const most = 5;

/** @throws Problem that tells of all that is still there */
export function refuseStillThere(left: StillThere): void {
  const problem = stillThereProblem(left);
  if (problem !== undefined) throw problem;
}

/** Tells of all that is still there; undefined where nothing is. */
export function stillThereProblem({
  sessions = [],
  inventories = [],
  browsers = [],
  open: running = [],
}: StillThere): Problem | undefined {
  const failed = [...sessions, ...inventories, ...browsers];
  const open = [...new Set(running)];
  if (failed.length === 0 && open.length === 0) return undefined;
  const [ofSessions, ofInventories, ofBrowsers] = [pathsOf(sessions), pathsOf(inventories), pathsOf(browsers)];
  const happened = [
    said(ofSessions, 'a cached session', 'cached sessions', 'could not be deleted, and may still be used'),
    said(ofInventories, 'what was found of a portal', 'portals', 'could not be deleted', 'what was found of '),
    said(
      ofBrowsers,
      'a browser of a console',
      'browsers of consoles',
      'could not be removed, and may still be signed in',
    ),
    said(open, 'a browser of a console is', 'browsers of consoles are', 'open, and kept'),
  ];
  const isOne = open.length === 1;
  return new Problem({
    code: failed.length > 0 ? 'not-forgotten' : 'console-open',
    title: `${capitalized(happened.filter((part) => part !== '').join('; '))}.`,
    ...(failed.length > 0 && { means: [...new Set(failed.map(({ why }) => why))].join(' ') }),
    todo: [
      ...firstOf(ofSessions, (path) => `Delete it yourself: rm ${pasteWord(path, 'FILE')}`),
      ...firstOf(ofInventories, (path) => `Delete it yourself: rm ${pasteWord(path, 'FILE')}`),
      ...firstOf(ofBrowsers, (path) => `Remove it yourself: rm -r ${pasteWord(path, 'DIRECTORY')}`),
      ...(open.length > 0 ? [`Close ${isOne ? 'it' : 'them'}, and try again.`] : []),
      ...firstOf(open, (path) => `${isOne ? 'It' : 'One'} is in ${plain(path)}`),
    ],
  });
}

const pathsOf = (failed: Failed): readonly string[] => [...new Set(failed.map(({ path }) => path))];

/** Without a capital and a full stop; empty where there is nothing. */
function said({ length }: readonly string[], one: string, many: string, became: string, before = ''): string {
  if (length === 0) return '';
  return `${length === 1 ? one : `${before}${length} ${many}`} ${became}`;
}

const firstOf = (paths: readonly string[], line: (path: string) => string): readonly string[] => [
  ...paths.slice(0, most).map(line),
  ...(paths.length > most ? [`And ${paths.length - most} more in the same place`] : []),
];
