import { Cancelled, type Location, Problem } from '../../problem.ts';
import { AwsFailure } from '../sessions/failures/aws-failure.ts';
import { failedCall } from '../sessions/failures/explain.ts';
import { networkRows, type Wording } from '../sessions/failures/no-answer.ts';
import { awsFailed } from '../sessions/failures/refusals.ts';
import { pasteWord } from '../shells/paste.ts';
import type { Portal } from './portal.ts';

/**
 * An error of a sign-in or sign-out as a Problem; Problem and Cancelled pass unchanged, and so do bugs.
 * @param regionAt the line that names the portal's region; undefined where no file names the portal yet
 */
export function explainPortalFailure(error: unknown, portal: Portal, regionAt: Location | undefined): unknown {
  if (error instanceof Problem || error instanceof Cancelled || !(error instanceof AwsFailure)) return error;
  const silence = { failure: error, withMfa: false, regionAt: () => regionAt };
  const silent = networkRows.find(({ when }) => when(silence));
  return failedCall(error, silent?.say(silence) ?? refused(error, portal, regionAt));
}

function refused({ operation, code, status }: AwsFailure, portal: Portal, regionAt: Location | undefined): Wording {
  if ((status ?? 0) >= 500) return awsFailed;
  if (/:(?:StartDeviceAuthorization|RegisterClient)$/.test(operation) && /^invalid_?request/i.test(code)) {
    const { startUrl, ssoRegion } = portal;
    const again = `rolecall login ${pasteWord(startUrl, 'URL')} --region REGION`;
    return {
      code: 'portal-not-in-region',
      title: `There is no portal ${startUrl} in ${ssoRegion}.`,
      means: 'A portal is in one region. AWS gives the same answer for a wrong region and a wrong URL.',
      todo: [
        regionAt === undefined ? `Give the region of your portal: ${again}` : 'Correct sso_start_url or sso_region.',
        'An administrator of the portal knows both; the portal shows its region under Access keys.',
      ],
      ...(regionAt !== undefined && { at: [regionAt] }),
    };
  }
  return {
    code: 'aws-refused',
    title: `AWS refused ${operation}.`,
    todo: ['Try again in a moment; rolecall --debug … shows what AWS support will ask for.'],
  };
}
