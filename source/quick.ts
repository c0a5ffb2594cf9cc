import { awsFilePaths, readProfileFile } from './adapters/aws-files.ts';
import { ownPaths } from './adapters/paths.ts';
import { becomes } from './adapters/processes.ts';
import { createGuard } from './adapters/sealed-entries.ts';
import { createSessionFiles } from './adapters/session-files.ts';
import { loadSettings } from './adapters/settings-files.ts';
import { writeOut } from './adapters/streams.ts';
import { roleInShell } from './commands/role-in-shell.ts';
import { loadProfiles } from './profiles/load.ts';
import { outsideIdentity } from './sessions/keys.ts';
import { defaultCacheUse, plainRequest } from './sessions/request.ts';
import { planRequest } from './sessions/resolve.ts';
import type { Session } from './sessions/session.ts';
import { readSession, toSession } from './sessions/stored.ts';
import type { Environment } from './shell/environment-change.ts';
import { exportText } from './shell/export-formats.ts';
import { outsideOf } from './shell/outside.ts';
import { commandHandOver } from './shell/subshell.ts';

/**
 * What programs ask for again and again, answered from the cache and from one file of code:
 * `credential-process PROFILE` and `exec PROFILE -- COMMAND …`, without flags.
 * @returns false for everything else, whatever is wrong included: the whole program then does it, or says why not
 */
export async function answerFromCache(argv: readonly string[], env: Environment): Promise<boolean> {
  const [verb, profile = '', dashes, file, ...rest] = argv;
  const command: Command | undefined = file === undefined ? undefined : [file, ...rest];
  const isPlain = profile !== '' && !profile.startsWith('-');
  const isExec = verb === 'exec' && dashes === '--' && command !== undefined;
  if (!isPlain || !(isExec || (verb === 'credential-process' && argv.length === 2))) return false;
  const handOver = await prepare(profile, isExec ? command : undefined, env).catch(() => undefined);
  if (handOver === undefined) return false;
  if (handOver === 'answered') return true;
  // Where there is no such command, or Node cannot become it, the whole program takes over.
  process.exitCode = await becomes(handOver).catch(() => undefined);
  return process.exitCode !== undefined;
}

type Command = readonly [string, ...string[]];

async function prepare(profile: string, command: Command | undefined, env: Environment) {
  const paths = ownPaths(env);
  const files = awsFilePaths(env, paths.home);
  const [config, credentials] = await Promise.all([
    readProfileFile('config', files.config),
    readProfileFile('credentials', files.credentials),
  ]);
  const profiles = loadProfiles(config, credentials);
  const plan = planRequest(profiles, plainRequest(profile));
  const { sessionStore } = await loadSettings(paths.settings);
  // A sealed session takes the whole program: the keychain is a library of its own.
  const guard = createGuard(sessionStore, async () => undefined);
  const ports = {
    store: createSessionFiles(paths.cache, Date.now, guard),
    now: Date.now,
    outside: outsideIdentity(outsideOf(env).environment),
  };
  const stored = await readSession(plan, defaultCacheUse, ports);
  if (stored === undefined) return undefined;
  const session: Session = toSession(plan, stored, true);
  if (command === undefined) {
    writeOut(exportText(session, 'process'));
    return 'answered';
  }
  const settings = () => loadSettings(paths.settings);
  return commandHandOver(command, await roleInShell({ profiles: async () => profiles, settings, env }, session), env);
}
