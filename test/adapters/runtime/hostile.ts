import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bun } from '../../helpers/compile.ts';

/** A folder, good for a home too, in which everything lies that Bun, or Node, reads of its own accord. */
export function hostileFolder(within: string): { readonly path: string; readonly code: string } {
  const path = mkdtempSync(join(within, 'hostile-'));
  const code = join(path, 'evil.js');
  const ran = `require('fs').writeFileSync(${JSON.stringify(join(path, 'ran'))}, 'yes')`;
  writeFileSync(code, ran);
  for (const name of ['', '.local', '.production', '.production.local', '.development', '.development.local', '.test'])
    writeFileSync(join(path, `.env${name}`), `EVIL=${name}\nAWS_CONFIG_FILE=/nonexistent\n`);
  for (const name of ['bunfig.toml', '.bunfig.toml']) writeFileSync(join(path, name), 'preload = ["./evil.js"]\n');
  writeFileSync(join(path, 'tsconfig.json'), '{"compilerOptions":{"paths":{"*":["./evil.js"]}}}');
  writeFileSync(join(path, 'package.json'), '{"name":"evil","imports":{"#x":"./evil.js"}}');
  for (const name of ['evil', 'ink', 'react', '@napi-rs/keyring', 'conf']) {
    mkdirSync(join(path, 'node_modules', name), { recursive: true });
    writeFileSync(join(path, 'node_modules', name, 'index.js'), ran);
  }
  return { path, code };
}

/** Every variable that the runtime names, with JavaScriptCore's options, and Node's own that load or write something. */
export const steeringVariables: readonly string[] = (() => {
  const text = readFileSync(bun, 'latin1');
  const names = [...text.matchAll(/(?<![A-Z_])BUN_[A-Z][A-Z0-9_]+/g)].map(([name]) => name);
  // Several stand behind one another without anything between them.
  const single = names.flatMap((name) => name.split(/(?=BUN_)/));
  const options = [...text.matchAll(/\0JSC_(\w+)(?=\0)/g)].map(([, option]) => `BUN_JSC_${option}`);
  const others = ['NODE_OPTIONS', 'NODE_PATH', 'NODE_REDIRECT_WARNINGS', 'NODE_CHANNEL_FD', 'JSC_dumpOptions'];
  return [...new Set([...single, ...options, ...others])];
})();
