/**
 * How fast calls to a portal follow one another: a token bucket whose rate rises while the service takes the calls, and is
 * halved when it refuses one. Its limit is shared by everybody of the organization, so nobody begins at full speed.
 * Times in epoch milliseconds, rates in calls per second.
 */
export type Pace = {
  readonly rate: number;
  /** Calls that may be made at once. */
  readonly tokens: number;
  /** When `rate` and `tokens` were so. */
  readonly at: number;
  /** Since when the rate has been rising. */
  readonly risingSince: number;
  /** When it was last halved. */
  readonly slowedAt: number;
  /** No call before then: the service said so. */
  readonly notBefore: number;
};

const start = 10;
const fastest = 20;
const slowest = 1;

/** Timers of a busy machine are late: that is made up for by a few calls at once, not by a burst. */
const mostTokens = 4;

/** The longest wait that the service may ask for. Milliseconds. */
const longestWait = 60_000;

export const startPace = (now: number): Pace => ({
  rate: start,
  tokens: 1,
  at: now,
  risingSince: now,
  slowedAt: now,
  notBefore: now,
});

/** The pace at a later time: a call per second faster with every second since the last refusal. */
export function paceAt(pace: Pace, now: number): Pace {
  // The clock was set back: as if it had always been so.
  if (now < pace.at) return { ...pace, at: now, risingSince: now, slowedAt: now, notBefore: now };
  const whole = Math.max(0, Math.floor((now - pace.risingSince) / 1000));
  const rate = Math.min(fastest, pace.rate + whole);
  const tokens = Math.min(mostTokens, pace.tokens + ((now - pace.at) / 1000) * pace.rate);
  const risingSince = pace.risingSince + whole * 1000;
  return { ...pace, rate, tokens, at: now, risingSince };
}

/** How long to wait before the next call, in milliseconds; 0 where it may be made now. */
export function waitOf(pace: Pace, now: number): number {
  const { rate, tokens, notBefore } = paceAt(pace, now);
  const forToken = tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / rate) * 1000);
  return Math.max(forToken, Math.min(notBefore - now, longestWait), 0);
}

/** After a call was sent. */
export function afterCall(pace: Pace, now: number): Pace {
  const current = paceAt(pace, now);
  return { ...current, tokens: Math.max(0, current.tokens - 1) };
}

/**
 * After the service refused a call for its rate (429).
 * @param sentAt of that call: several that were sent at the same rate slow down once
 * @param retryAfter what the service asks to wait, in milliseconds
 */
export function afterThrottle(pace: Pace, now: number, sentAt: number, retryAfter = 0): Pace {
  const current = paceAt(pace, now);
  const notBefore = Math.max(current.notBefore, now + Math.min(retryAfter, longestWait));
  if (sentAt < current.slowedAt) return { ...current, notBefore };
  return {
    ...current,
    rate: Math.max(slowest, current.rate / 2),
    tokens: 0,
    risingSince: now,
    slowedAt: now,
    notBefore,
  };
}
