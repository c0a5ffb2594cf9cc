import { Problem } from '../../problem.ts';
import { authorityOf, containerNetwork, gatewayOfNetwork, type ServeAddress } from './address.ts';

/** Why an address cannot be listened on, and what to do. @param cause of the system */
export function notListening(at: ServeAddress, cause: NodeJS.ErrnoException): Problem {
  const isMissing = cause.code === 'EADDRNOTAVAIL' && at.host === gatewayOfNetwork;
  return new Problem(
    {
      code: 'serve-address',
      title: `Cannot listen on ${at.port === 0 ? at.host : authorityOf(at)}.`,
      means: reasons.get(cause.code) ?? cause.message,
      todo: isMissing
        ? [
            `Create it with a Docker network: ${containerNetwork}`,
            'A Podman network has its address only while a container runs in it.',
          ]
        : [
            'Use another address: --serve-on ADDRESS, or ADDRESS:PORT',
            'Or leave it out: then any free port of 127.0.0.1 is used.',
          ],
      exitCode: 2,
    },
    { cause },
  );
}

const reasons: ReadonlyMap<string | undefined, string> = new Map([
  ['EADDRINUSE', 'Another program is listening there.'],
  ['EADDRNOTAVAIL', 'This machine does not have that address.'],
  ['EACCES', 'Only an administrator of this system may use that port.'],
]);
