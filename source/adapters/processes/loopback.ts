import { createServer, type Server, type Socket } from 'node:net';
import type { Redirect } from '../../domain/sign-in/flow.ts';
import { type Knock, type Redirected, readKnock, redirectPath } from '../../domain/sign-in/redirect.ts';
import { Problem } from '../../problem.ts';

/** A connection that has not asked anything by then is dropped, and of more at once the oldest. Milliseconds. */
const [patience, atOnce] = [10_000, 200];

/** A request line and headers of a browser are far shorter. Characters. */
const longest = 32_768;

/**
 * Listens on 127.0.0.1 alone, before any browser is opened. What is not of this sign-in is answered by the same few words,
 * which repeat nothing of the request, and changes nothing. A server of the runtime's own leaves half a request open for good.
 * @param state which only the sign-in page is told
 * @param port 0 for any that is free
 * @throws Problem where the port is taken
 */
export async function listenForRedirect(state: string, port = 0): Promise<Redirect> {
  const { promise: answer, resolve: answered } = Promise.withResolvers<Redirected>();
  const connections = new Set<Socket>();
  /** Browsers that have brought the answer, and are told the end. */
  const waiting = new Set<Socket>();
  let uri = '';
  const server = createServer((socket) => {
    connections.add(socket);
    for (const oldest of connections) {
      if (connections.size <= atOnce) break;
      if (waiting.has(oldest)) continue;
      connections.delete(oldest);
      oldest.destroy();
    }
    const slow = setTimeout(() => socket.destroy(), patience);
    const isOver = (): void => {
      clearTimeout(slow);
      connections.delete(socket);
      waiting.delete(socket);
    };
    socket.on('error', () => socket.destroy());
    socket.on('close', isOver);
    let text = '';
    socket.on('data', (bytes) => {
      if (waiting.has(socket)) return;
      text += bytes.toString('latin1');
      if (text.length > longest) {
        socket.destroy();
        return;
      }
      if (!text.includes('\r\n\r\n')) return;
      clearTimeout(slow);
      const redirected = readKnock(knockIn(text), uri, state);
      if (redirected === undefined) {
        socket.end(page(404, 'There is nothing here.'));
        return;
      }
      waiting.add(socket);
      answered(redirected);
    });
  });
  uri = `http://127.0.0.1:${await listen(server, port)}${redirectPath}`;
  return {
    uri,
    answer,
    close: (how) => {
      server.close();
      for (const socket of connections) {
        if (waiting.has(socket)) socket.end(page(200, endings[how]), () => socket.destroySoon());
        else socket.destroy();
      }
    },
  };
}

/** The first line and the Host header of a request. */
function knockIn(text: string): Knock {
  const [, method = '', target = ''] = /^([A-Z]{1,10}) (\/[!-~]*) HTTP\/1\.[01]\r\n/.exec(text) ?? [];
  const [host, ...hosts] = [...text.matchAll(/\r\nhost:[ \t]*([!-~]*)[ \t]*(?=\r\n)/gi)].map(([, name]) => name);
  return { method, target, host: hosts.length === 0 ? (host ?? null) : null };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(port === 0 ? error : taken(port, error)));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

const taken = (port: number, cause: unknown): Problem =>
  new Problem(
    {
      code: 'port-taken',
      title: `Port ${port} of 127.0.0.1 cannot be listened on.`,
      todo: ['Give another one: --port N', 'Or none: any free one is taken then.'],
      exitCode: 2,
    },
    { cause },
  );

const endings = {
  done: 'You are signed in. This window can be closed: go on in the terminal.',
  failed: 'You are not signed in. The terminal says why; this window can be closed.',
} as const;

const style =
  ':root{color-scheme:light dark;font:1.1rem/1.5 system-ui,sans-serif}body{margin:20vh auto;max-width:32rem;padding:0 1rem}';

/** @param sentence one of those above */
function page(status: 200 | 404, sentence: string): string {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>rolecall</title><style>${style}</style><h1>rolecall</h1><p>${sentence}</p></html>\n`;
  return [
    `HTTP/1.1 ${status} ${status === 200 ? 'OK' : 'Not Found'}`,
    'Content-Type: text/html; charset=utf-8',
    `Content-Length: ${html.length}`,
    "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'Referrer-Policy: no-referrer',
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    'Connection: close',
    '',
    html,
  ].join('\r\n');
}
