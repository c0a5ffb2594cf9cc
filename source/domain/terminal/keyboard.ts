/** What a terminal sends, without all that is neither a key nor text. Times are milliseconds of any clock. */
export type Keyboard = {
  /** @returns whole keys, whole pastes and text. A lone Esc comes as `CSI 27 u`, which cannot begin anything else. */
  readonly push: (received: string, now: number) => string;
  /** How long until {@link flush} has to be called, unless more is received; undefined where nothing is held back. */
  readonly dueIn: (now: number) => number | undefined;
  /** What was held back for more that did not come. */
  readonly flush: () => string;
};

/** So long the next piece of a sequence or a paste may take: a slow line cuts them anywhere. Milliseconds. */
export const patience = 500;

/** So long a lone Esc is held back, which may be the beginning of a sequence: a person waits for it. Milliseconds. */
const escapePatience = 250;

/** Bytes that are further apart than this were not sent as one. Milliseconds. */
const together = 50;

/** A paste longer than this is cut. */
const longestPaste = 1_048_576;

/** No key and no report is longer. */
const longestSequence = 64;

const esc = '\u001b';
const ctrlC = '\u0003';
/** Esc alone, as kitty's protocol writes it: no sequence begins with that. */
export const escapeKey = `${esc}[27u`;
const pasteStart = `${esc}[200~`;
const pasteEnd = `${esc}[201~`;

/** C1 controls, which are ESC and a letter in one character: CSI, OSC, DCS, APC, PM, SOS, ST. */
const c1 = /[\u0090\u0098\u009b-\u009f]/g;

/** A CSI sequence, or the beginning of one. The final character is missing in a beginning. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are control sequences
const csi = /\u001b\[(?:[235678]\$|\[?[0-?]*[ -/]*([@-~])?)/y;
/** Keys as CSI sequences. All others are reports: focus, mouse, cursor position, attributes, sizes, modes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are control sequences
const csiKey = /^\u001b\[(?:\[[A-E]|[0-9;:]*[A-HPQSZa-du~^@]|[235678]\$)$/;
/** Keys as SS3 sequences: arrows and function keys of some terminals. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are control sequences
const ss3 = /\u001bO[0-9;]*([@-~])?/y;
/** F1 in the dialects of terminals. It goes on as Ctrl+/, which has a name where keys are read. */
const f1: readonly string[] = [`${esc}OP`, `${esc}[11~`, `${esc}[[A`, `${esc}[P`];
const ctrlSlash = '\u001f';
/** The letters behind ESC that begin a string: OSC, DCS, APC, PM, SOS. */
const stringStarts = ']P_^X';
/** Characters that end a string: BEL, CAN, SUB, Ctrl+C, and ESC, which begins ST or something new. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are control characters
const stringEnd = /[\u0007\u0018\u001a\u0003\u001b]/g;

/**
 * Sorts what a terminal sends. Strings that it answers with (OSC, DCS, APC) and reports are left out, in whatever pieces
 * they come. A string or a paste without an end lasts until nothing more comes for half a second, or until Ctrl+C.
 */
