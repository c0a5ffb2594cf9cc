import { readProfileFile } from '../adapters/files/aws-files.ts';
import { holdSecrets } from '../adapters/runtime/libc.ts';
import type { ProfileEditor } from '../domain/profiles/edit/file-edits.ts';
import { endpointVariables } from '../domain/profiles/endpoints.ts';
import type { ProfileFile, Profiles, RoleSummary } from '../domain/profiles/profile.ts';
import type { Environment } from '../domain/shells/environment.ts';
import { outsideOf } from '../domain/shells/outside.ts';
import { Problem } from '../problem.ts';
import type { Files } from './files.ts';
import { once } from './once.ts';

/** The profiles in AWS's two files. */
export type ProfileStore = {
  /** Reads both files: once, and again after an edit. @throws Problem where one cannot be read and the other has nothing */
  readonly load: () => Promise<Profiles>;
  /** The role profiles as a list shows them; reads the files only if they changed since the last run. */
  readonly roles: () => Promise<readonly RoleSummary[]>;
  /** Reads one of the two files as it is now. @throws Problem where it is there and cannot be read */
  readonly file: (kind: ProfileFile['kind']) => ProfileFile;
  readonly edit: ProfileEditor['edit'];
  readonly undo: ProfileEditor['undo'];
};

/** Both files of this machine, loaded when they are first asked for. @param env whose own endpoints count before them */
export function createProfileStore({ aws, own, clearLeftovers }: Files, env: Environment): ProfileStore {
  const endpoints = endpointVariables(outsideOf(env).environment);
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
    const { loadProfiles } = await import('../domain/profiles/resolve/load.ts');
    const [config, credentials] = [readIfPossible('config'), readIfPossible('credentials')];
    // As the AWS CLI and the SDKs: a file that nobody needs stops nothing. Where nothing can be read, that is the reason.
    const read = loadProfiles(config, credentials, endpoints);
    const unreadable = config.unreadable ?? credentials.unreadable;
    if (unreadable !== undefined && read.names.length === 0) throw unreadable;
    return read;
  };
  const readRoles = async () => {
    const { cachedRoles } = await import('../adapters/cache/role-list.ts');
    return cachedRoles(Object.values(aws), own.cache, async () => {
      const [{ roleSummaries }, read] = await Promise.all([
        import('../domain/profiles/resolve/summary.ts'),
        profiles(),
      ]);
      return roleSummaries(read);
    });
  };
  let profiles = once(readProfiles);
  let roles = once(readRoles);
  const change = async <T>(edit: (editor: ProfileEditor) => Promise<T>): Promise<T> => {
    const { createProfileEditor } = await import('../adapters/files/profile-editor.ts');
    await clearLeftovers();
    const result = await edit(createProfileEditor(aws, own.settings));
    profiles = once(readProfiles);
    roles = once(readRoles);
    return result;
  };
  return {
    load: () => profiles(),
    roles: () => roles(),
    file,
    edit: (edits) => change((editor) => editor.edit(edits)),
    undo: () => change((editor) => editor.undo()),
  };
}
