import type { MfaDevice } from '../mfa/ask.ts';
import { deviceOf } from '../mfa/code.ts';
import { iamUrl } from '../sessions/endpoint.ts';
import type { Credentials } from '../sessions/session.ts';
import type { StsEndpoint } from '../sessions/sts.ts';
import { toFailure } from './aws-failure.ts';
import { requestHandler } from './http.ts';
import { keysOf } from './sts.ts';

/** iam:ListMFADevices of the caller: IAM infers the user from the key that signs. @throws StsFailure */
export async function listDevices(caller: Credentials, at: StsEndpoint): Promise<readonly MfaDevice[]> {
  const sdk = await import('@aws-sdk/client-iam');
  const endpoint = iamUrl(at);
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
