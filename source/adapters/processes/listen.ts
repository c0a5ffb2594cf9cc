import { createServer, type Socket } from 'node:net';
import type { RequestHead } from '../../domain/serving/request.ts';

/** A port that is listened on. */
export type Listener = {
  readonly port: number;
  /** Closes the port, and every connection that is not being answered. */
  readonly close: () => void;
};

/** Of more connections at once the oldest is dropped that asks nothing. Fewer than macOS lets a program have open. */
const atOnce = 200;

/** A request line and headers are far shorter. Characters. */
const longest = 32_768;

const endOfHead = '\r\n\r\n';

/**
 * Listens on one address alone for requests without a body; each connection gets one answer. A server of the runtime's own
 * leaves half a request open for good.
 * @param patience a connection that has not asked anything by then is dropped; milliseconds
 * @param answer gives a whole response of HTTP for the head of a request
 * @throws the system's own error where the address cannot be listened on
 */
export async function listenForRequests(
  { host, port }: { readonly host: string; readonly port: number },
  patience: number,
  answer: (head: RequestHead) => string | Promise<string>,
): Promise<Listener> {
  const connections = new Set<Socket>();
  const answering = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    for (const oldest of connections) {
      if (connections.size <= atOnce) break;
      if (answering.has(oldest)) continue;
      connections.delete(oldest);
      oldest.destroy();
    }
    const slow = setTimeout(() => socket.destroy(), patience);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clearTimeout(slow);
      connections.delete(socket);
      answering.delete(socket);
    });
    let text = '';
    socket.on('data', (bytes) => {
      if (answering.has(socket)) return;
      const from = Math.max(0, text.length - endOfHead.length);
      text += bytes.toString('latin1');
      if (text.length > longest) socket.destroy();
      else if (text.includes(endOfHead, from)) {
        clearTimeout(slow);
        answering.add(socket);
        void respond(socket, text);
      }
    });
  });
  const respond = async (socket: Socket, text: string): Promise<void> => {
    const response = await answer(headIn(text));
    socket.end(response, () => socket.destroySoon());
  };
  const listening = Promise.withResolvers<number>();
  server.once('error', listening.reject);
  server.listen({ host, port, exclusive: true }, () => {
    const address = server.address();
    listening.resolve(typeof address === 'object' && address !== null ? address.port : port);
  });
  return {
    port: await listening.promise,
    close: () => {
      server.close();
      for (const socket of connections) if (!answering.has(socket)) socket.destroy();
    },
  };
}

/** The first line and the headers that count, in a time that grows with the length of the text alone. */
function headIn(text: string): RequestHead {
  const [first = '', ...lines] = text.slice(0, text.indexOf(endOfHead)).split('\r\n');
  const [, method = '', target = ''] = /^([A-Z]{1,10}) (\/[!-~]*) HTTP\/1\.[01]$/.exec(first) ?? [];
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon).toLowerCase(), value: line.slice(colon + 1).trim() };
  });
  const only = (name: string): string | null => {
    const [found, ...more] = headers.filter((header) => header.name === name);
    return found !== undefined && more.length === 0 && /^[ -~]*$/.test(found.value) ? found.value : null;
  };
  return { method, target, host: only('host'), authorization: only('authorization') };
}

/** A response that ends its connection. @param headers more of them, `Name: value` */
export function responseText(
  { status, type, body }: { readonly status: keyof typeof phrases; readonly type: string; readonly body: string },
  headers: readonly string[] = [],
): string {
  return [
    `HTTP/1.1 ${status} ${phrases[status]}`,
    `Content-Type: ${type}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers,
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

const phrases = { 200: 'OK', 403: 'Forbidden', 404: 'Not Found', 503: 'Service Unavailable' } as const;