export function createKeyboard(): Keyboard {
  let held = '';
  let mode: 'text' | 'string' | 'paste' | 'mouse' = 'text';
  let lastAt = 0;
  /** An Esc was given that may have been a beginning after all. */
  let isEscapeGiven = false;

  const push: Keyboard['push'] = (received, now) => {
    const isLate = now - lastAt > together;
    const isLateRest = isEscapeGiven && now - lastAt <= patience;
    isEscapeGiven = false;
    lastAt = now;
    let input = received.replace(c1, (one) => esc + String.fromCharCode(one.charCodeAt(0) - 0x40));
    let output = '';
    const begun = isLateRest && !isTyped(input) ? esc : held;
    if (begun === esc && mode === 'text' && isLate && isTyped(input)) output += escapeKey;
    else input = begun + input;
    held = '';
    for (let at = 0; at < input.length; ) {
      const next = { text, string, paste, mouse }[mode](input, at);
      output += next.output;
      if (next.at === undefined) {
        held = input.slice(at);
        break;
      }
      at = next.at;
    }
    return output;
  };

  /** What a part of the input comes to, and where it ends; without an end, the rest waits for more. */
  type Step = { readonly output: string; readonly at: number | undefined };
  const waits: Step = { output: '', at: undefined };
  const skipped = (at: number): Step => ({ output: '', at });

  function text(input: string, at: number): Step {
    const end = input.indexOf(esc, at);
    if (end !== at) return { output: input.slice(at, end < 0 ? undefined : end), at: end < 0 ? input.length : end };
    const letter = input[at + 1];
    if (letter === undefined) return waits;
    if (letter === '[') return sequence(input, at);
    if (letter === 'O') {
      ss3.lastIndex = at;
      const [found = '', final] = ss3.exec(input) ?? [];
      if (final === undefined && at + found.length === input.length) return waits;
      return { output: named(found), at: at + found.length };
    }
    if (stringStarts.includes(letter)) {
      mode = 'string';
      return skipped(at + 2);
    }
    if (letter === esc) return afterEscape(input, at);
    if (letter === ctrlC) return skipped(at + 1);
    if (letter === '\\') return skipped(at + 2);
    const key = String.fromCodePoint(input.codePointAt(at + 1) ?? 0);
    return { output: esc + key, at: at + 1 + key.length };
  }

  /** ESC and a key as a sequence are Alt and that key, in some terminals; before anything else it is Esc itself. */
  function afterEscape(input: string, at: number): Step {
    if (input[at + 2] === 'O') return skipped(at + 1);
    if (input[at + 2] !== '[') return { output: escapeKey, at: at + 1 };
    csi.lastIndex = at + 1;
    const [found = '', final] = csi.exec(input) ?? [];
    if (final === undefined && at + 1 + found.length === input.length) return waits;
    const isKey = csiKey.test(found) && found !== pasteStart && found !== pasteEnd;
    return isKey ? skipped(at + 1) : { output: escapeKey, at: at + 1 };
  }

  function sequence(input: string, at: number): Step {
    csi.lastIndex = at;
    const [found = '', final] = csi.exec(input) ?? [];
    const end = at + found.length;
    if (found === pasteStart) {
      mode = 'paste';
      return skipped(end);
    }
    if (found === `${esc}[M`) {
      mode = 'mouse';
      return skipped(end);
    }
    if (csiKey.test(found)) return found === pasteEnd ? skipped(end) : { output: named(found), at: end };
    return final === undefined && end === input.length && found.length < longestSequence ? waits : skipped(end);
  }

  function string(input: string, at: number): Step {
    stringEnd.lastIndex = at;
    const end = stringEnd.exec(input)?.index;
    if (end === undefined) return skipped(input.length);
    if (input[end] === esc && input[end + 1] === undefined) return end === at ? waits : skipped(end);
    mode = 'text';
    if (input[end] === esc) return skipped(input[end + 1] === '\\' ? end + 2 : end);
    return skipped(input[end] === ctrlC ? end : end + 1);
  }

  function paste(input: string, at: number): Step {
    const end = input.indexOf(pasteEnd, at);
    const given = input.indexOf(ctrlC, at);
    if (end >= 0) {
      mode = 'text';
      return { output: pasted(input.slice(at, end)), at: end + pasteEnd.length };
    }
    if (given < 0) return waits;
    mode = 'text';
    return skipped(given);
  }

  /** An old mouse report: three characters follow it. */
  function mouse(input: string, at: number): Step {
    if (input.slice(at, at + 3).includes(ctrlC)) {
      mode = 'text';
      return skipped(input.indexOf(ctrlC, at));
    }
    if (input.length < at + 3) return waits;
    mode = 'text';
    return skipped(at + 3);
  }

  return {
    push,
    dueIn: (now) => {
      if (held === '' && mode === 'text') return undefined;
      return Math.max(0, lastAt + (held === esc && mode === 'text' ? escapePatience : patience) - now);
    },
    flush: () => {
      const [rest, before] = [held, mode];
      held = '';
      mode = 'text';
      if (before === 'paste') return pasted(rest);
      if (before !== 'text') return '';
      isEscapeGiven = rest === esc;
      if (isEscapeGiven) return escapeKey;
      return rest === `${esc}O` ? rest : '';
    },
  };
}

const named = (key: string): string => (f1.includes(key) ? ctrlSlash : key);

/** Whether a person typed this after Esc: a sequence goes on with more than one character, or with `[`. */
function isTyped(input: string): boolean {
  const [first = ''] = input;
  if (first === '[' || first === '\\') return false;
  return input.length === first.length || !`${stringStarts}O`.includes(first);
}

function pasted(text: string): string {
  const content = text.slice(0, longestPaste).replaceAll(esc, '');
  return content === '' ? '' : pasteStart + content + pasteEnd;
}
