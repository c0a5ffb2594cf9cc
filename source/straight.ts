import { loadKnownKeys } from './adapters/access-keys/known.ts';
import { createSessionFiles, takesPlain } from './adapters/cache/sessions.ts';
import { awsFilePaths, readProfileFile } from './adapters/files/aws-files.ts';
import { checkPlace } from './adapters/files/own-directory.ts';
import { ownPaths } from './adapters/files/paths.ts';
import { loadSettings } from './adapters/files/settings.ts';
import { forbidCores } from './adapters/runtime/libc.ts';
import { writeOut } from './adapters/terminal/streams.ts';
import { readTypedName } from './domain/portals/found/names.ts';
import { endpointVariables } from './domain/profiles/endpoints.ts';
import { findProfile } from './domain/profiles/find.ts';
import { isSwitchedOn } from './domain/profiles/lookup.ts';
import type { Profiles } from './domain/profiles/profile.ts';
import { loadProfiles } from './domain/profiles/resolve/load.ts';
import { hasEnoughLeft, isSessionOf, toSession } from './domain/sessions/cache/cached-session.ts';
import { outsideIdentity, sessionKey } from './domain/sessions/cache/keys.ts';
import type { StoredSession } from './domain/sessions/cache/store.ts';
import { planRequest } from './domain/sessions/plan/plan.ts';
import { defaultCacheUse, plainRequest } from './domain/sessions/plan/request.ts';
import type { Environment } from './domain/shells/environment.ts';
import { exportText } from './domain/shells/export-formats.ts';
import { outsideOf } from './domain/shells/outside.ts';
import { inUpperCase } from './domain/windows.ts';

/**
 * `credential-process PROFILE`, as SDKs call it many times a minute, where the session is cached: the functions that the
 * verb calls too, without what leads to them, which takes a quarter of the time.
 * @returns false where anything is unusual, and nothing has been done: the verb then does it, and says what is wrong
 */
export async function answerStraight(profile: string, env: Environment): Promise<boolean> {
  const text = await cachedDocument(profile, process.platform === 'win32' ? inUpperCase(env) : env);
  if (text !== undefined) writeOut(text);
  return text !== undefined;
}

/** The roles of portals as well, where one of them is named by its account ID: no other name of theirs leads to the same for good. */
async function withFoundById(name: string, profiles: Profiles, cache: string): Promise<Profiles> {
  if (readTypedName(name) === undefined) return profiles;
  const [{ withFound }, { createInventories }] = await Promise.all([
    import('./domain/portals/found/profiles.ts'),
    import('./adapters/cache/inventories.ts'),
  ]);
  return withFound(profiles, createInventories(cache).read);
}

/** What it prints. */
export async function cachedDocument(name: string, env: Environment): Promise<string | undefined> {
  forbidCores();
  try {
    const paths = ownPaths(env);
    if (env.ROLECALL_HOME) checkPlace(env.ROLECALL_HOME);
    const files = awsFilePaths(env, paths.home);
    const own = outsideOf(env).environment;
    const known = () => loadKnownKeys(paths.settings);
    const inFiles = loadProfiles(
      readProfileFile('config', files.config),
      readProfileFile('credentials', files.credentials),
      endpointVariables(own),
      (key) => known().has(key),
    );
    const profiles = inFiles.get(name) ? inFiles : await withFoundById(name, inFiles, paths.cache);
    const profile = findProfile(profiles, name);
    if (profile === undefined || isSwitchedOn(profile, 'rolecall_confirm')) return undefined;
    if (!takesPlain(loadSettings(paths.settings).settings.sessionStore)) return undefined;
    const plan = planRequest(profiles, plainRequest(name));
    const key = sessionKey(plan, outsideIdentity(own, known));
    // As it lies there: one that is sealed is none to `peek`.
    const stored = createSessionFiles(paths.cache).peek<StoredSession>(key);
    if (stored === undefined || !hasEnoughLeft(stored, defaultCacheUse, Date.now())) return undefined;
    if (!isSessionOf(plan, stored)) return undefined;
    return exportText(toSession(plan, stored, true), 'process');
  } catch {
    return undefined;
  }
}
