import type { Identity } from '../state/caller.ts';
import { escapeXml } from '../wire/xml.ts';
import type { SignIn } from './sign-ins.ts';

/** The page behind a login URL: who is signed in, where to, until when. */
export function consolePage({ session, endsAt }: SignIn, account: string, destination: string): string {
  const { identity } = session;
  return page(`${title(identity)} · ${account}`, [
    ['Identity', identity.arn],
    ['Account', account],
    ['Destination', destination],
    ['Until', `${new Date(endsAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`],
  ]);
}

/** The page for a login URL that is not, or no longer, good. */
export function refusalPage(why: string): string {
  return page('Not signed in', [['Reason', why]]);
}

function title(identity: Identity): string {
  if (identity.kind === 'role') return `${identity.roleName}/${identity.sessionName}`;
  return identity.kind === 'root' ? 'root' : identity.name;
}

function page(heading: string, rows: readonly (readonly [string, string])[]): string {
  const list = rows.map(([term, text]) => `<dt>${escapeXml(term)}</dt><dd>${escapeXml(text)}</dd>`).join('\n');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeXml(heading)}</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 40rem; padding: 0 1rem; color-scheme: light dark }
dt { font-weight: 600; margin-top: .75rem }
dd { margin: 0; overflow-wrap: anywhere }
</style>
<h1>${escapeXml(heading)}</h1>
<p>This is the embedded AWS of a demo. No account of yours is involved.</p>
<dl>
${list}
</dl>
</html>
`;
}
