import { Problem } from '../../problem.ts';
import { authorityOf, containerNetwork, gatewayOfNetwork, type ServeAddress } from './address.ts';

/** Why an address cannot be listened on, and what to do. @param cause of the system */
export function notListening(at: ServeAddress, cause: NodeJS.ErrnoException): Problem {
  const isMissing = cause.code === 'EADDRNOTAVAIL' && at.host === gatewayOfNetwork;
  return new Problem(
    {
      code: 'serve-address',
      title: `${at.port === 0 ? at.host : authorityOf(at)} cannot be listened on.`,
      means: reasons.get(cause.code) ?? cause.message,
      todo: isMissing
        ? [
            `A network of Docker brings it: ${containerNetwork}`,
            'One of Podman has its address only while a container runs in it.',
          ]
        : [
            'Name another one: --serve-on ADDRESS, or ADDRESS:PORT',
            'Or none: any free port of 127.0.0.1 is taken then.',
          ],
      exitCode: 2,
    },
    { cause },
  );
}

const reasons: ReadonlyMap<string | undefined, string> = new Map([
  ['EADDRINUSE', 'Another program listens there.'],
  ['EADDRNOTAVAIL', 'This machine does not have that address.'],
  ['EACCES', 'The system keeps that port for its administrator.'],
]);
