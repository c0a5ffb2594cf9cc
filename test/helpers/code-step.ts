import { setTimeout as after } from 'node:timers/promises';
import { codeStep } from '../../source/domain/mfa/code.ts';

/**
 * Waits, where fewer than ten seconds are left of the step that codes are good for, for the next one: what follows falls
 * within one step of the machine's clock, which is the program's.
 */
export async function stepWithRoom(): Promise<void> {
  const left = codeStep - (Date.now() % codeStep);
  if (left < 10_000) await after(left);
}
