import { textOf } from '../../profiles/lookup.ts';
import type { Profiles } from '../../profiles/profile.ts';
import { roleSummaries } from '../../profiles/resolve/summary.ts';
import { portalsIn } from '../portal.ts';
import { slashed } from './names.ts';
import type { ListedFiles } from './summaries.ts';

/** What the two files say for a list of roles. */
export function listedFiles(profiles: Profiles): ListedFiles {
  const usual = profiles.get('default');
  return {
    roles: roleSummaries(profiles),
    portals: portalsIn(profiles).map(({ ssoSession, startUrl, ssoRegion }) => ({
      ...(ssoSession !== undefined && { ssoSession }),
      startUrl,
      ssoRegion,
    })),
    slashed: slashed(profiles.names),
    region: usual && textOf(usual, 'region'),
  };
}
