import { plain } from '../domain/display/sanitize.ts';
import type { Login } from '../domain/login/flow.ts';
import { isRoot } from '../domain/login/target.ts';
import { accountOfArn, lastPart } from '../domain/profiles/arn.ts';

/** What a sign-in to the console gave, in sentences; what a root user cannot do with it. */
export function consoleSignedInText({ loginSession }: Login): string {
  const account = accountOfArn(loginSession) ?? '';
  if (!isRoot(loginSession)) {
    return `Signed in as ${plain(lastPart(loginSession))} of ${account}; renewed by itself for twelve hours at most.`;
  }
  return [
    `Signed in as the root user of ${account}; renewed by itself for twelve hours at most.`,
    'Root users cannot switch roles: for that, create an IAM user in that account, or use IAM Identity Center, and sign in as that.',
  ].join('\n');
}
