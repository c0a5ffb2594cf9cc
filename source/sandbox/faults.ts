/** A failure of the next call (of `action`, if given), `times` times in a row; once unless given. */
export type Fault = {
  readonly action?: string;
  readonly times?: number;
} & (ErrorFault | AnswerFault | TransportFault);

/** An error answer instead of the call. */
export interface ErrorFault {
  readonly kind?: 'error';
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** A body in place of the answer: an empty list, half a page. Call not carried out. */
interface AnswerFault {
  readonly kind: 'answer';
  /** 200 unless given. */
  readonly status?: number;
  readonly body: string;
}

/**
 * A failure of the connection. Call not carried out: `hang` (no answer ever), `reset` (connection cut), `garbage` (an
 * answer that is not AWS's). Carried out: `lost` (connection cut before the answer), `truncated` (in the middle of it),
 * `slow` (answered after `ms` milliseconds).
 */
type TransportFault =
  | { readonly kind: 'hang' | 'reset' | 'garbage' | 'lost' | 'truncated' }
  | { readonly kind: 'slow'; readonly ms: number };

/** Faults waiting for their call. */
export interface Faults {
  add(fault: Fault): void;
  /** The fault meant for a call of `action`, taken off the list. */
  take(action: string): Fault | undefined;
}

export function createFaults(): Faults {
  const waiting: Fault[] = [];
  return {
    add(fault) {
      for (let count = fault.times ?? 1; count > 0; count -= 1) waiting.push(fault);
    },
    take(action) {
      const index = waiting.findIndex((fault) => fault.action === undefined || fault.action === action);
      return index < 0 ? undefined : waiting.splice(index, 1)[0];
    },
  };
}

/** Whether a fault is an error answer. */
export const isErrorFault = (fault: Fault): fault is Fault & ErrorFault => 'code' in fault;

/** 400 Throttling. */
export const throttling: ErrorFault = { status: 400, code: 'Throttling', message: 'Rate exceeded' };

/** 400 PackedPolicyTooLarge, with how full it is. */
export const packedPolicyTooLarge = (percent = 112): ErrorFault => ({
  status: 400,
  code: 'PackedPolicyTooLarge',
  message: `Packed size of session tags consumes ${percent}% of allotted space.`,
});
