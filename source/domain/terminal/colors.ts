import type { ColorDepth, Screen } from '../profiles/looks/palette.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment says of the colours of its terminal. */
export const screenIn = (env: Environment): Screen => ({ depth: depthIn(env), background: backgroundIn(env) });

/** What FORCE_COLOR asks for, as in Node; anything else asks for none. */
const forced = new Map<string, ColorDepth>([
  ['', 4],
  ['1', 4],
  ['true', 4],
  ['2', 8],
  ['3', 24],
]);

/** Terminals that show every colour, by a name that comes along over SSH; COLORTERM does not. */
const namedForAll = /^(alacritty|contour|foot|rio|wezterm|xterm-ghostty|xterm-kitty)(-|$)|-direct$/;

/** For the list, for answers and for the prompt of a role's shell. */
function depthIn(env: Environment): ColorDepth {
  const { TERM = '', COLORTERM = '' } = env;
  if (env.NO_COLOR || TERM === 'dumb') return 1;
  if (env.FORCE_COLOR !== undefined) return forced.get(env.FORCE_COLOR) ?? 1;
  if (/^(truecolor|24bit)$/.test(COLORTERM) || namedForAll.test(TERM)) return 24;
  // tmux takes all of them and shows what its terminal has. Every Windows that rolecall runs on does (not tried there).
  if (env.TMUX || env.OS === 'Windows_NT') return 24;
  return /256/.test(TERM) ? 8 : 4;
}

/** `15;0` and `0;default;15` of rxvt, Konsole, iTerm2 and others: the numbers of text and background in their palette. */
function backgroundIn({ COLORFGBG = '' }: Environment): string | undefined {
  const number = /;(\d{1,2})$/.exec(COLORFGBG)?.[1];
  if (number === undefined || Number(number) > 15) return undefined;
  return Number(number) === 7 || Number(number) > 8 ? '#ffffff' : '#000000';
}

/** Asks for the background (OSC 11), and then what every terminal answers (DA1): after that no answer can come. */
export const backgroundQuery = '\u001b]11;?\u0007\u001b[c';

/** So long an answer is waited for. Milliseconds. */
export const backgroundPatience = 400;

/** The longest beginning of an answer. */
const longest = 100;

/** Is given what a terminal sends, in any pieces. @returns the answer to {@link backgroundQuery}, once there is one */
export function backgroundReader(): (
  received: string,
) => { readonly background: string | undefined; readonly isLast: boolean } | undefined {
  let held = '';
  let background: string | undefined;
  return (received) => {
    held = (held + received).slice(-Math.max(longest, received.length));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are control sequences
    const found = /(?:\u001b\]|\u009d)11;([^\u0007\u001b\u009c]*)[\u0007\u001b\u009c]/.exec(held);
    const color = parseAnswer(found?.[1] ?? '');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are control sequences
    const isLast = /(?:\u001b\[|\u009b)\?[\d;]*c/.test(held);
    if (color === background && !isLast) return undefined;
    background = color ?? background;
    return { background, isLast };
  };
}

/** `rgb:1e1e/1e1e/2e2e`, `rgba:…` or `#1e1e2e`, with one to four digits a channel. */
function parseAnswer(answer: string): string | undefined {
  if (/^#[0-9a-f]{6}$/i.test(answer)) return answer.toLowerCase();
  const [, r, g, b] = /^rgba?:([0-9a-f]{1,4})\/([0-9a-f]{1,4})\/([0-9a-f]{1,4})(?:\/|$)/i.exec(answer) ?? [];
  if (r === undefined || g === undefined || b === undefined) return undefined;
  const byte = (hex: string) => Math.round((Number.parseInt(hex, 16) / (16 ** hex.length - 1)) * 255);
  return `#${[r, g, b].map((hex) => byte(hex).toString(16).padStart(2, '0')).join('')}`;
}
