import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { loadProfiles } from '../../../source/profiles/load.ts';

const begun = performance.now();
const [config, credentials] = (['config', 'credentials'] as const).map((kind) => {
  const path = `${homedir()}/.aws/${kind}`;
  return { kind, path, text: readFileSync(path, 'utf8') };
});
let settings = 0;
if (config !== undefined && credentials !== undefined) {
  const profiles = loadProfiles(config, credentials);
  // Every body as well, which the program itself reads only of those it shows.
  for (const name of profiles.names) settings += profiles.get(name)?.settings.size ?? 0;
}
console.log(performance.now() - begun, settings);
