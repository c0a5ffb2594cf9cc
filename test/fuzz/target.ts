import assert from 'node:assert/strict';
import type fc from 'fast-check';
import { problemText } from '../../source/output/problem-text.ts';
import { Cancelled, Problem } from '../../source/problem.ts';

/** Something that reads what others wrote, and what no input may do to it. */
export type Target<Input = unknown> = {
  readonly name: string;
  /** Its share of the inputs, among all targets. */
  readonly weight: number;
  readonly inputs: fc.Arbitrary<Input>;
  /** Throws where the input broke something. */
  readonly attempt: (input: Input) => void | Promise<void>;
  /** Ends what the target has started. */
  readonly close?: () => Promise<void>;
};

/** Holds a target together with the type of its inputs. */
export const target = <Input>(made: Target<Input>): Target => made as unknown as Target;

/** Line ends are ours; every other control, direction and half character came from outside. */
const steering =
  /(?!\n)\p{Cc}|\p{Cs}|\p{Zl}|\p{Zp}|\p{Bidi_Control}|[\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;

/** @throws AssertionError where a text for a person would steer their terminal */
export function assertShowable(text: string, what: string): void {
  for (const character of text) {
    if (steering.test(character)) {
      assert.fail(`${what} lets U+${character.codePointAt(0)?.toString(16)} through: ${JSON.stringify(text)}`);
    }
  }
}

/** @throws AssertionError for a problem that a person could do nothing with, or that would steer their terminal */
export function assertProblem({ text }: Problem): void {
  assert.match(text.code, /^[a-z][a-z0-9-]+$/, `a code: ${JSON.stringify(text)}`);
  assert.ok(text.title.trim() !== '', `a title: ${JSON.stringify(text)}`);
  assertShowable(problemText(text, { colors: false, debug: true }), `the problem ${text.code}`);
}

/** Runs some work; what it says no with has to be a problem in words. @returns undefined after a problem */
export function orProblem<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    assertExpected(error);
    return undefined;
  }
}

/** {@link orProblem} for work that takes its time. */
export async function orProblemLater<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    assertExpected(error);
    return undefined;
  }
}

function assertExpected(error: unknown): void {
  if (error instanceof Cancelled) return;
  if (!(error instanceof Problem)) throw error;
  assertProblem(error);
}
