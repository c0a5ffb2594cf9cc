import { createInventories } from '../adapters/cache/inventories.ts';
import { readProfileFile } from '../adapters/files/aws-files.ts';
import { createChanges } from '../adapters/files/changes.ts';
import type { loadUsedNames } from '../adapters/files/used-names.ts';
import type { WrittenSections } from '../adapters/files/written-sections.ts';
import { holdSecrets } from '../adapters/runtime/libc.ts';
import type { KnownKeys } from '../domain/access-keys/known.ts';
import { once } from '../domain/once.ts';
import type { PortalKey } from '../domain/portals/found/pairs.ts';
import type { Inventory } from '../domain/portals/inventory.ts';
import type { Owner } from '../domain/portals/kept/marks.ts';
import { signInId } from '../domain/portals/portal.ts';
import type { ProfileEditor } from '../domain/profiles/edit/file-edits.ts';
import { endpointVariables } from '../domain/profiles/endpoints.ts';
import { unreadableFile } from '../domain/profiles/names.ts';
import type { ProfileFile, Profiles, RoleSummary } from '../domain/profiles/profile.ts';
import type { Environment } from '../domain/shells/environment.ts';
import { outsideOf } from '../domain/shells/outside.ts';
import { Problem } from '../problem.ts';
import type { Files } from './files.ts';

/** The profiles in AWS's two files. */
export type ProfileStore = {
  /** Reads both files: once, and again after an edit. @throws Problem where one cannot be read and the other has nothing */
  readonly load: () => Promise<Profiles>;
  /**
   * The role profiles and the roles that were found in portals, as a list shows them; reads the files only if they changed
   * since the last run.
   */
  readonly roles: () => Promise<readonly RoleSummary[]>;
  /**
   * Where a file or an inventory has changed since it was read, all are read anew when they are asked for next.
   * @returns whether that is so
   */
  readonly renew: () => boolean;
  /** Reads one of the two files as it is now. @throws Problem where it is there and cannot be read */
  readonly file: (kind: ProfileFile['kind']) => ProfileFile;
  /** Takes what was found of a portal a moment ago for its inventory, before the cache has it. */
  readonly found: (inventory: Inventory) => void;
  /** Where names of found roles led when they were first used. @throws Problem where their record cannot be trusted */
  readonly rememberedNames: () => Promise<ReturnType<typeof loadUsedNames>>;
  /** @throws Problem where it cannot be written, or is a newer rolecall's */
  readonly rememberName: (name: string, place: string) => Promise<void>;
  /** What is known of the sections that rolecall wrote. @throws Problem where their record cannot be trusted */
  readonly written: () => Promise<WrittenSections>;
  /** Remembers sections that rolecall wrote. @throws Problem where that cannot be written down */
  readonly rememberWritten: (sections: readonly string[], owner: Owner) => Promise<void>;
  readonly checkWritable: ProfileEditor['checkWritable'];
  readonly edit: ProfileEditor['edit'];
  readonly undo: ProfileEditor['undo'];
};

/**
 * Both files of this machine, loaded when they are first asked for.
 * @param env whose own endpoints count before them
 * @param known the access keys that rolecall stores
 */
