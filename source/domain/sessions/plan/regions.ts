import { isRegionDisabled } from '../failures/failures.ts';
import type { StsEndpoint } from '../open/sts.ts';
import type { SwitchPlan } from './plan.ts';

/** An answer, and what is to be said where another region than the plan's gave it. */
export type Regional<T> = { readonly answer: T; readonly note?: string };

/**
 * Calls STS in the plan's region; where STS is not enabled there, in the source's region, then in the partition's
 * default. AWS looks at the region before anything else, a code included.
 */
export async function inEnabledRegion<T>(
  plan: SwitchPlan,
  call: (at: StsEndpoint) => Promise<T>,
): Promise<Regional<T>> {
  try {
    return { answer: await call(plan.at) };
  } catch (error) {
    for (const region of plan.otherRegions) {
      if (!isRegionDisabled(error)) throw error;
      try {
        const answer = await call({ ...plan.at, region });
        return { answer, note: `STS is not enabled in ${plan.at.region}; ${region} was asked instead.` };
      } catch (next) {
        if (!isRegionDisabled(next)) throw next;
      }
    }
    throw error;
  }
}
