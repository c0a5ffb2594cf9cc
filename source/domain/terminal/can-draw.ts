/**
 * Does a terminal understand control sequences? That of Emacs, or one of which nothing is known, does not: everything is
 * asked there on lines. A console of Windows has no name and understands them.
 */
export const canDraw = (term: string | undefined, platform: string): boolean =>
  platform === 'win32' || (term !== undefined && term !== '' && term !== 'dumb');
