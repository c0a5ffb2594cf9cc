import { placeOf } from '../lookup.ts';
import type { Finding, ProfileFile, Profiles } from '../profile.ts';
import { loadProfiles } from '../resolve/load.ts';
import { findingsIn } from './finding.ts';

/** Keys that stand in both files with different values: the one in the config file does nothing. */
export function shadowFindings({ config, credentials }: Profiles): Finding[] {
  const inConfig = alone(config);
  const inCredentials = alone(credentials);
  const found: Finding[] = [];
  for (const name of inCredentials.names) {
    const [winner, loser] = [inCredentials.get(name), inConfig.get(name)];
    if (winner === undefined || loser === undefined) continue;
    for (const [key, value] of loser.values) {
      if ((winner.values.get(key) ?? value) === value) continue;
      const [over, at] = [placeOf(winner, key), placeOf(loser, key)];
      const what = `${key} of ${name} has another value in line ${over.line} of ${credentials.path}, which wins.`;
      found.push(findingsIn(at.file).warning('shadowed-key', at.line, what, 'Remove one of the two.', name));
    }
  }
  return found;
}

function alone(file: ProfileFile): Profiles {
  const other = file.kind === 'config' ? 'credentials' : 'config';
  const nothing: ProfileFile = { kind: other, path: '', text: undefined };
  return file.kind === 'config' ? loadProfiles(file, nothing) : loadProfiles(nothing, file);
}
