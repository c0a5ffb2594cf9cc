import { deviceOf, type MfaDevice } from '../../domain/mfa/code.ts';
import { iamUrl } from '../../domain/sessions/plan/endpoint.ts';
import type { Credentials } from '../../domain/sessions/session.ts';
import type { StsEndpoint } from '../../domain/sessions/sts.ts';
import { callAws } from './call.ts';
import { explicit, keysOf } from './client.ts';
import { type Reach, requestHandler } from './http.ts';

/** iam:ListMFADevices of the caller: IAM infers the user from the key that signs. @throws StsFailure */
export async function listDevices(caller: Credentials, at: StsEndpoint, reach: Reach): Promise<readonly MfaDevice[]> {
  const sdk = await import('@aws-sdk/client-iam');
  const endpoint = iamUrl(at);
  const client = new sdk.IAMClient({
    ...explicit,
    region: at.region,
    endpoint,
    credentials: keysOf(caller),
    requestHandler: await requestHandler(endpoint, at.caBundle, reach),
  });
  try {
    const send = () => client.send(new sdk.ListMFADevicesCommand({}));
    const answer = await callAws({ operation: 'iam:ListMFADevices', endpoint, reach }, send);
    return (answer.MFADevices ?? []).flatMap(({ SerialNumber }) => (SerialNumber ? [deviceOf(SerialNumber)] : []));
  } finally {
    client.destroy();
  }
}
