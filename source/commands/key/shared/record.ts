import type { Context } from '../../../context.ts';
import { isRecordUsable } from '../../../domain/access-keys/problems.ts';

/** Before a key is asked for: @throws Problem where its place could not be noted, as the record is not understood. */
export function checkRecordUsable({ accessKeys }: Pick<Context, 'accessKeys'>): void {
  const fault = accessKeys.recordFault();
  if (fault !== undefined && !isRecordUsable(fault)) throw fault;
}
