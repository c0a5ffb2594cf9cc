import type { Environment } from './environment-change.ts';
import {
  identityVariables,
  isTransport,
  outsideKeysVariable,
  outsideVariable,
  profileChoiceVariables,
  promptVariable,
  regionVariables,
  roleVariables,
  transportVariables,
} from './names.ts';

/** Variables as the person had them; `null` where there was none. */
export type Originals = Readonly<Record<string, string | null>>;

/**
 * The person's own environment, whatever roles were entered since.
 *
 * What a role replaced is kept in two variables. `ROLECALL_OUTSIDE` holds how AWS was reached (profile, region,
 * endpoints, …) and is inherited, so that a switch three processes further down still knows what the person had set
 * and what a profile brought. `ROLECALL_OUTSIDE_KEYS` holds who the person was, secrets included: it never reaches the
 * environment of a command; the shells we have an integration for keep it in a variable of their own and hand it to
 * rolecall alone.
 */
export type Outside = {
  readonly environment: Environment;
  /** Are we inside a role at all? */
  readonly inRole: boolean;
  /** False inside a role whose shell does not know who the person was: `credential_source = Environment` has to refuse. */
  readonly identityKnown: boolean;
};

/** Undoes whatever role `before` is in. Outside a role that is `before` itself. */
export function outsideOf(before: Environment): Outside {
  const inRole = before.ROLECALL_PROFILE !== undefined;
  const environment: Record<string, string | undefined> = { ...before };
  for (const name of roleVariables) delete environment[name];
  if (!inRole) return { environment, inRole, identityKnown: true };

  const reach = readOriginals(before[outsideVariable], isReach);
  const keys = readOriginals(before[outsideKeysVariable], isIdentity);
  for (const name of [...identityVariables, ...profileChoiceVariables]) delete environment[name];
  // Nothing is known: rather lose what the person had set than keep what a profile brought.
  if (!reach) for (const name of Object.keys(environment)) if (isReach(name)) delete environment[name];
  for (const [name, value] of Object.entries({ ...reach, ...keys })) {
    if (value === null) delete environment[name];
    else environment[name] = value;
  }
  return { environment, inRole, identityKnown: keys !== undefined };
}

/** What `ROLECALL_OUTSIDE` keeps: the variables of `touched` as they were outside, those that never were left out. */
export function keepReach(outside: Environment, touched: Iterable<string>): string {
  const originals: Record<string, string | null> = {};
  for (const name of [...touched].sort()) if (isReach(name)) originals[name] = outside[name] ?? null;
  return JSON.stringify(originals);
}

/** What `ROLECALL_OUTSIDE_KEYS` keeps: who the person is, as far as their environment says. */
export function keepKeys(outside: Environment): string {
  const originals: Record<string, string> = {};
  for (const name of identityVariables) {
    const value = outside[name];
    if (value !== undefined) originals[name] = value;
  }
  return JSON.stringify(originals);
}

/** The names that the role in `before` brought or hid, by its own account. */
export function reachTouched(before: Environment): readonly string[] {
  return Object.keys(readOriginals(before[outsideVariable], isReach) ?? {});
}

const reachVariables: ReadonlySet<string> = new Set([
  ...profileChoiceVariables,
  ...regionVariables,
  ...transportVariables,
  promptVariable,
]);
const isReach = (name: string) => reachVariables.has(name) || isTransport(name);
const identity: ReadonlySet<string> = new Set(identityVariables);
const isIdentity = (name: string) => identity.has(name);

/** A stash that is missing, damaged or speaks of other variables is no stash. */
function readOriginals(text: string | undefined, allowed: (name: string) => boolean): Originals | undefined {
  if (text === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
    const entries = Object.entries(parsed as Record<string, unknown>);
    const sound = entries.every(([name, value]) => allowed(name) && (value === null || typeof value === 'string'));
    return sound ? (parsed as Originals) : undefined;
  } catch {
    return undefined;
  }
}
