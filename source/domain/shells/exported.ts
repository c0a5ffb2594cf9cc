import { own } from '../own.ts';
import type { Environment } from './environment.ts';
import { exportedVariable, isReachOfAws, regionVariables } from './names.ts';

/**
 * What `rolecall export` set in a shell of how AWS is reached, regions and endpoints. The shell is in no role, and its variables look
 * like the person's own; for the next role they are not. `ROLECALL_EXPORTED` names them with their values, and holds no secret:
 * what the person has changed since is the person's.
 */
export function exportedRecord(set: Readonly<Record<string, string>>): string {
  const leading = Object.entries(set).filter(([name]) => leadsToAws(name));
  return leading.map(([name, value]) => `${name}=${carried(value)}`).join(' ');
}

/** The names of such variables that are in an environment as `rolecall export` set them. */
export function exportedIn(environment: Environment): readonly string[] {
  const record = environment[exportedVariable];
  if (!record) return [];
  return record.split(' ').flatMap((entry) => {
    const [name = '', value] = entry.split('=');
    const now = own(environment, name);
    return leadsToAws(name) && now !== undefined && carried(now) === value ? [name] : [];
  });
}

/** Does `rolecall export` set this variable so that programs reach the AWS of the role? */
export const leadsToAws = (name: string): boolean =>
  isReachOfAws(name) || regionVariables.some((region) => region === name);

/** A value in characters that every shell takes as they are. Values that differ by more than a sign differ in it. */
const carried = (value: string): string => encodeURIComponent(value.toWellFormed()).replace(/[%!'()*~]/g, '+');
