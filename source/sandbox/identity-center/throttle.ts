import type { Portal, Throttle } from '../state/portals.ts';
import { AwsProblem } from '../wire/problem.ts';

/** Calls of one operation: all, and how they ended; a call whose connection was spoilt is neither. */
export interface OperationCounts {
  sent: number;
  answered: number;
  /** With 429. */
  refused: number;
}

/** What happened at a portal since the start, or since the counts were set back. */
export interface PortalCounts extends OperationCounts {
  readonly byOperation: Readonly<Record<string, OperationCounts>>;
  /** The most calls within one second. */
  readonly highestRate: number;
}

/** How a call ended: with 429, with any other answer, or with none. */
export type Ending = 'refused' | 'answered' | 'spoilt';

/** 429, with a Retry-After header where there are seconds. */
export class TooManyRequests extends AwsProblem {
  readonly retryAfter: number | undefined;

  constructor(retryAfter: number | undefined) {
    super(429, 'TooManyRequestsException', 'HTTP 429 Unknown Code');
    this.retryAfter = retryAfter;
  }
}

export type Traffic = ReturnType<typeof createTraffic>;

/** The limits of portals, and counts of what was asked of each. */
export function createTraffic(now: () => number) {
  const meters = new WeakMap<Portal, Meter>();
  const meterOf = (portal: Portal): Meter => {
    const meter = meters.get(portal) ?? newMeter();
    meters.set(portal, meter);
    return meter;
  };

  return {
    /** Counts a call that arrived; the returned function counts how it ended. */
    arrived(portal: Portal, operation: string): (ending: Ending) => void {
      const meter = meterOf(portal);
      const counts = meter.counts.get(operation) ?? newCounts();
      meter.counts.set(operation, counts);
      counts.sent += 1;
      meter.calls += 1;
      meter.lastSecond.push(now());
      while ((meter.lastSecond[0] ?? 0) <= now() - 1000) meter.lastSecond.shift();
      meter.highestRate = Math.max(meter.highestRate, meter.lastSecond.length);
      return (ending) => {
        if (ending !== 'spoilt') counts[ending] += 1;
      };
    },
    /** Takes what a call costs. Throws TooManyRequests where there is nothing left. */
    take(portal: Portal): void {
      const { throttle } = portal.settings;
      if (throttle === null) return;
      const meter = meterOf(portal);
      const inForce = limitAfter(throttle, meter.calls);
      fill(meter, inForce, now());
      if (meter.level < 1) throw new TooManyRequests(inForce.retryAfter);
      meter.level -= 1;
    },
    counts(portal: Portal): PortalCounts {
      const { counts, highestRate } = meterOf(portal);
      const byOperation = Object.fromEntries([...counts].map(([name, each]) => [name, { ...each }]));
      const sum = (key: keyof OperationCounts) => [...counts.values()].reduce((total, each) => total + each[key], 0);
      return { sent: sum('sent'), answered: sum('answered'), refused: sum('refused'), byOperation, highestRate };
    },
    /** Sets the counts back, and fills the bucket. */
    reset(portal: Portal): void {
      meters.delete(portal);
    },
  };
}

interface Meter {
  readonly counts: Map<string, OperationCounts>;
  /** Times of the calls within the last second. */
  readonly lastSecond: number[];
  calls: number;
  highestRate: number;
  /** Calls that the bucket still holds; as many as it can until it is first asked. */
  level: number;
  filledAt: number;
}

const newCounts = (): OperationCounts => ({ sent: 0, answered: 0, refused: 0 });

const newMeter = (): Meter => ({
  counts: new Map(),
  lastSecond: [],
  calls: 0,
  highestRate: 0,
  level: Number.POSITIVE_INFINITY,
  filledAt: 0,
});

/** The limit in force for the call with this number. */
function limitAfter(throttle: Throttle, calls: number): Throttle {
  const { later } = throttle;
  return later && calls > later.afterCalls ? limitAfter(later, calls) : throttle;
}

/** Lets time go by for a bucket: it fills, and at the beginning of every second others take their part. */
function fill(meter: Meter, { rate, burst = rate, noise = 0 }: Throttle, now: number): void {
  // With others about, a longer pause leaves what a minute leaves.
  let at = noise > 0 ? Math.max(meter.filledAt, now - 60_000) : meter.filledAt;
  while (at < now) {
    const next = noise > 0 ? Math.min(now, (Math.floor(at / 1000) + 1) * 1000) : now;
    meter.level = Math.min(burst, meter.level + (rate * (next - at)) / 1000);
    if (noise > 0 && next % 1000 === 0) meter.level = Math.max(0, meter.level - noise);
    at = next;
  }
  meter.level = Math.min(burst, meter.level);
  meter.filledAt = now;
}
