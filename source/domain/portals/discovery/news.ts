/** Milliseconds between two times that it is saved, and told. */
const every = { save: 2_000, tell: 250 } as const;

/** What has changed and is not yet saved or told. Nobody has to hear of each page, and no disk either. */
export type News = {
  readonly changed: () => void;
  /** Saves and tells where it is time to. @param isLast it is time now */
  readonly pass: (now: number, isLast?: boolean) => void;
  /** Milliseconds until it is time; infinite where nothing has changed. */
  readonly dueIn: (now: number) => number;
};

/** The first change is told at once. */
export function createNews(start: number, save: () => void, tell: (now: number) => void): News {
  let savedAt = start;
  let toldAt = Number.NEGATIVE_INFINITY;
  let isUnsaved = false;
  let isUntold = false;
  return {
    changed: () => {
      isUnsaved = true;
      isUntold = true;
    },
    pass: (now, isLast = false) => {
      if (isUnsaved && (isLast || now - savedAt >= every.save)) {
        isUnsaved = false;
        savedAt = now;
        save();
      }
      if (isUntold && (isLast || now - toldAt >= every.tell)) {
        isUntold = false;
        toldAt = now;
        tell(now);
      }
    },
    dueIn: (now) =>
      Math.min(
        isUntold ? toldAt + every.tell - now : Number.POSITIVE_INFINITY,
        isUnsaved ? savedAt + every.save - now : Number.POSITIVE_INFINITY,
      ),
  };
}
