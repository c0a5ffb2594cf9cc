/**
 * A start URL in the form in which two of them are compared: host in lower case, nothing of `/`, `#` and `#/` at the end.
 * Files and sign-ins keep the spelling that they have.
 */
export function normalStartUrl(url: string): string {
  const [, origin = '', rest = ''] = /^([a-z][a-z\d+.-]*:\/\/[^/?#]*)(.*)$/is.exec(url.trim()) ?? ['', '', url.trim()];
  return `${origin.toLowerCase()}${rest.replace(/(?:\/|#\/?)+$/, '')}`;
}

/** Is it of the family whose services are reached by dual-stack names: `https://ssoins-….portal.eu-west-1.app.aws`? */
export const isDualstackUrl = (startUrl: string): boolean =>
  /(?:^|\.)app\.aws$/i.test(URL.parse(startUrl)?.hostname ?? '');
