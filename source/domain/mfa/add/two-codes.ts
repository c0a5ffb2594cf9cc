import { printable } from '../../display/sanitize.ts';
import { codeStep, deviceOf, readCode } from '../code.ts';
import type { TwoCodes } from '../user-devices.ts';

/** A question for one of the two codes that enable a device. */
export type EnableQuestion = {
  readonly which: 'first' | 'second';
  readonly serial: string;
  /** What was wrong with the last answer, or with both codes. */
  readonly news?: EnableNews;
};

export type EnableNews = 'malformed' | 'same' | 'refused' | 'unanswered';

/**
 * Asks for two codes in a row.
 * @param ask gives what was typed; throws Cancelled
 * @param news what became of the codes before
 * @returns undefined where the person gives up
 */
export async function askTwoCodes(
  serial: string,
  ask: (question: EnableQuestion) => Promise<string>,
  news: EnableNews | undefined,
): Promise<TwoCodes | undefined> {
  const codeOf = async (which: EnableQuestion['which'], begun: EnableNews | undefined, other?: string) => {
    for (let news = begun; ; ) {
      const typed = await ask({ which, serial, ...(news !== undefined && { news }) });
      if (typed.trim() === '') return undefined;
      const code = readCode(typed);
      if (code !== undefined && code !== other) return code;
      news = code === undefined ? 'malformed' : 'same';
    }
  };
  const first = await codeOf('first', news);
  const second = first && (await codeOf('second', undefined, first));
  return first && second ? [first, second] : undefined;
}

/**
 * The question in a few words: below a picture there is one line. The first code may be of the step before: then the next one
 * is there already.
 */
export function enableWords({ which, serial, news }: EnableQuestion, now: number): string {
  const name = printable(deviceOf(serial).label, 24);
  const what = which === 'first' ? `Code of ${name}: ` : `The next code (now or in ${untilNext(now)} s): `;
  return news === undefined ? what : `${newsWords[news]} ${what}`;
}

const untilNext = (now: number): number => Math.ceil((codeStep - (now % codeStep)) / 1000);

const newsWords: Readonly<Record<EnableNews, string>> = {
  malformed: 'Enter six digits.',
  same: 'That was the first code.',
  refused: 'Not accepted.',
  unanswered: 'AWS did not answer.',
};
