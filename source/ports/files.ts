import { awsFilePaths } from '../adapters/files/aws-files.ts';
import { checkPlace } from '../adapters/files/own-directory.ts';
import { awsSsoCliPaths, type OwnPaths, ownPaths } from '../adapters/files/paths.ts';
import type { AwsSsoFile } from '../domain/profiles/import/aws-sso-cli/settings.ts';
import type { Environment } from '../domain/shells/environment.ts';

/** Where files lie, and those that a person names. */
export type Files = {
  /** AWS's two files: `~/.aws/config`, `~/.aws/credentials`, or what the environment names instead. */
  readonly aws: { readonly config: string; readonly credentials: string };
  /** rolecall's own. */
  readonly own: OwnPaths;
  /** Reads a file that the person named. @throws Problem where it cannot be read */
  readonly read: (path: string) => Promise<string>;
  /**
   * Reads the settings of aws-sso-cli: those of that file, else those where it looks for them.
   * @returns undefined where there are none
   * @throws Problem for a file that cannot be read, or is no YAML
   */
  readonly awsSsoCli: (path?: string) => Promise<AwsSsoFile | undefined>;
  /** Where it looks for them. */
  readonly awsSsoCliPlaces: readonly string[];
  /**
   * Removes keys of killed processes, takes keys out of what former versions left, and removes the record of an edit after a
   * day. Never throws.
   */
  readonly clearLeftovers: () => Promise<void>;
  /** Reads a text that comes with the program: the licences of its parts, its manual page. */
  readonly shipped: (name: 'licenses.txt' | 'rolecall.1') => Promise<string>;
};

/** The files of this machine. @throws Problem where `ROLECALL_HOME` cannot be trusted */
export function createFiles(env: Environment): Files {
  const own = ownPaths(env);
  if (env.ROLECALL_HOME) checkPlace(env.ROLECALL_HOME);
  const places = awsSsoCliPaths(env, own.home);
  return {
    own,
    aws: awsFilePaths(env, own.home),
    read: async (path) => (await import('../adapters/files/aws-files.ts')).readNamedFile(path),
    awsSsoCliPlaces: places,
    awsSsoCli: async (path) => (await import('../adapters/files/aws-sso-cli.ts')).readAwsSsoFile(path, places),
    clearLeftovers: async () => (await import('../adapters/files/leftovers.ts')).clearLeftovers(own),
    shipped: async (name) => (await import('../adapters/files/installation.ts')).shippedText(name),
  };
}
