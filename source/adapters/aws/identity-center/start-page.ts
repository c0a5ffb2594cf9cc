import type { Portal } from '../../../domain/portals/portal.ts';
import { regionOfPage } from '../../../domain/portals/start-url.ts';
import { type Reach, sendPlainly } from '../http.ts';

/** For the whole look at the page. Milliseconds. */
const limit = 3_000;

const patience = { connect: limit, answer: limit, whole: limit };

/** The region that a portal's page names, which everybody may read: one GET; undefined where it names none in time. */
export async function regionOfStartPage(
  { startUrl, caBundle }: Pick<Portal, 'startUrl' | 'caBundle'>,
  reach: Reach,
): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limit);
  });
  const headers = { accept: 'text/html' };
  const page = sendPlainly({ url: startUrl, method: 'GET', headers, caBundle }, { ...reach, patience }).then(
    ({ status, text }) => (status === 200 ? regionOfPage(text) : undefined),
    // The person is asked instead.
    () => undefined,
  );
  return Promise.race([page, late]).finally(() => clearTimeout(timer));
}
