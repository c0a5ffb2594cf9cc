import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { type SignInCode, signInByDevice } from '../../domain/portals/device-flow.ts';
import { portalOf, type SsoSource, signInId } from '../../domain/portals/portal.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { resolveChain } from '../../domain/profiles/resolve/chain.ts';
import { explainFailure } from '../../domain/sessions/failures/explain.ts';
import { planRequest } from '../../domain/sessions/plan/plan.ts';
import { plainRequest } from '../../domain/sessions/plan/request.ts';
import { pasteWord } from '../../domain/shells/paste.ts';
import { done, type Outcome } from '../../outcome.ts';
import { clockTime } from '../../output/clock.ts';
import { paint } from '../../output/paint.ts';
import { Problem, unlessProblem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';

/** Signs in to Identity Center, whatever sign-in there is already. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const profiles = await context.profiles.load();
  const profile = args.positionals[0] ?? onlyOne(profiles);
  const plan = planRequest(profiles, plainRequest(profile));
  const { source, transport } = plan.chain;
  if (source.kind !== 'sso') throw notSignedInTo(profile);
  const portal = portalOf(source, transport.caBundle);
  const shown = (code: SignInCode) => context.output.writeError(told(code, context));
  try {
    const ports = await context.aws.signInPorts(portal);
    const { expiresAt } = await signInByDevice(portal, ports, shown, new AbortController().signal);
    const until = clockTime(expiresAt, context.clock.now());
    context.output.writeError(`Signed in to ${plain(signInId(source))} until ${until}.\n`);
    return done;
  } catch (error) {
    throw explainFailure(error, { plan, caller: undefined });
  }
}

function told({ userCode, url, byHand }: SignInCode, context: Context): string {
  const { strong } = paint(context.output.colors('error'));
  const where = byHand === undefined ? 'Approve the sign-in in the browser' : `${byHand}: open this in a browser`;
  return `${where}.\n  ${plain(url)}\nThe code there has to be ${strong(plain(userCode))}\n`;
}

/** A profile of the one sign-in there is. @throws Problem where there are several, or none */
function onlyOne(profiles: Profiles): string {
  const names = new Map<string, string>();
  for (const name of profiles.names) {
    const source = sourceOf(profiles, name);
    if (source !== undefined && !names.has(signInId(source))) names.set(signInId(source), name);
  }
  const [first, ...others] = names.values();
  if (first === undefined) throw usage('No profile starts from IAM Identity Center.');
  if (others.length > 0) throw usage(`There are several sign-ins; name a profile: ${[first, ...others].join(', ')}`);
  return first;
}

/** Undefined where the profile starts from something else, or leads nowhere. */
function sourceOf(profiles: Profiles, name: string): SsoSource | undefined {
  const source = unlessProblem(() => resolveChain(profiles, name).source);
  return source?.kind === 'sso' ? source : undefined;
}

function notSignedInTo(profile: string): Problem {
  return new Problem({
    code: 'login-not-sso',
    title: `${profile} does not start from IAM Identity Center.`,
    todo: [
      `Whose credentials it uses: rolecall show ${pasteWord(profile, 'PROFILE')}`,
      `To open the AWS console: rolecall console ${pasteWord(profile, 'PROFILE')}`,
    ],
  });
}

function usage(title: string): Problem {
  return new Problem({ code: 'usage', title, todo: ['rolecall login --help shows what there is.'], exitCode: 2 });
}
