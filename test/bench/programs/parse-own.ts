import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { loadProfiles } from '../../../source/domain/profiles/resolve/load.ts';

const begun = performance.now();
const [config, credentials] = (['config', 'credentials'] as const).map((kind) => {
  const path = `${homedir()}/.aws/${kind}`;
  return { kind, path, text: readFileSync(path, 'utf8') };
});
let roles = 0;
if (config !== undefined && credentials !== undefined) {
  const profiles = loadProfiles(config, credentials);
  // Every body as well, which the program itself reads only of those it shows.
  for (const name of profiles.names) if (profiles.get(name)?.values.has('role_arn')) roles += 1;
}
console.log(performance.now() - begun, roles);
