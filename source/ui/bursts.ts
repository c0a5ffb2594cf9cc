/** Hands on what comes in bursts a few at a time: `add` waits up to `pause` ms for more, `flush` does not. */
export function inBursts<T>(pause: number, handOn: (each: T) => void): { add: (each: T) => void; flush: () => void } {
  let waiting: T[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const due = waiting;
    waiting = [];
    for (const each of due) handOn(each);
  };
  return {
    add: (each) => {
      waiting.push(each);
      timer ??= setTimeout(flush, pause);
    },
    flush,
  };
}
