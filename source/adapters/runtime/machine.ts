import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { attempt } from '../attempt.ts';
import { bootId } from './proc.ts';

/** What tells machines apart, so far as the system tells it. */
type Facts = {
  readonly host: string;
  /** Of the start of its kernel. */
  readonly boot?: string | undefined;
  /** The namespace of its process IDs. */
  readonly processes?: string | undefined;
};

/**
 * The machine on which a process ID means something, as a word for a note. A container may have the host's name
 * (`docker run --network host`) and home, and process IDs of its own. After a restart it is another machine: who writes down
 * a process ID of it lets the age decide.
 */
export const thisMachine = (): string =>
  machineOf({ host: hostname(), boot: bootId(), processes: attempt(() => readlinkSync('/proc/self/ns/pid')) });

export const machineOf = ({ host, boot = '-', processes = '-' }: Facts): string => `${host} ${boot} ${processes}`;
