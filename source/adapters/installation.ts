import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Installation } from '../shell/subshell.ts';

/** Where this program lies: the directory of `rolecall.cjs`, from which everything else that is shipped is found. */
export function programDirectory(): string {
  for (let directory = dirname(fileURLToPath(import.meta.url)); ; directory = dirname(directory)) {
    if (existsSync(join(directory, 'rolecall.cjs'))) return directory;
    const built = join(directory, 'dist');
    if (existsSync(join(built, 'rolecall.cjs'))) return built;
    if (dirname(directory) === directory) throw new Error('rolecall.cjs is missing beside its own parts');
  }
}

/** What a new shell is told: the integration files, and how to start this program again. */
export function installation(): Installation {
  const directory = programDirectory();
  return { integration: join(directory, 'integration'), program: [process.execPath, join(directory, 'rolecall.cjs')] };
}
