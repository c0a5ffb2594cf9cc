import type { Context } from '../../context.ts';
import { clockFindings, clockUnknown } from '../../domain/machine/clock.ts';
import { environmentFindings } from '../../domain/machine/environment.ts';
import { fileFindings, type Watched } from '../../domain/machine/files.ts';
import type { MachineFinding } from '../../domain/machine/finding.ts';
import type { Machine } from '../../domain/machine/ports.ts';
import { proxiesIn, proxyUnreachable } from '../../domain/machine/proxies.ts';
import { sessionFinding } from '../../domain/machine/sessions.ts';
import { rcFileOf, shellFindings } from '../../domain/machine/shells.ts';
import { lint } from '../../domain/profiles/findings/lint.ts';
import type { ProfileFile, Profiles } from '../../domain/profiles/profile.ts';
import { hasKeys } from '../../domain/profiles/resolve/kind.ts';
import { loadProfiles } from '../../domain/profiles/resolve/load.ts';
import { roleSummaries } from '../../domain/profiles/resolve/summary.ts';
import { stsUrl } from '../../domain/sessions/plan/endpoint.ts';
import { plainRequest } from '../../domain/sessions/plan/request.ts';
import { planRequest } from '../../domain/sessions/plan/resolve.ts';
import { whoHere } from '../../domain/shells/current.ts';
import { outsideOf } from '../../domain/shells/outside.ts';
import { done, type Outcome } from '../../outcome.ts';
import { diagnosisJson, diagnosisText } from '../../output/diagnosis.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';

/** Everything that is wrong with the two files and with this machine. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const { profiles, unreadable } = readAnyway(context);
  const found = [
    ...unreadable,
    // With one file missing, what leads from one to the other would seem to lead nowhere.
    ...lint(unreadable.length === 0 ? profiles : { ...profiles, names: [] }),
    ...(await machineFindings(profiles, context, { offline: args.flag('offline') })),
  ];
  const count = profiles.names.length;
  context.output.write(
    args.flag('json')
      ? diagnosisJson(found)
      : diagnosisText(found, { colors: context.output.colors('out'), profiles: count }),
  );
  return found.some(({ severity }) => severity === 'error') ? { tag: 'done', exitCode: 1 } : done;
}

/** A file that cannot be read is a finding; what the other holds is still worth knowing. */
function readAnyway(context: Context): { profiles: Profiles; unreadable: readonly MachineFinding[] } {
  const unreadable: MachineFinding[] = [];
  const read = (kind: ProfileFile['kind']): ProfileFile => {
    try {
      return context.profiles.file(kind);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      unreadable.push(unreadableFinding(context.files.aws[kind], error));
      return { kind, path: context.files.aws[kind], text: undefined };
    }
  };
  return { profiles: loadProfiles(read('config'), read('credentials')), unreadable };
}

function unreadableFinding(where: string, { text: { code, title, means = '', todo = [] } }: Problem): MachineFinding {
  return { code, severity: 'error', where, what: `${title} ${means}`.trim(), remedy: todo.join(' ') };
}

/** No more of AWS's clocks than this are read: they agree. */
const clocks = 3;

/** What is wrong around the configuration. @param offline ask nobody on the network */
async function machineFindings(
  profiles: Profiles,
  context: Context,
  { offline }: { readonly offline: boolean },
): Promise<readonly MachineFinding[]> {
  const machine = await context.programs.machine();
  const env = outsideOf(context.env).environment;
  const found = await Promise.all([
    files(profiles, context, machine),
    environmentFindings(env, profiles, context.clock.now()),
    drift(context),
    context.sessions.keeping().then(sessionFinding),
    offline ? [] : network(profiles, context, machine),
    shell(context),
  ]);
  return found.flat();
}

async function files(profiles: Profiles, { files: { aws, own } }: Context, machine: Machine) {
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
    { path: own.cache, holds: 'sessions' },
    { path: own.settings, holds: 'settings' },
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
  const mine = await context.shell.current();
  const rcFile = rcFileOf(mine, context.env, context.files.own.home);
  const rc = rcFile === undefined ? undefined : await context.files.read(rcFile).catch(() => undefined);
  return shellFindings(mine, rcFile, rc);
}
