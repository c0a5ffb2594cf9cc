import type { ProfileFile, Profiles } from '../profile.ts';
import { readable } from '../resolve/load.ts';
import { scanIni } from '../text/ini.ts';
import { awsVaultFindings } from './aws-vault.ts';
import { chainFindings } from './chains.ts';
import { encodingFindings } from './encoding.ts';
import type { FileCheck, Finding, ProfileCheck } from './finding.ts';
import { headerFindings } from './headers.ts';
import { endpointFindings, keyChecks, twoFileFindings } from './keys.ts';
import { lineFindings } from './lines.ts';
import { processFindings } from './processes.ts';
import { roleChecks } from './roles.ts';
import { spellingChecks, unusedSections } from './spelling.ts';

const fileChecks: readonly FileCheck[] = [encodingFindings, headerFindings, lineFindings];
const profileChecks: readonly ProfileCheck[] = [
  ...keyChecks,
  ...roleChecks,
  ...spellingChecks,
  chainFindings,
  awsVaultFindings,
  endpointFindings,
  processFindings,
];

/**
 * Everything that is wrong with the two files, without asking AWS: grammar that the AWS CLI and the SDKs read
 * differently, chains that cannot be followed, values that AWS would refuse.
 * @returns in file order, config first. Never holds a secret
 */
export function lint(profiles: Profiles): Finding[] {
  const files = [profiles.config, profiles.credentials];
  const ofFiles = files.flatMap((file) => {
    const ini = scanIni(readable(file.text));
    return fileChecks.flatMap((check) => check(file, ini));
  });
  const ofProfiles = profiles.names.flatMap((name) => {
    const profile = profiles.get(name);
    return profile === undefined ? [] : profileChecks.flatMap((check) => check(profile, profiles));
  });
  return inFileOrder(
    once([...ofFiles, ...twoFileFindings(profiles), ...unusedSections(profiles), ...ofProfiles]),
    files,
  );
}

/** Every profile that leads to a broken source finds the same fault. */
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
