import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BunPlugin } from 'bun';

/** The folder of the project. */
export const root = fileURLToPath(new URL('../', import.meta.url));

/** The file that the program starts from. */
export const entry = join(root, 'source', 'main.ts');

/** Replaces libraries that are not bundled as they are. */
export const substitutes: BunPlugin = {
  name: 'substitutes',
  setup({ onResolve }) {
    const standIn = (file: string) => ({ path: join(root, 'scripts', 'stand-ins', file) });
    onResolve({ filter: /^react-devtools-core$/ }, () => standIn('no-devtools.ts'));
    onResolve({ filter: /^@smithy\/core\/event-streams$/ }, () => standIn('no-event-streams.ts'));
    onResolve({ filter: /^@napi-rs\/keyring$/ }, () => ({
      path: join(root, 'source', 'adapters', 'keychain', 'embedded.ts'),
    }));
    onResolve({ filter: /^(ajv\/dist\/2020\.js|ajv-formats|semver)$/ }, () => standIn('conf-extras.ts'));
  },
};

/**
 * The keychain's native part for this platform. `adapters/keychain/embedded.ts` loads it; the library's own loader would
 * search for others at run time.
 */
export function keyringPart(): string {
  const libc = process.platform === 'linux' ? '-gnu' : process.platform === 'win32' ? '-msvc' : '';
  return createRequire(import.meta.url).resolve(`@napi-rs/keyring-${process.platform}-${process.arch}${libc}`);
}
