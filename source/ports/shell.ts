import { once } from '../domain/once.ts';
import type { DetectedShell } from '../domain/shells/detect.ts';
import type { Environment } from '../domain/shells/environment.ts';
import type { Installation } from '../domain/shells/shell.ts';
import { shellOfWindows } from '../domain/windows.ts';

/** The shell that the person types into. */
export type ShellPort = {
  readonly current: () => Promise<DetectedShell>;
  /** Where the program and its integration files for shells are; unpacks those. */
  readonly installation: () => Promise<Installation>;
};

/** @param cache directory of the cache */
export const createShell = (env: Environment, cache: string): ShellPort => ({
  current: once(async () => {
    const [{ ancestors }, { detectShell }] = await Promise.all([
      import('../adapters/processes/ancestors.ts'),
      import('../domain/shells/detect.ts'),
    ]);
    return detectShell(await ancestors(), env.SHELL, process.platform === 'win32' ? shellOfWindows(env) : undefined);
  }),
  installation: async () => (await import('../adapters/files/installation.ts')).installation(cache, env),
});
