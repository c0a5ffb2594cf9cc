import type { Context } from '../../context.ts';
import { readDestination } from '../../domain/console/destination.ts';
import { federationPlace } from '../../domain/console/place.ts';
import { portalRoleOf } from '../../domain/console/portal-link.ts';
import { isWhere, type Where, whereWords } from '../../domain/console/where.ts';
import { partitionOfArn } from '../../domain/profiles/arn.ts';
import { endpointHere } from '../../domain/profiles/endpoints.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { signInEndpoint } from '../../domain/sessions/plan/endpoint.ts';
import { leadsElsewhere } from '../../domain/sessions/plan/leads-to.ts';
import { planRequest, type SwitchPlan } from '../../domain/sessions/plan/plan.ts';
import { plainRequest } from '../../domain/sessions/plan/request.ts';
import type { Session } from '../../domain/sessions/session.ts';
import type { Outcome } from '../../outcome.ts';
import { unlessProblem, wrongUsage } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { chooseSession, roleOfArguments } from './shared/choose-session.ts';
import { currentSession, savedIfHere } from './shared/current-role.ts';
import { forgetConsoles } from './shared/forget-consoles.ts';
import { handingOver } from './shared/hand-over-console.ts';
import { type ConsoleOptions, type ConsoleSession, openConsoleOf, signInWith } from './shared/open-console.ts';
import { openRole } from './shared/open-role.ts';
import { readRoleOptions } from './shared/role-options.ts';

const readOptions = (args: Arguments): ConsoleOptions => ({
  destination: readDestination(args.value('destination')),
  print: args.flag('print'),
  copy: args.flag('copy'),
  logout: args.flag('logout'),
  federation: args.flag('federation'),
  ...inOf(args.value('in')),
});

/** @throws Problem (wrong usage) */
function inOf(word: string | undefined): { readonly in?: Where } {
  if (word === undefined) return {};
  if (isWhere(word)) return { in: word };
  throw wrongUsage(`--in ${word} is not a place for a console.`, `The places are ${whereWords.join(', ')}.`);
}

/** Signs a browser in as a role: the one named, the one this shell is in, else one chosen. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  if (args.flag('forget')) return forgetConsoles(args.positionals, context);
  const options = readOptions(args);
  const role = await readRoleOptions(args, context);
  const isUnnamed = args.positionals.length === 0 && role.target === undefined;
  const current = isUnnamed ? await currentSession(args, context, role) : undefined;
  if (current !== undefined) return openHere(context, current, options);
  const named = await roleOfArguments(args, role, context);
  if (named !== undefined)
    return openConsoleOf(
      context,
      { ...named, open: () => openRole(context, { ...role, ...named, purpose: 'console' }) },
      options,
    );
  const picking = { ...role, purpose: 'console' as const, console: options, byName: 'rolecall console PROFILE' };
  const chosen = await chooseSession(args, picking, context);
  if (chosen.tag === 'other') return chosen.outcome;
  return openConsoleOf(context, { request: chosen.request, open: async () => chosen.session, unnamed: false }, options);
}

/** The console of the role that this shell is in: with its session, or by the link of its portal. */
async function openHere(context: Context, session: Session, options: ConsoleOptions): Promise<Outcome> {
  const { env } = context;
  const profiles = await context.profiles.load();
  const plan = await planHere(context, profiles, session);
  if (plan !== undefined && portalRoleOf(plan) !== undefined) {
    const request = { ...plan.request, ...(session.region && { region: session.region }) };
    return openConsoleOf(context, { request, open: async () => session, unnamed: false }, options);
  }
  // A role without a profile has what it was opened with in the environment.
  const endpoint = plan ? signInEndpoint(profiles, plan.chain) : endpointHere(env, 'signin')?.url;
  // How the shell's role was opened is not known here, so the length of the console session is left to AWS.
  const opened: ConsoleSession = {
    session,
    place: federationPlace(plan?.partition ?? partitionOfArn(session.roleArn), endpoint),
    asked: undefined,
    durationSeconds: undefined,
    caBundle: plan?.at.caBundle,
  };
  return signInWith(context, opened, options, await handingOver(context, options));
}

/**
 * Undefined where the profile is gone, broken or leads to another role since the shell was opened: it has no say then. Nor of
 * a portal in a command's shell, of which no request is stored: what role the profile named when it was opened is not known.
 */
async function planHere(
  context: Pick<Context, 'env' | 'sessions'>,
  profiles: Profiles,
  { profile }: Session,
): Promise<SwitchPlan | undefined> {
  const plan = unlessProblem(() => planRequest(profiles, plainRequest(profile)));
  if (plan === undefined) return undefined;
  const saved = await savedIfHere(context);
  if (saved === undefined) return portalRoleOf(plan) === undefined ? plan : undefined;
  return leadsElsewhere(plan, saved.leadsTo) === undefined ? plan : undefined;
}
