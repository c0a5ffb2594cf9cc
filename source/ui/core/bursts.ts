type Bursts<T> = {
  /** Hands it on after `pause` ms at the latest, together with what comes until then. */
  readonly add: (each: T) => void;
  /** Hands on what waits, now. */
  readonly flush: () => void;
  /** Forgets what waits. */
  readonly drop: () => void;
};

/** Hands on what comes in bursts, a few at a time. @param pause milliseconds */
export function inBursts<T>(pause: number, handOn: (each: T) => void): Bursts<T> {
  let waiting: T[] = [];
  let timer: NodeJS.Timeout | undefined;
  const drop = (): T[] => {
    clearTimeout(timer);
    timer = undefined;
    const due = waiting;
    waiting = [];
    return due;
  };
  const flush = (): void => {
    for (const each of drop()) handOn(each);
  };
  return {
    add: (each) => {
      waiting.push(each);
      timer ??= setTimeout(flush, pause);
    },
    flush,
    drop,
  };
}
