/** `42m`, `3h 05`, `<1m`: time left in as few characters as a list has for it. */
export function timeLeft(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return '<1m';
  if (minutes < 60) return `${minutes}m`;
  return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}`;
}

/** Whole seconds until then, never below 0. */
export const secondsUntil = (then: number, now: number): number => Math.max(0, Math.ceil((then - now) / 1000));

/** Whole minutes until then; undefined when it is over. */
export const minutesUntil = (then: number, now: number): number | undefined =>
  then > now ? Math.floor((then - now) / 60_000) : undefined;
