import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

/** An open connection to a port of this machine. @returns the socket, and a promise of its end */
export function opened(
  port: number,
  host = '127.0.0.1',
): Promise<{ readonly socket: Socket; readonly ended: Promise<void> }> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const ended = new Promise<void>((end) => {
      socket.once('close', () => end());
    });
    socket.once('error', reject);
    socket.once('connect', () => resolve({ socket, ended }));
  });
}

/** Whether something listens there. */
export const isOpen = (port: number, host?: string): Promise<boolean> =>
  opened(port, host).then(
    ({ socket }) => {
      socket.destroy();
      return true;
    },
    () => false,
  );

/** The addresses on which a port is listened on, as /proc writes them: `0100007F` is 127.0.0.1. */
export const listeningOn = (port: number): readonly (string | undefined)[] =>
  ['/proc/self/net/tcp', '/proc/self/net/tcp6']
    .flatMap((path) => readFileSync(path, 'utf8').split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', , status]) => status === '0A' && Number.parseInt(local.split(':')[1] ?? '', 16) === port)
    .map(([, local = '']) => local.split(':')[0]);
