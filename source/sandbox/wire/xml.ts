/**
 * What an XML element can hold: text, a timestamp (written to the second, as STS does), a list (`<member>` each) or
 * child elements. A child that is `undefined` is left out.
 */
export type Xml = string | number | boolean | Date | readonly Xml[] | { readonly [element: string]: Xml | undefined };

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// Everything XML 1.0 has no way to write, lone surrogates included.
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Text as it may stand in an element or an attribute; characters XML cannot carry become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replace(UNWRITABLE, '\uFFFD')
    .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
    .replaceAll('\r', '&#xD;');
}

/** One element, written on one line. */
export function element(name: string, content: Xml, attributes = ''): string {
  return `<${name}${attributes}>${write(content)}</${name}>`;
}

function write(content: Xml): string {
  if (typeof content === 'string') return escapeXml(content);
  if (typeof content !== 'object') return String(content);
  if (content instanceof Date) return timestamp(content);
  if (Array.isArray(content)) return content.map((member: Xml) => element('member', member)).join('');
  return Object.entries(content)
    .map(([name, child]) => (child === undefined ? '' : element(name, child as Xml)))
    .join('');
}

function timestamp(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
