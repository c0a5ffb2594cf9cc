/** What stands between a program and the terminal, and passes on only what is wrapped for it. */
export type Multiplexer = 'tmux' | 'screen';

/** The multiplexer that the program runs in; undefined where there is none. */
export function multiplexerOf(env: Readonly<Record<string, string | undefined>>): Multiplexer | undefined {
  if (env.TMUX) return 'tmux';
  return env.STY ? 'screen' : undefined;
}

/** Terminals drop a sequence of more than 100,000 characters: so many bytes come to that in Base64. */
const longestCopy = 74_994;

/** screen drops a string that is longer than a few hundred characters. */
const screenPiece = 76;

const [esc, bel] = ['\u001b', '\u0007'];
const st = `${esc}\\`;

/**
 * The sequence (OSC 52) that puts a text on the clipboard of the person's terminal, over SSH as well. No terminal says
 * whether it did: the text has to be on the screen too.
 * @returns undefined where the text is longer than terminals take
 */
export function copyText(text: string, multiplexer?: Multiplexer): string | undefined {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > longestCopy) return undefined;
  const coded = inBase64(bytes);
  const sequence = `${esc}]52;c;${coded}${bel}`;
  switch (multiplexer) {
    case undefined:
      return sequence;
    case 'tmux':
      // One of the two is heard: tmux takes the bare one with `set-clipboard on`, and passes the other one on with
      // `allow-passthrough on`.
      return `${esc}Ptmux;${sequence.replaceAll(esc, esc + esc)}${st}${sequence}`;
    case 'screen':
      return wrappedForScreen(coded);
  }
}

function wrappedForScreen(coded: string): string {
  const pieces = coded.match(new RegExp(`.{1,${screenPiece}}`, 'g')) ?? [''];
  return `${esc}P${esc}]52;c;${pieces.join(`${st}${esc}P`)}${bel}${st}`;
}

/** So many bytes at a time: a call takes a limited number of arguments. A multiple of 3, so that the pieces join. */
const atATime = 12_288;

function inBase64(bytes: Uint8Array): string {
  let coded = '';
  for (let at = 0; at < bytes.length; at += atATime) {
    coded += btoa(String.fromCharCode(...bytes.subarray(at, at + atATime)));
  }
  return coded;
}
