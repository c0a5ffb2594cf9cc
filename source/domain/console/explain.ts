import { Problem } from '../../problem.ts';
import { noAnswer } from '../sessions/explain/network.ts';
import { StsFailure } from '../sessions/open/sts.ts';

/** A failed exchange for people; what is no failure of the exchange stays as it is. */
export function explainSignIn(error: unknown, profile: string): unknown {
  if (!(error instanceof StsFailure)) return error;
  const text =
    error.kind !== 'refused'
      ? noAnswer(error)
      : (error.status ?? 0) >= 500
        ? { code: 'aws-failed', title: 'AWS had an error of its own.', todo: ['Try again in a minute.'] }
        : {
            code: 'console-refused',
            title: `AWS does not let the session of ${profile} sign in to the console.`,
            means: 'The session has ended, was taken back, or is of a kind that cannot sign in.',
            todo: ['Try a new session: add --no-cache, or rolecall refresh inside a role.'],
          };
  return new Problem(
    {
      ...text,
      tried: `exchanging the session of ${profile} for a sign-in token`,
      said: error.message,
      debug: { endpoint: error.endpoint, ...(error.status !== undefined && { status: String(error.status) }) },
    },
    { cause: error },
  );
}

/** A user's own keys, or a session of them, cannot sign in: AWS exchanges a role's only. */
export function needsRole(profile: string): Problem {
  return new Problem({
    code: 'console-needs-role',
    title: `${profile} is a user, and AWS lets only roles sign in to the console this way.`,
    todo: ['Name a profile that ends in a role: rolecall list', 'A user signs in with password and MFA.'],
  });
}
