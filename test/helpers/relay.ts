import { connect, createServer } from 'node:net';
import type { TestContext } from 'node:test';
import { listen } from './listen.ts';

/** What stands between a program and a server, passes everything on, and notes what goes by. */
export type Relay = {
  readonly url: string;
  /** How many connections were made to it so far. */
  readonly connections: () => number;
  /** Everything that was sent to the server so far, over all connections. */
  readonly sent: () => string;
};

/** Puts a relay in front of a server for as long as the test takes, on an address of this machine. */
export async function relayTo(test: TestContext, url: string, host = '127.0.0.1'): Promise<Relay> {
  const { hostname, port } = new URL(url);
  let connections = 0;
  let sent = '';
  const server = createServer((socket) => {
    connections += 1;
    const onward = connect(Number(port), hostname);
    const end = () => {
      socket.destroy();
      onward.destroy();
    };
    test.after(end);
    for (const side of [socket, onward]) side.on('error', end).on('close', end);
    socket.on('data', (bytes) => {
      sent += bytes.toString('latin1');
    });
    socket.pipe(onward);
    onward.pipe(socket);
  });
  const own = await listen(test, server, host);
  return { url: `http://${host}:${own}`, connections: () => connections, sent: () => sent };
}
