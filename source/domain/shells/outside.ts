import { recordIn } from '../record.ts';
import type { Environment } from './environment.ts';
import { exportedIn } from './exported.ts';
import { isLiveProfile } from './live-name.ts';
import {
  displayVariables,
  exportedVariable,
  identityIn,
  isIdentity,
  isTransport,
  outsideKeysVariable,
  outsideVariable,
  profileChoiceVariables,
  promptVariable,
  regionVariables,
  roleVariables,
} from './names.ts';

/** Variables as the person had them; `null` where there was none. */
type Originals = Readonly<Record<string, string | null>>;

/**
 * The person's own environment, as it was before any role was entered.
 *
 * Two variables hold the values that a role replaced. `ROLECALL_OUTSIDE` holds how AWS was reached (profile, region,
 * endpoints, …), and how prompts show it. Processes inherit it, so that a switch three processes further down still knows the person's own values
 * from those that a profile brought. `ROLECALL_OUTSIDE_KEYS` holds the person's identity, secrets included. It never
 * reaches the environment of a command, nor a subshell, whose parent has it anyway: a shell that was switched in place
 * holds it in a variable that is not exported, and passes it to rolecall alone.
 */
export type Outside = {
  readonly environment: Environment;
  readonly inRole: boolean;
  /** What `rolecall export` set there before: not the person's own, so not in `environment`; as it was, with its record. */
  readonly exported: Environment;
  /** False inside a role whose shell does not know the person's own identity: `credential_source = Environment` has to refuse. */
  readonly identityKnown: boolean;
};

/** The environment outside the role that `before` is in. Outside a role that is `before` itself. */
export const outsideOf = (before: Environment): Outside => outsideWith(before, {});

/** The same as the role leaves it: what somebody else has changed in its environment since is not the role's any more, and stays. */
export const leftOf = (before: Environment): Outside => outsideWith(before, changedSince(before));

function outsideWith(before: Environment, changed: Partial<Changed>): Outside {
  const inRole = before.ROLECALL_PROFILE !== undefined;
  const environment: Record<string, string | undefined> = { ...before };
  for (const name of roleVariables) delete environment[name];
  if (!inRole) return { environment, inRole, exported: withoutExported(environment), identityKnown: true };

  const reach = readOriginals(before[outsideVariable], isReach);
  const keys = changed.identity ?? readOriginals(before[outsideKeysVariable], isIdentity);
  for (const name of [...identityIn(environment), ...profileChoiceVariables, exportedVariable])
    delete environment[name];
  // Without a record: better lose a value of the person's own than keep one that a profile brought.
  if (!reach) for (const name of Object.keys(environment)) if (isReach(name)) delete environment[name];
  for (const [name, value] of Object.entries({ ...reach, ...keys, ...changed.reach })) {
    if (value === null) delete environment[name];
    else environment[name] = value;
  }
  return { environment, inRole, exported: withoutExported(environment), identityKnown: keys !== undefined };
}

/** What stands in the environment of a role by somebody else's hand: the person's, direnv's at another folder. */
type Changed = {
  readonly reach: Originals;
  /** The keys; undefined where they are still the role's. */
  readonly identity: Originals | undefined;
};

/** What was set in the environment of a role since it was entered, or taken out. What `rolecall export` set there goes with the role. */
function changedSince(before: Environment): Partial<Changed> {
  if (before[exportedVariable] !== undefined) return {};
  const asItIs = (name: string) => [name, before[name] ?? null] as const;
  const own = before.ROLECALL_REGION;
  const regions = own === undefined ? [] : regionVariables.filter((name) => before[name] !== own);
  const identity = hasOtherKeys(before) ? Object.fromEntries(otherKeys(before).map(asItIs)) : undefined;
  const chosen = profileChoiceVariables.map((name) => [name, ofPerson(before[name])] as const);
  // Beside other keys no profile comes back: some programs would be that one.
  const isOther = identity?.AWS_ACCESS_KEY_ID !== undefined || chosen.some(([, profile]) => profile !== null);
  return { reach: Object.fromEntries([...regions.map(asItIs), ...(isOther ? chosen : [])]), identity };
}

