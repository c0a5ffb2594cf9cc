/**
 * The time of day here: `15:04`; with the day where that is more than a day away: `15:04 on Fri Jan 16`, and with the year where
 * that is another one.
 */
export function clockTime(epochMs: number, now: number): string {
  const at = new Date(epochMs);
  const time = `${pad(at.getHours())}:${pad(at.getMinutes())}`;
  if (Math.abs(epochMs - now) < 86_400_000) return time;
  const isThisYear = at.getFullYear() === new Date(now).getFullYear();
  return `${time} on ${isThisYear ? at.toDateString().slice(0, 10) : at.toDateString()}`;
}

/** A moment for programs, in UTC: `2026-11-23T15:04:00.000Z`; null where it is unknown. */
export const isoTime = (epochMs: number | undefined): string | null =>
  epochMs === undefined ? null : new Date(epochMs).toISOString();

/** When something ends, for programs; null where that is unknown. */
export const expiryJson = (expiresAt: number | undefined, now: number) => ({
  expiresAt: isoTime(expiresAt),
  secondsLeft: expiresAt === undefined ? null : Math.max(0, Math.floor((expiresAt - now) / 1000)),
});

/** How long ago that was: `just now`, `5m ago`, `2h ago`, `3 days ago`. */
export function age(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes}m ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours}h ago` : `${Math.floor(hours / 24)} days ago`;
}

/** Time left, in six cells, as the prompts of the shells write it: `1h05m`, `42m`, `<1m`, `expired`. */
export function timeLeft(milliseconds: number): string {
  if (milliseconds <= 0) return 'expired';
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return '<1m';
  return minutes < 60 ? `${minutes}m` : `${Math.floor(minutes / 60)}h${pad(minutes % 60)}m`;
}

const pad = (number: number): string => String(number).padStart(2, '0');

/** Whole seconds until then, never below 0. */
export const secondsUntil = (then: number, now: number): number => Math.max(0, Math.ceil((then - now) / 1000));

/** Whole minutes until then; undefined when it is over. */
export const minutesUntil = (then: number, now: number): number | undefined =>
  then > now ? Math.floor((then - now) / 60_000) : undefined;
