import type { Finding, ProfileFile, Profiles } from '../profile.ts';
import { grammarOf } from '../text/grammar.ts';
import { scanIni } from '../text/ini.ts';
import { chainFindings } from './chains.ts';
import { keyFindings } from './keys.ts';
import { roleFindings } from './roles.ts';
import { shadowFindings } from './shadows.ts';

/**
 * Everything the two files can be told to be wrong about, without asking AWS: grammar on which the AWS CLI and
 * the SDKs part, chains that lead nowhere, values that AWS would refuse.
 * @returns in file order, config first; empty for files that need no word. Never holds a secret
 */
export function lint(profiles: Profiles): Finding[] {
  const found = [profiles.config, profiles.credentials].flatMap((file) =>
    grammarOf(file, scanIni(file.text === undefined || file.text.includes('\0') ? '' : file.text)),
  );
  const ofProfiles = profiles.names.flatMap((name) => {
    const profile = profiles.get(name);
    if (!profile) return [];
    return [keyFindings, roleFindings, chainFindings].flatMap((find) => find(profile, profiles));
  });
  const all = [...found, ...shadowFindings(profiles), ...ofProfiles];
  return inFileOrder(once(all), [profiles.config, profiles.credentials]);
}

/** A broken source is found by every profile that leads to it. */
function once(found: readonly Finding[]): Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of found) {
    const key = `${finding.code} ${finding.at.file}:${finding.at.line}`;
    if (!seen.has(key)) seen.set(key, finding);
  }
  return [...seen.values()];
}

function inFileOrder(found: Finding[], files: readonly ProfileFile[]): Finding[] {
  const rank = (finding: Finding) => files.findIndex(({ path }) => path === finding.at.file);
  return found.sort((a, b) => rank(a) - rank(b) || a.at.line - b.at.line);
}
