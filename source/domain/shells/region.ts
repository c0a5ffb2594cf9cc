import { currentRole } from './current.ts';
import type { Environment } from './environment.ts';
import { regionVariables } from './names.ts';
import { outsideOf } from './outside.ts';

/** The region that the programs of a shell use, and what names it, for a person to read. */
export type RegionInForce = { readonly region: string; readonly from: string };

/** What an environment does not say by itself. */
export type RegionFacts = {
  /** The region of the stored request of the role that the shell is in. */
  readonly requested: string | undefined;
  /** The region of a profile, also one it takes over from its source. */
  readonly ofProfile: (name: string) => string | undefined;
};

/** Undefined where nothing names a region. */
export function regionInForce(env: Environment, { requested, ofProfile }: RegionFacts): RegionInForce | undefined {
  const role = currentRole(env);
  const variable = regionVariables.find((name) => env[name]);
  const region = (variable && env[variable]) || undefined;
  if (variable === undefined || region === undefined) {
    // The profile of a live role would have set the variables; without a chosen one, programs read the profile default.
    const name = env.AWS_PROFILE || env.AWS_DEFAULT_PROFILE || 'default';
    const found = role?.isLive ? undefined : ofProfile(name);
    return found === undefined ? undefined : { region: found, from: `From the profile ${name}.` };
  }
  if (role === undefined) return { region, from: `From ${variable}.` };
  if (region === requested) return { region, from: 'Asked for with rolecall region or --region.' };
  if (region === ofProfile(role.profile)) return { region, from: `From the profile ${role.profile}.` };
  const own = outsideOf(env).environment[variable] === region;
  return { region, from: own ? `From your ${variable}: the role has none.` : `From ${variable} in this shell.` };
}
