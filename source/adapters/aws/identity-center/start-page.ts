import type { Portal } from '../../../domain/portals/portal.ts';
import { regionOfPage } from '../../../domain/portals/start-url.ts';
import { callAws } from '../call.ts';
import { type Reach, sendPlainly } from '../http.ts';

/** For the whole look at the page. Milliseconds. */
const limit = 3_000;

const patience = { connect: limit, answer: limit, whole: limit };

/** The region that a portal's page names, which everybody may read: one GET; undefined where it names none in time. */
export async function regionOfStartPage(
  { startUrl, caBundle }: Pick<Portal, 'startUrl' | 'caBundle'>,
  reach: Reach,
): Promise<string | undefined> {
  const call = { operation: 'portal:StartPage', endpoint: startUrl, reach: { ...reach, patience }, isOneTry: true };
  try {
    return await callAws(call, async () => {
      const headers = { accept: 'text/html' };
      const { status, text } = await sendPlainly({ url: startUrl, method: 'GET', headers, caBundle }, call.reach);
      return status === 200 ? regionOfPage(text) : undefined;
    });
  } catch {
    // The person is asked instead.
    return undefined;
  }
}
