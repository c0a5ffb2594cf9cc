/** How one who waits for a turn is told. */
type Telling = {
  /** Milliseconds. */
  readonly after: number;
  readonly tell: () => void;
  /** The waiting that was told is over. */
  readonly over?: () => void;
};

/**
 * Runs work that waits for its turn, as another rolecall may be at the same.
 * @param wait runs the work it is given in its turn, or comes to the result without it
 * @param telling absent where nobody is to be told that the turn does not come soon
 */
export async function inTurn<T>(
  work: () => Promise<T>,
  wait: (work: () => Promise<T>) => Promise<T>,
  telling: Telling | undefined,
): Promise<T> {
  if (telling === undefined) return wait(work);
  let isTold = false;
  const timer = setTimeout(() => {
    isTold = true;
    telling.tell();
  }, telling.after);
  const end = () => {
    clearTimeout(timer);
    if (isTold) telling.over?.();
    isTold = false;
  };
  try {
    return await wait(() => {
      end();
      return work();
    });
  } finally {
    end();
  }
}
