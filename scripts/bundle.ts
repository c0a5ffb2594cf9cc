import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BunPlugin } from 'bun';

/** The folder of the project. */
export const root = fileURLToPath(new URL('../', import.meta.url));

/** Where libraries lead that are not bundled as they are. */
export const substitutes: BunPlugin = {
  name: 'substitutes',
  setup({ onResolve }) {
    const ours = (file: string) => ({ path: join(root, 'scripts', 'stand-ins', file) });
    onResolve({ filter: /^react-devtools-core$/ }, () => ours('no-devtools.ts'));
    onResolve({ filter: /^@napi-rs\/keyring$/ }, () => ({
      path: join(root, 'source', 'adapters', 'keychain', 'embedded.ts'),
    }));
    onResolve({ filter: /^(ajv\/dist\/2020\.js|ajv-formats|semver)$/ }, () => ours('conf-extras.ts'));
  },
};
