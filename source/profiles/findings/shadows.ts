import { loadProfiles } from '../load.ts';
import type { Finding, ProfileFile, Profiles } from '../profile.ts';
import { findingsIn } from './finding.ts';

/** Keys that stand in both files with different values: the one in the config file does nothing. */
export function shadowFindings({ config, credentials }: Profiles): Finding[] {
  const inConfig = alone(config);
  const inCredentials = alone(credentials);
  const found: Finding[] = [];
  for (const name of inCredentials.names) {
    const loser = inConfig.get(name);
    for (const [key, value] of loser?.values ?? []) {
      const winner = inCredentials.get(name)?.setting(key);
      if (!loser || !winner || winner.value === value) continue;
      const { at } = loser.setting(key) ?? loser;
      const what = `${key} of ${name} has another value in line ${winner.at.line} of ${credentials.path}, which wins.`;
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
