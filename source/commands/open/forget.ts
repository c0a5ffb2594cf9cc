import type { Context } from '../../context.ts';
import { directoryOwner } from '../../domain/console/directory.ts';
import type { ForgottenDirectories } from '../../domain/console/machine.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { deviceOf } from '../../domain/mfa/code.ts';
import { leadingTo } from '../../domain/sessions/cache/keys.ts';
import type { Forgotten } from '../../domain/sessions/cache/store.ts';
import { planRequest, type SwitchPlan } from '../../domain/sessions/plan/plan.ts';
import { plainRequest } from '../../domain/sessions/plan/request.ts';
import { done, type Outcome } from '../../outcome.ts';
import type { Arguments } from '../registry/command.ts';
import { forgetDirectories, forgottenConsoles } from './shared/forget-consoles.ts';
import { refuseStillThere, type StillThere } from './shared/still-there.ts';

type Used = Pick<Context, 'sessions' | 'portals' | 'profiles' | 'output' | 'programs'>;

/**
 * Deletes cached sessions: all, with what was found of portals, or every one that leads to the roles of the profiles named,
 * whatever flags they were opened with, and the MFA sessions of their sources. With them go the browsers of their consoles.
 */
export async function run({ positionals }: Arguments, context: Used & Pick<Context, 'files'>): Promise<Outcome> {
  await context.files.clearLeftovers();
  refuseStillThere(positionals.length === 0 ? await forgetAll(context) : await forgetNamed(positionals, context));
  return done;
}

async function forgetAll({ sessions, portals, programs, output }: Used): Promise<StillThere> {
  const all = await (await sessions.store()).forget();
  const found = await portals.inventories.removeAll();
  const browsers = await forgetDirectories(await programs.consoles());
  const count = all.sessions + all.mfaSessions;
  const forgot = [
    ...(count > 0 ? [counted(count, 'cached')] : []),
    ...(found.removed > 0 ? [`what was found of ${found.removed} ${found.removed === 1 ? 'portal' : 'portals'}`] : []),
    ...(browsers.removed > 0 ? [forgottenConsoles(browsers.removed)] : []),
  ];
  const left = [...all.failed, ...found.failed, ...browsers.failed, ...browsers.open];
  if (forgot.length > 0) output.writeError(`Forgot ${forgot.join(', and ')}.\n`);
  else if (left.length === 0) output.writeError('Nothing was cached.\n');
  return { sessions: all.failed, inventories: found.failed, browsers: browsers.failed, open: browsers.open };
}

async function forgetNamed(
  names: readonly string[],
  { sessions, profiles, programs, output }: Used,
): Promise<StillThere> {
  const store = await sessions.store();
  const consoles = await programs.consoles();
  const read = await profiles.load();
  // Every name is checked before anything is deleted.
  const plans = names.map((name) => [name, planRequest(read, plainRequest(name))] as const);
  const left: { readonly forgotten: Forgotten; readonly browsers: ForgottenDirectories }[] = [];
  for (const [name, plan] of plans) {
    const forgotten = await store.forget(leadingTo(plan));
    if (forgotten.failed.length === 0) output.writeError(`${forgottenText(name, plan, forgotten)}\n`);
    const browsers = await forgetDirectories(consoles, [directoryOwner(plan)]);
    if (browsers.removed > 0) output.writeError(`Forgot ${forgottenConsoles(browsers.removed)} of ${plain(name)}.\n`);
    left.push({ forgotten, browsers });
  }
  return {
    sessions: left.flatMap(({ forgotten }) => forgotten.failed),
    browsers: left.flatMap(({ browsers }) => browsers.failed),
    open: left.flatMap(({ browsers }) => browsers.open),
  };
}

function forgottenText(name: string, { chain }: SwitchPlan, { sessions, mfaSessions, unlabelled }: Forgotten): string {
  const device = chain.mfa === undefined ? plain(chain.source.profile) : plain(deviceOf(chain.mfa.serial).label);
  const mfa = mfaSessions > 0 ? `the MFA session of ${device}` : '';
  const old = unlabelled > 0 ? `${counted(unlabelled, 'older')} that did not say which role it is for` : '';
  const more = [mfa, old].filter((part) => part !== '').join(', and ');
  if (sessions > 0) return `Forgot ${plain(name)}${more === '' ? '' : `, and ${more}`}.`;
  return more === '' ? `Nothing of ${plain(name)} was cached.` : `Forgot ${more}.`;
}

const counted = (count: number, kind: string): string => `${count} ${kind} ${count === 1 ? 'session' : 'sessions'}`;
