import type { ProblemText } from '../../../problem.ts';
import type { CallerIdentity, StsFailure } from '../open/sts.ts';
import type { SwitchPlan } from '../plan/plan.ts';

/** What was under way when a call failed. */
export type FailureContext = { readonly plan: SwitchPlan; readonly caller: CallerIdentity | undefined };

/** Everything that is known of a call that failed. */
export type Facts = FailureContext & {
  readonly failure: StsFailure;
  /** Index of the hop, or -1 before the first. */
  readonly index: number;
  readonly withMfa: boolean;
};

export type Wording = Omit<ProblemText, 'tried' | 'said' | 'debug'>;

/** One kind of failure, and what a person reads of it. */
export type Row = { readonly when: (facts: Facts) => boolean; readonly say: (facts: Facts) => Wording };

export const said =
  (pattern: RegExp) =>
  ({ failure }: Facts): boolean =>
    pattern.test(failure.message);

export const coded =
  (...codes: readonly string[]) =>
  ({ failure }: Facts): boolean =>
    codes.includes(failure.code);
