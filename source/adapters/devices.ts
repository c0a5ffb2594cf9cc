import type { MfaDevice } from '../mfa/ask.ts';
import { deviceOf } from '../mfa/code.ts';
import { defaultRegion } from '../sessions/plan.ts';
import type { Credentials } from '../sessions/session.ts';
import type { StsEndpoint } from '../sessions/sts.ts';
import { toFailure } from './aws-failure.ts';
import { requestHandler } from './http.ts';
import { keysOf } from './sts.ts';

/** iam:ListMFADevices of the caller: IAM infers the user from the key that signs. @throws StsFailure */
export async function listDevices(caller: Credentials, at: StsEndpoint): Promise<readonly MfaDevice[]> {
  const sdk = await import('@aws-sdk/client-iam');
  const endpoint = at.url ?? iamUrl(at.region);
  const client = new sdk.IAMClient({
    region: at.region,
    endpoint,
    credentials: keysOf(caller),
    maxAttempts: 2,
    requestHandler: await requestHandler(endpoint, at.caBundle),
  });
  try {
    const answer = await client.send(new sdk.ListMFADevicesCommand({}));
    return (answer.MFADevices ?? []).flatMap(({ SerialNumber }) => (SerialNumber ? [deviceOf(SerialNumber)] : []));
  } catch (error) {
    throw toFailure(error, 'iam:ListMFADevices', endpoint);
  } finally {
    client.destroy();
  }
}

/** IAM has one endpoint per partition. */
export function iamUrl(region: string): string {
  if (region.startsWith('cn-')) return 'https://iam.cn-north-1.amazonaws.com.cn';
  if (region.startsWith('us-gov-')) return 'https://iam.us-gov.amazonaws.com';
  if (region.startsWith('eusc-')) return `https://iam.${defaultRegion('aws-eusc')}.amazonaws.eu`;
  return 'https://iam.amazonaws.com';
}
