import type { Target } from './target.ts';
import { commandLines, durations, problems } from './targets/commands.ts';
import { configReader } from './targets/config.ts';
import { keyPresses } from './targets/keys.ts';
import { imports, links } from './targets/links.ts';
import { peers } from './targets/peers.ts';
import { policies } from './targets/policies.ts';
import { screens } from './targets/screens.tsx';
import { answers, exports } from './targets/shell.ts';
import { cacheEntries, settingsFiles } from './targets/stored.ts';
import { stsAnswers } from './targets/sts.ts';

/** Everything that reads what somebody else wrote. */
export const targets: readonly Target[] = [
  configReader,
  links,
  imports,
  peers,
  policies,
  stsAnswers,
  settingsFiles,
  cacheEntries,
  keyPresses,
  screens,
  commandLines,
  durations,
  exports,
  answers,
  problems,
];

/** How many inputs of so many in total are a target's. */
export function shareOf(target: Target, total: number): number {
  const all = targets.reduce((sum, { weight }) => sum + weight, 0);
  return Math.max(1, Math.ceil((total * target.weight) / all));
}
