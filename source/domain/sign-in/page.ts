import { Problem } from '../../problem.ts';
import type { Browser } from '../console/browser.ts';
import { partitionOfRegion } from '../profiles/regions.ts';

/** Whose page a browser may be sent to. */
export type PageOwner = {
  readonly region: string;
  /** Addresses that the person's own files name: the start URL, an endpoint. Their hosts count as well. */
  readonly own: readonly (string | undefined)[];
};

/** Domains of AWS's portals besides those of its endpoints: in China and Europe others than in the rest of the world. */
const portalDomains = (suffix: string): readonly string[] => {
  if (suffix === 'amazonaws.com.cn') return ['awsapps.cn'];
  return suffix === 'amazonaws.com' ? ['awsapps.com', 'app.aws'] : [];
};

/**
 * Whether an address that a service gave is one for the person's browser: https, of AWS in this part of the world or of the
 * person's own files, and without what a terminal or an opener would read as something else. One of this machine is, where
 * the files name it: there the demo's AWS runs.
 */
export function isSignInPage(url: string, { region, own }: PageOwner): boolean {
  const page = /^[!-~]+$/.test(url) && !/["'`<>\\^{|}]/.test(url) ? URL.parse(url) : null;
  if (page === null || page.username !== '' || page.password !== '') return false;
  const named = own.flatMap((each) => URL.parse(each ?? '') ?? []);
  if (named.some(({ origin }) => origin === page.origin)) return page.protocol === 'https:' || isOfHere(page);
  const { dnsSuffix = 'amazonaws.com', dualstackSuffix = 'api.aws', signInHost } = partitionOfRegion(region) ?? {};
  const domains = [dnsSuffix, dualstackSuffix, ...portalDomains(dnsSuffix)];
  const isOfAws =
    page.hostname === signInHost ||
    domains.some((domain) => page.hostname.endsWith(`.${domain}`)) ||
    (signInHost !== undefined && page.hostname.endsWith(`.${signInHost}`));
  return page.protocol === 'https:' && page.port === '' && isOfAws;
}

const isOfHere = ({ protocol, hostname }: URL): boolean => protocol === 'http:' && hostname === '127.0.0.1';

/** Opens a page that was checked. @returns why the person has to open it; undefined where the browser did */
export async function openPage(browser: Browser, url: string): Promise<string | undefined> {
  if (browser.missing !== undefined) return browser.missing;
  return browser.open(url).then(
    () => undefined,
    () => 'No browser could be started',
  );
}

/** @throws Problem for an address that is not for a browser */
export function checkPage(url: string, owner: PageOwner): void {
  if (isSignInPage(url, owner)) return;
  throw new Problem({
    code: 'sign-in-address',
    title: 'The sign-in service named a page that does not belong to AWS, so nothing was opened.',
    means: url.length > 200 ? `${url.slice(0, 200)}…` : url,
    todo: ['If you use a proxy, ask its administrator; otherwise try again.'],
  });
}
