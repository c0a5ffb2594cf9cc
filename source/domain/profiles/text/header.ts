/** The sections that have names. */
export type SectionKind = 'profile' | 'sso-session' | 'services';

/** The meaning of a section header. */
export type Header =
  | { readonly kind: SectionKind; readonly name: string }
  /** `[DEFAULT]`: Python hands its keys to every section of the file. */
  | { readonly kind: 'defaults' }
  /** A section that is none of AWS's, or one that neither the AWS CLI nor the JS SDK reads. */
  | { readonly kind: 'none' };

const NONE: Header = { kind: 'none' };
const DEFAULTS: Header = { kind: 'defaults' };

/** The names that both the AWS CLI and the JS SDK read without quotes: as a part of a pattern, and alone. */
export const SAFE_NAME_PART = '[A-Za-z0-9_@+.%:/-]+';
export const SAFE_NAME = new RegExp(`^${SAFE_NAME_PART}$`);
/** What may stand in such a name beside letters, in words. */
export const safeBesideLetters = 'digits and _ @ + . % : / -';

/**
 * Reads the text between the brackets as the AWS CLI does.
 * @param header unchanged: spaces at its ends count; empty for one that is not closed
 * @param file in the credentials file the text is the profile's name
 */
export function readHeader(header: string, file: 'config' | 'credentials'): Header {
  if (header === '') return NONE;
  if (header === 'DEFAULT') return DEFAULTS;
  if (file === 'credentials') {
    return /^(sso-session|services)\s/.test(header) ? NONE : { kind: 'profile', name: header };
  }
  if (header === 'default') return { kind: 'profile', name: header };
  if (header.startsWith('profile')) return named('profile', header);
  if (header.startsWith('sso-session')) return named('sso-session', header);
  if (header.startsWith('services')) return named('services', header);
  return NONE;
}

function named(kind: SectionKind, header: string): Header {
  // Most headers need no shell splitting.
  const plain = header.slice(kind.length + 1);
  if (header[kind.length] === ' ' && SAFE_NAME.test(plain)) return { kind, name: plain };
  const parts = splitLikeShell(header);
  return parts?.length === 2 && parts[1] !== undefined ? { kind, name: parts[1] } : NONE;
}

/**
 * Splits as Python's `shlex.split` does: white space, both quotes, backslash.
 * @returns undefined where a quote is not closed or a backslash ends the text
 */
export function splitLikeShell(text: string): string[] | undefined {
  const parts: string[] = [];
  let part: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (quote === '' && ' \t\r\n'.includes(char)) {
      if (part !== undefined) parts.push(part);
      part = undefined;
    } else if (char === quote) {
      quote = '';
    } else if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
      part ??= '';
    } else if (char === '\\' && quote !== "'") {
      const escaped = text.charAt(++at);
      if (escaped === '') return undefined;
      // Inside double quotes a backslash escapes only itself and the quote.
      part = (part ?? '') + (quote === '"' && escaped !== '"' && escaped !== '\\' ? char : '') + escaped;
    } else {
      part = (part ?? '') + char;
    }
  }
  if (quote !== '') return undefined;
  if (part !== undefined) parts.push(part);
  return parts;
}
