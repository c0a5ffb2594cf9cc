import type { Command } from '../../source/commands/registry/command.ts';
import { commands } from '../../source/commands/registry/commands.ts';
import { globalFlags } from '../../source/commands/registry/flags.ts';
import type { Page } from './pages.ts';

/** Verbs by name, those of two words (`key add`) and their groups (`key`) among them; not those that are not for people. */
const verbs: ReadonlyMap<string, Command> = new Map(
  commands
    .filter(({ hidden }) => !hidden)
    .flatMap((command) => [command, ...(command.verbs ?? [])])
    .map((command) => [command.name, command]),
);

const flagsOf = ({ flags }: Command) =>
  [...flags, ...globalFlags].flatMap(({ name, short }) => [`--${name}`, `-${short}`]);
const everyFlag = new Set([...verbs.values()].flatMap(flagsOf));

/** A command line of rolecall that a page shows: the words behind `rolecall`, as far as they are its own. */
type Line = { readonly shown: string; readonly words: readonly string[] };

/**
 * What a page says about the command line that is not so.
 * @param names profiles that the pages open as `rolecall NAME`
 * @param foreign flags of other programs that stand alone
 * @returns a sentence for each, with what is shown
 */
export function mistyped(
  page: Page,
  { names, foreign }: { readonly names: readonly string[]; readonly foreign: readonly string[] },
): readonly string[] {
  const lines = [...page.fences.map(({ text }) => text), ...page.spans].flatMap(linesOf);
  const alone = page.spans.filter((span) => span.startsWith('--')).map((span) => /^--[\w-]*/.exec(span)?.[0] ?? '');
  return [
    ...lines.flatMap((line) => faultsOf(line, names)),
    ...page.spans.filter((span) => verbs.has(verbOf(span.split(' ')))).flatMap((span) => flagFaults(lineOf(span))),
    ...alone
      .filter((flag) => flag !== '--' && !everyFlag.has(flag) && !foreign.includes(flag))
      .map((flag) => `no verb has ${flag}`),
  ];
}

/** Every call of rolecall in a piece of code. It ends with the line, a comment, a pipe, a bracket or a quote. */
function linesOf(code: string): readonly Line[] {
  const withoutComments = code.replace(/(?<=\s)#\s.*/g, '');
  const calls = withoutComments.matchAll(/(?<![\w./-])rolecall(?: ([^\n|;()`&"]*))?(?=$|[\n|;()`&"])/g);
  return Array.from(calls, ([, words = '']) => lineOf(words));
}

function lineOf(typed: string): Line {
  const words = typed.trim().split(/\s+/);
  const end = words.indexOf('--');
  return { shown: `rolecall ${typed}`.trim(), words: end === -1 ? words : words.slice(0, end) };
}

/** The verb that words begin with: `key add`, `list`; the empty text where there is none. */
function verbOf([first = '', second = '']: readonly string[]): string {
  return verbs.has(`${first} ${second}`) ? `${first} ${second}` : verbs.has(first) ? first : '';
}

/** Nothing, a flag, or what stands for a word: `NAME`. */
const isNoWord = (word: string) => word === '' || word === '…' || word.startsWith('-') || /^[A-Z]/.test(word);

function faultsOf(line: Line, names: readonly string[]): readonly string[] {
  const [first = '', second = ''] = line.words;
  const isGroup = verbs.get(first)?.verbs !== undefined;
  const isVerb = isGroup ? isNoWord(second) || verbs.has(`${first} ${second}`) : verbs.has(first);
  return isVerb || isNoWord(first) || names.includes(first)
    ? flagFaults(line)
    : [`no verb and no profile: ${line.shown}`];
}

function flagFaults({ shown, words }: Line): readonly string[] {
  const command = verbs.get(verbOf(words)) ?? commands[0];
  const allowed = command === undefined ? [] : flagsOf(command);
  return words
    .filter((word) => /^--?\w/.test(word))
    .map((word) => /^--?[\w-]*/.exec(word)?.[0] ?? '')
    .filter((flag) => !allowed.includes(flag))
    .map((flag) => `${command?.name} has no ${flag}: ${shown}`);
}
