import type { Context } from '../../context.ts';
import { clockFindings, clockUnknown } from '../../domain/machine/clock.ts';
import { environmentFindings } from '../../domain/machine/environment.ts';
import { fileFindings, type Watched } from '../../domain/machine/files.ts';
import type { MachineFinding } from '../../domain/machine/finding.ts';
import type { Machine } from '../../domain/machine/ports.ts';
import { proxiesIn, proxyUnreachable } from '../../domain/machine/proxies.ts';
import { sessionFinding } from '../../domain/machine/sessions.ts';
import { rcFileOf, shellFindings } from '../../domain/machine/shells.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { hasKeys } from '../../domain/profiles/resolve/kind.ts';
import { roleSummaries } from '../../domain/profiles/resolve/summary.ts';
import { stsUrl } from '../../domain/sessions/plan/endpoint.ts';
import { planRequest } from '../../domain/sessions/plan/plan.ts';
import { plainRequest } from '../../domain/sessions/plan/request.ts';
import { outsideOf } from '../../domain/shells/outside.ts';
import { whoHere } from '../../domain/shells/who.ts';
import { Problem } from '../../problem.ts';

/** No more of AWS's clocks than this are read: they agree. */
const clocks = 3;

/** What is wrong around the configuration. @param offline ask nobody on the network */
export async function machineFindings(
  profiles: Profiles,
  context: Context,
  { offline }: { readonly offline: boolean },
): Promise<readonly MachineFinding[]> {
  const machine = await context.machine();
  const env = outsideOf(context.env).environment;
  const found = await Promise.all([
    files(profiles, context, machine),
    environmentFindings(env, profiles, context.now()),
    drift(context),
    context.sessionKeeping().then(sessionFinding),
    offline ? [] : network(profiles, context, machine),
    shell(context),
  ]);
  return found.flat();
}

async function files(profiles: Profiles, { files: aws, paths }: Context, machine: Machine) {
  const holdsKeys = profiles.names.some((name) => {
    const profile = profiles.get(name);
    return (
      profile !== undefined && hasKeys(profile) && profile.setting('aws_secret_access_key')?.at.file === aws.config
    );
  });
  const watched: readonly Watched[] = [
    { path: directoryOf(aws.config), holds: 'directory' },
    { path: aws.config, holds: holdsKeys ? 'credentials' : 'profiles' },
    { path: aws.credentials, holds: 'credentials' },
    { path: paths.cache, holds: 'sessions' },
    { path: paths.settings, holds: 'settings' },
  ];
  const found = await Promise.all(watched.map(async (each) => fileFindings(each, await machine.look(each.path))));
  return found.flat();
}

const directoryOf = (path: string): string => path.slice(0, Math.max(1, path.search(/[\\/][^\\/]*$/)));

/** What was changed in a role's shell since it was entered. */
function drift({ env }: Context): readonly MachineFinding[] {
  const who = whoHere(env);
  if (who.tag !== 'role') return [];
  const remedy = 'Leave with exit and open the role again.';
  return who.doubts.map((what) => ({ severity: 'warning', code: 'role-drifted', where: 'this shell', what, remedy }));
}

async function network(profiles: Profiles, { env }: Context, machine: Machine): Promise<readonly MachineFinding[]> {
  const { proxies, odd } = proxiesIn(env);
  const found = await Promise.all([
    ...endpoints(profiles).map(async (url) => {
      const clock = await machine.clockOf(url);
      return 'offset' in clock ? clockFindings(url, clock.offset) : [clockUnknown(url, clock.why)];
    }),
    ...proxies.map(async (proxy) => {
      const why = await machine.whyUnreachable(proxy.host, proxy.port);
      return why === undefined ? [] : [proxyUnreachable(proxy, why)];
    }),
  ]);
  return [...odd, ...found.flat()];
}

/** Where the roles of the configuration are asked for. */
function endpoints(profiles: Profiles): readonly string[] {
  const urls = new Set<string>();
  for (const { name } of roleSummaries(profiles)) {
    if (urls.size === clocks) break;
    try {
      urls.add(stsUrl(planRequest(profiles, plainRequest(name)).at));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }
  return [...urls];
}

async function shell(context: Context): Promise<readonly MachineFinding[]> {
  const mine = await context.shell();
  const rcFile = rcFileOf(mine, context.env, context.paths.home);
  const rc = rcFile === undefined ? undefined : await context.readFile(rcFile).catch(() => undefined);
  return shellFindings(mine, rcFile, rc);
}