export function createProfileStore(
  { aws, own, clearLeftovers }: Files,
  env: Environment,
  known: () => KnownKeys,
): ProfileStore {
  const endpoints = endpointVariables(outsideOf(env).environment);
  // A region of the person's own counts before that of [default].
  const reading = endpoints.AWS_REGION || endpoints.AWS_DEFAULT_REGION ? 'own region' : '';
  const news = new Map<string, Inventory>();
  const inventories = createInventories(own.cache);
  const changes = createChanges();
  /** By portal: both the list and the profiles want them. */
  const inCache = new Map<string, Inventory | undefined>();
  const inventoryOf = (portal: PortalKey) => {
    const found = news.get(signInId(portal));
    if (found !== undefined) return found;
    const path = inventories.pathOf(signInId(portal));
    changes.note(path);
    // A session may have the name of a portal without one.
    const which = `${path} ${portal.startUrl}`;
    if (!inCache.has(which)) inCache.set(which, inventories.read(portal));
    return inCache.get(which);
  };
  const noteFiles = () => Object.values(aws).forEach(changes.note);
  const file = (kind: ProfileFile['kind']) => {
    holdSecrets();
    return readProfileFile(kind, aws[kind]);
  };
  const readIfPossible = (kind: ProfileFile['kind']): ProfileFile => {
    try {
      return file(kind);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { kind, path: aws[kind], text: undefined, unreadable: error };
    }
  };
  const readProfiles = async () => {
    noteFiles();
    const { loadProfiles } = await import('../domain/profiles/resolve/load.ts');
    const [config, credentials] = [readIfPossible('config'), readIfPossible('credentials')];
    // As the AWS CLI and the SDKs: a file that nobody needs stops nothing. Portals stand in the config file.
    const read = loadProfiles(config, credentials, endpoints, (name) => known().has(name));
    if (read.config.unreadable !== undefined && read.names.length === 0) throw read.config.unreadable;
    return read;
  };
  const withRoles = async () => {
    const { withFound } = await import('../domain/portals/found/profiles.ts');
    return withFound(await files(), inventoryOf);
  };
  const listFiles = async () => {
    noteFiles();
    const { cachedRoles } = await import('../adapters/cache/role-list.ts');
    const list = async () => {
      const [{ listedFiles }, read] = await Promise.all([import('../domain/portals/found/listed.ts'), profiles()]);
      const found = listedFiles(read);
      // Where there is no role, the file that cannot be read is the reason.
      const unreadable = found.roles.length === 0 ? unreadableFile(read) : undefined;
      if (unreadable !== undefined) throw unreadable;
      return found;
    };
    return cachedRoles(Object.values(aws), own.cache, list, Date.now, reading);
  };
  const readRoles = async () => {
    const inFiles = await listed();
    if (inFiles.portals.length === 0) return inFiles.roles;
    const { withFoundRoles } = await import('../domain/portals/found/summaries.ts');
    return withFoundRoles(inFiles, inventoryOf, Date.now());
  };
  let files = once(readProfiles);
  let listed = once(listFiles);
  let profiles = once(withRoles);
  let roles = once(readRoles);
  const readAnew = () => {
    changes.beginAnew();
    inCache.clear();
    files = once(readProfiles);
    listed = once(listFiles);
    profiles = once(withRoles);
    roles = once(readRoles);
  };
  const editor = async (): Promise<ProfileEditor> =>
    (await import('../adapters/files/profile-editor.ts')).createProfileEditor(aws, own.settings);
  const change = async <T>(edit: (editor: ProfileEditor) => Promise<T>): Promise<T> => {
    await clearLeftovers();
    const result = await edit(await editor());
    readAnew();
    return result;
  };
  return {
    load: () => profiles(),
    roles: () => roles(),
    found: (inventory) => {
      news.set(inventory.portal, inventory);
      changes.leaveOut(inventories.pathOf(inventory.portal));
      profiles = once(withRoles);
      roles = once(readRoles);
    },
    renew: () => {
      const isChanged = changes.areThere();
      if (isChanged) readAnew();
      return isChanged;
    },
    rememberedNames: async () => (await import('../adapters/files/used-names.ts')).loadUsedNames(own.settings),
    rememberName: async (name, place) =>
      (await import('../adapters/files/used-names.ts')).saveUsedName(own.settings, name, place),
    written: async () => (await import('../adapters/files/written-sections.ts')).loadWritten(own.settings),
    rememberWritten: async (sections, owner) =>
      (await import('../adapters/files/written-sections.ts')).saveWritten(own.settings, sections, owner),
    file,
    checkWritable: async (kind) => (await editor()).checkWritable(kind),
    edit: (edits, final) => change((each) => each.edit(edits, final)),
    undo: () => change((each) => each.undo()),
  };
}
