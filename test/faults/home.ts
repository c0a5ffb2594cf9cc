import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Home, makeDemoHome, noteUnsealed } from '../helpers/home.ts';
import { program } from '../helpers/program.ts';
import { type Ended, runFile, type Scene } from './fault.ts';

/** Mary's files in another directory, on the embedded AWS. */
export async function moveIn(scene: Scene, to?: string) {
  const home = await makeDemoHome(scene);
  const directory = to ?? home.directory;
  if (to !== undefined) {
    await mkdir(to, { recursive: true });
    await cp(join(home.directory, '.aws'), join(to, '.aws'), { recursive: true });
    await noteUnsealed(join(to, '.cache', 'rolecall'));
  }
  return { ...home, directory, env: { ...home.env, HOME: directory } };
}

/** The built program in a home. */
export const rolecall = (
  argv: readonly string[],
  env: Home['env'],
  who: { readonly uid?: number; readonly gid?: number } = {},
): Promise<Ended> => runFile(program[0], [...program.slice(1), ...argv], { env, ...who });
