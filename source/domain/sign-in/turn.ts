import { Cancelled } from '../../problem.ts';
import type { BrowserPorts, Signer } from './flow.ts';

/** A sign-in that is made by one process of the person at a time. */
export type Turn<T> = {
  /** Of the portal or of the principal. */
  readonly id: string;
  /** The sign-in on this machine, if it can be used. */
  readonly usable: () => Promise<T | undefined>;
  /** The secret by which two of them differ. */
  readonly secretOf: (signIn: T) => string;
  /** Said where another process is at it. */
  readonly waits: string;
};

/**
 * Signs in when no other process of the person does so there; what another one gets meanwhile is taken.
 * @throws what `work` throws, Cancelled on the signal
 */
export async function inTurn<T>(
  { id, usable, secretOf, waits }: Turn<T>,
  work: () => Promise<T>,
  { alone }: Pick<BrowserPorts, 'alone'>,
  { told }: Pick<Signer, 'told'>,
  signal: AbortSignal,
): Promise<T> {
  const before = await usable();
  const theirs = async (): Promise<T | undefined> => {
    if (signal.aborted) throw new Cancelled();
    const now = await usable();
    const isOld = now !== undefined && before !== undefined && secretOf(now) === secretOf(before);
    return isOld ? undefined : now;
  };
  return alone(id, work, theirs, () => told(waits));
}
