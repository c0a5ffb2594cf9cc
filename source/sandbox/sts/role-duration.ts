import type { Role } from '../state/entities.ts';
import { validationError } from '../wire/problem.ts';
import type { Parameters } from '../wire/query.ts';

const CHAINED_SECONDS = 3600;
const DEFAULT_SECONDS = 3600;

/**
 * How long a session of the role lasts, in seconds. `chained`: asked for with temporary credentials, those of
 * GetSessionToken included. Throws ValidationError where more is asked for than the role or chaining allows.
 */
export function roleDuration(parameters: Parameters, role: Role, chained: boolean): number {
  const seconds = Number(parameters.get('DurationSeconds') ?? DEFAULT_SECONDS);
  if (chained && seconds > CHAINED_SECONDS) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (seconds > role.maxSessionDuration) {
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  return seconds;
}