/** A chosen profile that is not the one of a live role. */
const ofPerson = (profile: string | undefined): string | null => (profile && !isLiveProfile(profile) ? profile : null);

/** Whether other keys than the role's are in its environment, or none at all. One alone of the two is a remnant of the role's. */
function hasOtherKeys(before: Environment): boolean {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, ROLECALL_KEY_ID: own } = before;
  if (!id !== !secret) return false;
  return own === undefined ? before.ROLECALL_CONFIG_FILE !== undefined && Boolean(id) : id !== own;
}

/** The variables of the keys in a role's environment that are not the role's: a token that such a key cannot have is. */
function otherKeys({ AWS_ACCESS_KEY_ID: id }: Environment): readonly string[] {
  if (!id) return [];
  const pair = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
  return id.startsWith('ASIA') ? [...pair, 'AWS_SESSION_TOKEN', 'AWS_SECURITY_TOKEN'] : pair;
}

/** Takes out of an environment what `rolecall export` set. @returns what was taken out */
function withoutExported(environment: Record<string, string | undefined>): Environment {
  const taken: Record<string, string | undefined> = {};
  if (environment[exportedVariable] === undefined) return taken;
  for (const name of [...exportedIn(environment), exportedVariable]) {
    taken[name] = environment[name];
    delete environment[name];
  }
  return taken;
}

/** The variables of a shell in no role, what `rolecall export` set there included. */
export const asTheyWere = ({ environment, exported }: Outside): Environment => ({ ...environment, ...exported });

/** The value of `ROLECALL_OUTSIDE`: the variables of `touched` as they were outside, `null` for those that were not set. */
export function reachToRestore(outside: Environment, touched: Iterable<string>): string {
  const originals: Record<string, string | null> = {};
  for (const name of [...touched].sort()) if (isReach(name)) originals[name] = outside[name] ?? null;
  return JSON.stringify(originals);
}

/** The value of `ROLECALL_OUTSIDE_KEYS`: the person's identity, as far as their environment says. */
export function keysToRestore(outside: Environment): string {
  const originals: Record<string, string> = {};
  for (const name of identityIn(outside)) {
    const value = outside[name];
    if (value !== undefined) originals[name] = value;
  }
  return JSON.stringify(originals);
}

/** The names of the variables that the role in `before` set or hid, as `ROLECALL_OUTSIDE` records them. */
export function reachTouched(before: Environment): readonly string[] {
  return Object.keys(readOriginals(before[outsideVariable], isReach) ?? {});
}

/**
 * The value of `ROLECALL_OUTSIDE` once the role in `before` sets the variables `names` as well; undefined where there is no
 * readable record, for then nothing of how AWS is reached outlives the role.
 */
export function recordWith(before: Environment, names: readonly string[]): string | undefined {
  const record = readOriginals(before[outsideVariable], isReach);
  return record && reachToRestore(asTheyWere(outsideOf(before)), [...Object.keys(record), ...names]);
}

const reachVariables: ReadonlySet<string> = new Set([
  ...profileChoiceVariables,
  ...regionVariables,
  ...displayVariables,
  promptVariable,
  exportedVariable,
]);
const isReach = (name: string) => reachVariables.has(name) || isTransport(name);

/** Undefined where the record is missing, damaged, or names variables that it may not hold. */
function readOriginals(text: string | undefined, allowed: (name: string) => boolean): Originals | undefined {
  const record = text === undefined ? undefined : recordIn(text);
  const isValid = (name: string, value: unknown) => allowed(name) && (value === null || typeof value === 'string');
  if (record === undefined || !Object.entries(record).every(([name, value]) => isValid(name, value))) return undefined;
  return record as Originals;
}
