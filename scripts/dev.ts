/**
 * `npm run dev -- ARGS`: runs rolecall from source, without a build. Stands in for what the build puts into the program:
 * the way to start it again, the manual page and the licences. The keychain comes from its package in node_modules.
 */
import { join } from 'node:path';
import { root } from './bundle.ts';

/** The texts of `rolecall help NAME` that the build writes. */
const shippedTexts: Readonly<Record<string, () => Promise<string>>> = {
  manual: async () => (await import('./manual.ts')).manualPage((await import('../source/version.ts')).version),
  licenses: async () => (await import('./licenses.ts')).programLicenses(),
};

const [verb, name = ''] = process.argv.slice(2);
const text = verb === 'help' ? shippedTexts[name] : undefined;
if (text !== undefined) process.stdout.write(await text());
else {
  // From source, the program starts itself as `execPath argv[1] ARGS`: the demo's AWS, hooks of shells.
  process.execPath = join(root, 'scripts', 'dev.sh');
  await import('../source/main.ts');
}
