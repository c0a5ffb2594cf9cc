/** A form that is sent as soon as it is read: where to, and its fields. */
export type Post = { readonly action: string; readonly fields: Readonly<Record<string, string>> };

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

const inHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => entities.get(char) ?? char);

const script = 'document.forms[0].requestSubmit()';

/**
 * A page that sends a form by itself, so that no address has to hold what is in it. Where no script runs, a button does it.
 * @param title what the person reads until then
 * @param digest of a text, SHA-256 in Base64: the page may run its own script, and nothing else
 */
export function postedPage({ action, fields }: Post, title: string, digest: (text: string) => string): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${inHtml(name)}" value="${inHtml(value)}">`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-${digest(script)}'">
<meta name="referrer" content="no-referrer">
<title>${inHtml(title)}</title>
<form method="post" action="${inHtml(action)}">
${inputs.join('\n')}
<button>${inHtml(title)}</button>
</form>
<script>${script}</script>
</html>
`;
}
