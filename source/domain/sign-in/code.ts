import { Cancelled, Problem } from '../../problem.ts';
import type { Signer } from './flow.ts';
import type { Pasted, Redirected } from './redirect.ts';

/** As long as the AWS CLI waits for the browser. Milliseconds. */
export const browserLasts = 600_000;

/** How a code comes. */
export type Coming = {
  /** From the browser by itself, where it can reach this machine. */
  readonly answer: Promise<Redirected> | undefined;
  /** From what the person pastes. */
  readonly read: (text: string) => Pasted;
  /** Why what was pasted does not do. */
  readonly unread: Readonly<Record<'no address' | 'another sign-in', string>>;
  /** The command that begins anew. */
  readonly again: string;
  /** There is another way that the person may want. */
  readonly hasOther: boolean;
  /** Resolves after so many milliseconds, or as soon as the signal is given. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** What is said of an address that does not do, where the browser comes back to this machine. */
export const unreadAddress = {
  'no address': 'That is not the address: it begins with http://127.0.0.1 and contains code= and state=.',
  'another sign-in':
    'That address belongs to another sign-in: open the page above, and paste the address where it ends.',
} as const;

/**
 * Waits for an authorization code, from whichever comes first.
 * @returns undefined where the person wants another way
 * @throws Problem where it was refused or too late, Cancelled
 */
export async function codeFrom(coming: Coming, signer: Signer, signal: AbortSignal): Promise<string | undefined> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const isLate = coming.wait(browserLasts, either).then(() => undefined);
  let given = signer.given(either);
  try {
    for (;;) {
      const next = await Promise.race([...(coming.answer === undefined ? [] : [coming.answer]), given, isLate]);
      if (signal.aborted) throw new Cancelled();
      if (next === undefined) throw late();
      if (next.tag === 'device' && coming.hasOther) return undefined;
      const read = next.tag === 'pasted' ? coming.read(next.text) : next;
      if (read.tag === 'code') return read.code;
      if (read.tag === 'refused') throw refused(read.error, coming.again);
      signer.told(coming.unread[read.tag === 'another sign-in' ? 'another sign-in' : 'no address']);
      given = signer.given(either);
    }
  } finally {
    over.abort();
    // The person's terminal is as it was before anything else is said there.
    await given.catch(() => undefined);
  }
}

function refused(error: string, again: string): Problem {
  if (error === 'access_denied') return denied();
  return new Problem({
    code: 'sign-in-refused',
    title: `The sign-in page sent the browser back with ${error}.`,
    todo: [`Sign in again: ${again}`],
  });
}

/** The person said no, or the company does. */
export const denied = (): Problem =>
  new Problem({
    code: 'sign-in-denied',
    title: 'The sign-in was denied in the browser.',
    todo: ['If that was a mistake, sign in again.'],
  });

export const late = (): Problem =>
  new Problem({
    code: 'sign-in-late',
    title: 'Nobody approved the sign-in in time.',
    todo: ['Sign in again: each sign-in waits for at most ten minutes.'],
  });
