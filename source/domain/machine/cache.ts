import type { MachineFinding } from '../profiles/findings/finding.ts';
import type { MachineView } from './view.ts';

const reasons: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'your user may not write there'],
  ['EPERM', 'your user may not write there'],
  ['EROFS', 'its file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'your disk quota is used up'],
  ['ENOTDIR', 'a file is in the way'],
]);

/** Whether a path of ours stands for none, because the user has no home. */
export const isWithoutHome = (path: string): boolean => path.startsWith('/dev/null/');

/** Why nothing is kept there, as the end of a sentence. */
export const withoutHome = 'this user has no home (HOME is not set)';

/** Why nothing can be written to the cache, as the end of a sentence. @param code the system's */
const whyUnwritten = (cache: string, code: string): string =>
  isWithoutHome(cache) ? withoutHome : (reasons.get(code) ?? `the system says ${code}`);

/** What is said where a session could not be kept. @param cache our directory. @param code the system's */
export function unwrittenTold(cache: string, code: string): string {
  const [where, other] = isWithoutHome(cache) ? ['', 'a place for sessions'] : [` in ${cache}`, 'another place'];
  return `rolecall: the session was not kept${where}: ${whyUnwritten(cache, code)}. Set ROLECALL_HOME to ${other}.\n`;
}

/** Why no session can be written; undefined where one can. */
export async function cacheFinding({
  machine,
  paths,
}: Pick<MachineView, 'machine' | 'paths'>): Promise<MachineFinding | undefined> {
  const code = await machine.whyUnwritable(paths.cache);
  if (code === undefined) return undefined;
  const what = `Sessions cannot be kept: ${whyUnwritten(paths.cache, code)}. Every run asks AWS again, and you for a code.`;
  const remedy = isWithoutHome(paths.cache)
    ? 'Name a place with ROLECALL_HOME.'
    : 'Make it writable, or name another place with ROLECALL_HOME.';
  return { code: 'cache-unwritable', severity: 'error', where: paths.cache, what, remedy };
}
