import type { Context } from '../../context.ts';
import { matchProfiles, reachedByShared } from '../../domain/profiles/names.ts';
import { commandHandOver } from '../../domain/shells/hand-over.ts';
import { containerArguments, servedIn } from '../../domain/shells/served.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Problem, wrongUsage } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { openRole } from './shared/open-role.ts';
import { targetNamed } from './shared/profile-named.ts';
import { roleForCommand } from './shared/role-in-shell.ts';
import { readRoleOptions } from './shared/role-options.ts';
import { roleServer } from './shared/role-server.ts';

/** One command as a role: the process becomes that command. In several roles: one after the other, or in parallel. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  if (args.flag('serve-env')) return printServeEnv(args, context);
  const names = args.positionals;
  const [file, ...rest] = args.rest ?? [];
  if (file === undefined) throw usage('exec needs a command to run.');
  const options = await readRoleOptions(args, context);
  const parallel = readParallel(args);
  if (options.target === undefined && names.length === 0) throw usage('exec needs a profile.');
  const profiles = await context.profiles.load();
  const found = options.target === undefined ? matchProfiles(profiles, names) : [];
  const [profile = '', ...others] = found;
  if (others.length > 0 || found.some((name) => !names.includes(name))) {
    const [{ runInEach }, { confirmMany, confirmShared }] = await Promise.all([
      import('./exec-many.ts'),
      import('./shared/confirm-many.ts'),
    ]);
    const ofGlobs = found.filter((name) => !names.includes(name) && profiles.get(name) === undefined);
    if (!args.flag('yes') && !(await confirmMany(ofGlobs, 'exec', context))) {
      const shared = reachedByShared(profiles, names);
      await confirmShared(
        ofGlobs.flatMap((name) => shared.get(name) ?? []),
        context,
      );
    }
    return runInEach(args, context, {
      profiles: found,
      named: names,
      command: [file, ...rest],
      options,
      parallel,
    });
  }
  const request = options.requestFor(options.target ?? (await targetNamed(profile, context)));
  const server = await roleServer(args, context, { inShell: false });
  const command = { request, isLive: args.flag('live'), server, asFile: args.flag('as-file') };
  const role = await roleForCommand(context, command, () => openRole(context, { ...options, request }));
  return {
    tag: 'handed-over',
    handOver: commandHandOver([file, ...rest], role, context.env),
    whenEnded: server?.close,
  };
}

/** What passes a served role on to a container: names, which hold in every shell. */
function printServeEnv(args: Arguments, { env, output }: Context): Outcome {
  if (args.rest !== undefined) throw usage('exec --serve-env does not run a command.');
  if (servedIn(env) === undefined) throw nothingServed();
  output.write(`${containerArguments(env).join('\n')}\n`);
  return done;
}

/** The arguments would begin a container without credentials. */
const nothingServed = (): Problem =>
  new Problem({
    code: 'nothing-served',
    title: 'Nothing is served here.',
    todo: [
      `In a command: rolecall exec PROFILE --serve -- sh -c 'docker run $(rolecall exec --serve-env) …'`,
      'Or in a shell that was opened with it: rolecall PROFILE --serve',
    ],
  });

function readParallel(args: Arguments): number {
  const given = args.value('parallel');
  if (given === undefined) return 1;
  if (/^[1-9]\d{0,2}$/.test(given)) return Number(given);
  throw wrongUsage(`--parallel ${given} is not a number of profiles.`, 'Write --parallel 4.');
}

const usage = (title: string): Problem => wrongUsage(title, 'rolecall exec PROFILE -- COMMAND ARGUMENTS…');
