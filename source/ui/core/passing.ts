import { minutesUntil, secondsUntil } from '../text/time.ts';
import type { State } from './model.ts';

/** Whether a second that passed is seen: most change nothing on the screen, and drawing it again takes longer than a key. */
export function isSeen(before: State, after: State): boolean {
  const { screen, now } = after;
  if (screen !== before.screen) return true;
  if (screen.tag === 'mfa') {
    const { notBefore = 0 } = screen.question;
    return secondsUntil(notBefore, before.now) !== secondsUntil(notBefore, now);
  }
  const ends = screen.tag === 'sign-in' ? [screen.code?.expiresAt ?? 0] : [...after.expiries.values()];
  return ends.some((end) => minutesUntil(end, before.now) !== minutesUntil(end, now));
}
