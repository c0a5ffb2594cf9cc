/** The time at the sandbox, in milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Advances the time at AWS by `ms` milliseconds: sessions age, MFA codes change. */
  advance(ms: number): void;
  /** Whether a request signed at `time` comes from a clock that agrees with this one, give or take 15 minutes, or `tolerance`. */
  agrees(time: number, tolerance?: number): 'yes' | 'too early' | 'too late';
}

/** How far a signature may be off, in milliseconds. */
export const TOLERANCE = 15 * 60 * 1000;

/**
 * A clock on top of `base`. Advanced time is not skew: the signer still reads `base`, so a time between `base` and the
 * advanced time agrees.
 */
export function createClock(base: () => number = Date.now): Clock {
  let advanced = 0;
  const now = () => base() + advanced;
  return {
    now,
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0) throw new RangeError('A clock is advanced by 0 or more milliseconds.');
      advanced += ms;
    },
    agrees(time, tolerance = TOLERANCE) {
      if (time < base() - tolerance) return 'too early';
      return time > now() + tolerance ? 'too late' : 'yes';
    },
  };
}
