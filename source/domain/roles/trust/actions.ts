import type { Statement } from './policy.ts';

/** The actions that open a role, as IAM compares them: in small letters. */
const assuming = ['sts:assumerole', 'sts:assumerolewithsaml', 'sts:assumerolewithwebidentity'];

/** Whether an action, wildcards included, covers one of the three that open a role. */
export function isAssuming(action: string): boolean {
  return assuming.some((each) => covers(action.toLowerCase(), each));
}

/** The ways of assuming the role that a statement is about. With `NotAction`: those that it does not exclude. */
export function waysIn({ actions, allBut }: Pick<Statement, 'actions' | 'allBut'>): readonly string[] {
  const patterns = actions.map((action) => action.toLowerCase());
  return assuming.filter((each) => patterns.some((pattern) => covers(pattern, each)) !== allBut);
}

/** Whether a statement is about assuming the role. */
export const isAboutAssuming = (statement: Pick<Statement, 'actions' | 'allBut'>): boolean =>
  waysIn(statement).length > 0;

/** Whether a pattern with IAM's `*` and `?` matches the whole text. Its time does not explode with many stars. */
export function covers(pattern: string, text: string): boolean {
  let [inPattern, inText] = [0, 0];
  let last: { readonly star: number; taken: number } | undefined;
  while (inText < text.length) {
    const sign = pattern[inPattern];
    if (sign === '*') last = { star: inPattern++, taken: inText };
    else if (sign === '?' || sign === text[inText]) [inPattern, inText] = [inPattern + 1, inText + 1];
    else if (last !== undefined) [inPattern, inText] = [last.star + 1, ++last.taken];
    else return false;
  }
  return /^\**$/.test(pattern.slice(inPattern));
}
