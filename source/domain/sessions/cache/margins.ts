/**
 * Every margin, limit and waiting time that decides when a session is used, renewed or asked for again. The time-outs of calls,
 * locks and the keychain are with their adapters.
 * Seconds where the name says nothing else, milliseconds where it ends in `Ms`.
 */

/**
 * A prompt renews the role when less than this is left. The prompt files of the shells cannot import it and repeat the
 * number: bash/prompt.bash, zsh/prompt.zsh, fish/prompt.fish, powershell/prompt.ps1 and nushell/prompt.nu. A test compares them.
 */
export const renewalMargin = 300;

/** A prompt whose renewal failed asks again after this. The prompt files repeat it; the test compares them. */
export const renewalPause = 60;

/** The longest time that a prompt waits for its renewal, which then goes on by itself. The prompt is not drawn before. */
export const renewalPatienceMs = 2_000;

/** The picker and the prompts show the time left as a warning when less than this is left. The prompt files repeat it. */
export const warningMargin = 600;

/** A cached session is used while more than this is left, unless `--min-remaining` says otherwise. */
export const defaultMinRemaining = renewalMargin;

/**
 * The least that is left of a session that a renewal brings. Twice the margin: a cached session with hardly more than
 * the margin would be renewed again after a moment.
 */
export const renewedMinRemaining = 2 * renewalMargin;

/**
 * The least that is left of a session given to botocore. With 15 min or less it asks its credential_process anew at
 * every call; 30 s more cover the time between our answer and its own look at the clock. Of a session so short that
 * this is out of reach, half has to do.
 */
export function botocoreMinRemaining(durationSeconds: number): number {
  return Math.min(15 * 60 + 30, durationSeconds / 2);
}

/** An MFA session is used while more than this is left: the AssumeRole calls after it must still find it valid. */
export const mfaSessionMargin = 300;

/**
 * A role may limit the age of MFA (`aws:MultiFactorAuthAge`). When AWS refuses a role with an MFA session younger than
 * this, a fresh code would change nothing and is not asked for.
 */
export const youngMfaMs = 15 * 60_000;

/** Seconds that GetSessionToken accepts from an IAM user, and what is asked for unless the settings say otherwise. */
export const mfaSessionLength = { shortest: 900, longest: 129_600, usual: 12 * 3600 } as const;

/** AWS's limit for a session of a role that was assumed with temporary credentials (role chaining). */
export const longestChainedSession = 3600;

/**
 * No session of AWS ends later than this from now: its longest, a day and a half, and a day for clocks that differ. What
 * seems to last longer would be served long after AWS has stopped taking it.
 */
export const longestOfAws = mfaSessionLength.longest + 24 * 3600;

/** The same for what a program or a file says of its own keys: any time in a lifetime, but not the year 9999. */
export const longestOfOthers = 100 * 365 * 24 * 3600;

/** What AWS gives when AssumeRole names no duration. */
export const usualRoleSession = 3600;

/** The shortest maximum that the owner of a role can set. */
export const shortestRoleMaximum = 3600;

/** How long the maximum that a role turned out to have is remembered. Owners change it now and then. */
export const roleLimitMemoryMs = 24 * 3_600_000;

/** An Identity Center sign-in is renewed when less than this is left. */
export const signInMarginMs = 5 * 60_000;

/** A client that was registered for an earlier sign-in is used again while more than this is left: renewals need it too. */
export const registrationMarginMs = 24 * 3_600_000;

/** RFC 8628, 3.5: after `slow_down` the device flow waits this much longer between two questions. */
export const slowDownMs = 5_000;

/** How long `mfa_process` may take: a security key may have to be touched. */
export const mfaProcessPatienceMs = 60_000;

/** How long `mfaAsk` may take: a person reads its question, looks for the device and types. */
export const mfaAskPatienceMs = 120_000;

/** AWS refuses signatures of a clock that is this far off, some services only at 15 min. */
export const refusedClockOffsetMs = 5 * 60_000;

/** A clock that is less far off is not reported: the Date header that it is compared with is good to a second or two. */
export const reportedClockOffsetMs = 60_000;
