import type { Context } from '../../context.ts';
import type { MachineView } from '../../domain/machine/view.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { outsideOf } from '../../domain/shells/outside.ts';

/** This machine, as the checks of `rolecall doctor` look at it. @param offline the network may not be asked */
export async function machineView(profiles: Profiles, context: Context, offline: boolean): Promise<MachineView> {
  const { env, files, paths } = context;
  return {
    profiles,
    machine: await context.machine(),
    env,
    outside: outsideOf(env).environment,
    now: context.now(),
    offline,
    paths: { ...files, cache: paths.cache, settings: paths.settings, home: paths.home },
    sessions: () => context.sessionKeeping(),
    shell: () => context.shell(),
    read: (path) => context.readFile(path).catch(() => undefined),
  };
}
