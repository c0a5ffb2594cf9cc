import type { Context } from '../../context.ts';
import { directoryOwner } from '../../domain/console/directory.ts';
import type { ForgottenDirectories } from '../../domain/console/machine.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { deviceOf } from '../../domain/mfa/code.ts';
import { leadingTo } from '../../domain/sessions/cache/keys.ts';
import type { Forgotten } from '../../domain/sessions/cache/store.ts';
import { planRequest, type SwitchPlan } from '../../domain/sessions/plan/plan.ts';
import { plainRequest } from '../../domain/sessions/plan/request.ts';
import { pasteWord } from '../../domain/shells/paste.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { forgetDirectories, forgottenConsoles, refuseOpen } from './shared/forget-consoles.ts';

/**
 * Deletes cached sessions: all, with what was found of portals, or every one that leads to the roles of the profiles named,
 * whatever flags they were opened with, and the MFA sessions of their sources. With them go the browsers of their consoles.
 */
export async function run(
  { positionals }: Arguments,
  {
    sessions,
    portals,
    profiles,
    output,
    files,
    programs,
  }: Pick<Context, 'sessions' | 'portals' | 'profiles' | 'output' | 'files' | 'programs'>,
): Promise<Outcome> {
  await files.clearLeftovers();
  const store = await sessions.store();
  const failed: Forgotten['failed'][number][] = [];
  const consoles = await programs.consoles();
  const left: ForgottenDirectories[] = [];
  if (positionals.length === 0) {
    const all = await store.forget();
    failed.push(...all.failed);
    const found = await portals.inventories.removeAll();
    failed.push(...found.failed);
    const browsers = await forgetDirectories(consoles);
    left.push(browsers);
    const count = all.sessions + all.mfaSessions;
    const forgot = [
      ...(count > 0 ? [counted(count, 'cached')] : []),
      ...(found.removed > 0
        ? [`what was found of ${found.removed} ${found.removed === 1 ? 'portal' : 'portals'}`]
        : []),
      ...(browsers.removed > 0 ? [forgottenConsoles(browsers.removed)] : []),
    ];
    if (forgot.length > 0) output.writeError(`Forgot ${forgot.join(', and ')}.\n`);
    else if (failed.length === 0) output.writeError('Nothing was cached.\n');
  } else {
    const read = await profiles.load();
    // Every name is checked before anything is deleted.
    const plans = positionals.map((name) => [name, planRequest(read, plainRequest(name))] as const);
    for (const [name, plan] of plans) {
      const forgotten = await store.forget(leadingTo(plan));
      failed.push(...forgotten.failed);
      if (forgotten.failed.length === 0) output.writeError(`${forgottenText(name, plan, forgotten)}\n`);
      const browsers = await forgetDirectories(consoles, [directoryOwner(plan)]);
      left.push(browsers);
      if (browsers.removed > 0) output.writeError(`Forgot ${forgottenConsoles(browsers.removed)} of ${plain(name)}.\n`);
    }
  }
  if (failed.length > 0) throw stillThere(failed);
  for (const browsers of left) refuseOpen(browsers);
  return done;
}

function forgottenText(name: string, { chain }: SwitchPlan, { sessions, mfaSessions, unlabelled }: Forgotten): string {
  const device = chain.mfa === undefined ? plain(chain.source.profile) : plain(deviceOf(chain.mfa.serial).label);
  const mfa = mfaSessions > 0 ? `the MFA session of ${device}` : '';
  const old = unlabelled > 0 ? `${counted(unlabelled, 'older')} that did not say of which role` : '';
  const more = [mfa, old].filter((part) => part !== '').join(', and ');
  if (sessions > 0) return `Forgot ${plain(name)}${more === '' ? '' : `, and ${more}`}.`;
  return more === '' ? `Nothing of ${plain(name)} was cached.` : `Forgot ${more}.`;
}

const counted = (count: number, kind: string): string => `${count} ${kind} ${count === 1 ? 'session' : 'sessions'}`;

function stillThere(failed: Forgotten['failed']): Problem {
  const count = failed.length === 1 ? 'A cached session' : `${failed.length} cached sessions`;
  const [first] = failed;
  return new Problem({
    code: 'not-forgotten',
    title: `${count} could not be deleted, and may still serve.`,
    means: first?.why ?? '',
    todo: failed.slice(0, 5).map(({ path }) => `Delete it yourself: rm ${pasteWord(path, 'FILE')}`),
  });
}
