import { Problem } from '../../problem.ts';
import type { SourceIdentity } from '../profiles/profile.ts';
import { shellWord } from '../shells/posix.ts';
import type { Portal } from './sign-in.ts';

export type SsoSource = Extract<SourceIdentity, { kind: 'sso' }>;

/** Nobody is signed in, or not any more: whoever has a person at a terminal can offer it, everybody else says the command. */
export class SignInNeeded extends Problem {
  readonly portal: Portal;

  constructor(source: SsoSource, portal: Portal, cause?: unknown) {
    const { profile, ssoSession } = source;
    const which =
      ssoSession === undefined ? `--profile ${shellWord(profile)}` : `--sso-session ${shellWord(ssoSession)}`;
    super(
      {
        code: 'source-sso',
        title: `The IAM Identity Center sign-in of ${profile} is missing or has expired.`,
        todo: [`Sign in: rolecall login ${shellWord(profile)}`, `Or with the AWS CLI: aws sso login ${which}`],
      },
      { cause },
    );
    this.portal = portal;
  }
}
