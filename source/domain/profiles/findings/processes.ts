import { Problem } from '../../../problem.ts';
import { lastPart } from '../arn.ts';
import { settingOf, textOf } from '../lookup.ts';
import type { Profiles } from '../profile.ts';
import { resolveChain } from '../resolve/chain.ts';
import { splitCommand } from '../text/command-line.ts';
import { errorAt, type ProfileCheck } from './finding.ts';

/** A `credential_process` that starts rolecall for a profile that starts from that very process. */
export const processFindings: ProfileCheck = (profile, profiles) => {
  const command = settingOf(profile, 'credential_process');
  if (command === undefined || !leadsBack(profile.name, profiles)) return [];
  const what = `credential_process of ${profile.name} leads back to itself: each run would start another one, endlessly.`;
  const remedy = 'Make it name a profile that has its own credentials.';
  return [errorAt(profile, command, 'process-loop', what, remedy)];
};

function leadsBack(name: string, profiles: Profiles): boolean {
  const seen = new Set<string>();
  for (let next = nextOf(name, profiles); next !== undefined && !seen.has(next); next = nextOf(next, profiles)) {
    if (next === name) return true;
    seen.add(next);
  }
  return false;
}

/** The profile whose process runs in the end when that of `name` does. */
function nextOf(name: string, profiles: Profiles): string | undefined {
  const profile = profiles.get(name);
  const started = profile && profileStarted(textOf(profile, 'credential_process') ?? '', profiles);
  if (started === undefined) return undefined;
  try {
    const { source } = resolveChain(profiles, started);
    return source.kind === 'process' ? source.profile : undefined;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** The profile in a command line of rolecall, or of the AWS CLI. */
function profileStarted(command: string, profiles: Profiles): string | undefined {
  const words = splitCommand(command) ?? [];
  const isOurs = words.some((word) => /^(rolecall|aws)(\.exe)?$/.test(lastPart(word.replaceAll('\\', '/'))));
  return isOurs ? words.slice(1).find((word) => profiles.get(word) !== undefined) : undefined;
}
