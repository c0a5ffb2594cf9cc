/**
 * Session tags in aws-vault's spelling: `Team=core,Cost=42`.
 * @returns undefined where a part has no `=` or no key
 */
export function parseTags(text: string): Readonly<Record<string, string>> | undefined {
  if (text.trim() === '') return {};
  const tags: [string, string][] = [];
  for (const part of text.split(',')) {
    const equals = part.indexOf('=');
    const key = part.slice(0, equals).trim();
    if (equals === -1 || key === '') return undefined;
    tags.push([key, part.slice(equals + 1).trim()]);
  }
  return Object.fromEntries(tags);
}
