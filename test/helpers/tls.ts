import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { listen } from './listen.ts';

/** A certificate of a company's own authority, and the file with the authority in it. */
export type Certificate = { readonly key: Buffer; readonly cert: Buffer; readonly caFile: string };

/** For these host names; undefined, and the test skipped, where there is no openssl. */
export function makeCertificate(
  test: TestContext,
  directory: string,
  hosts: readonly string[],
): Certificate | undefined {
  const at = (name: string) => join(directory, name);
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'ignore' });
  const key = (name: string) => ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', at(name)];
  writeFileSync(at('names.cnf'), `subjectAltName = ${hosts.map((host) => `DNS:${host}`).join(', ')}\n`);
  try {
    openssl('req', '-x509', ...key('ca.key'), '-subj', '/CN=Company CA', '-days', '2', '-out', at('ca.pem'));
    openssl('req', '-new', ...key('server.key'), '-subj', '/CN=server', '-out', at('server.csr'));
    const signed = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-extfile', at('names.cnf')];
    openssl('x509', '-req', '-in', at('server.csr'), ...signed, '-days', '2', '-out', at('server.pem'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    test.skip('there is no openssl here, so nothing with a certificate of its own was tried');
    return undefined;
  }
  return { key: readFileSync(at('server.key')), cert: readFileSync(at('server.pem')), caFile: at('ca.pem') };
}

/** TLS in front of a sandbox; gives the port. */
export async function serveTls(test: TestContext, { key, cert }: Certificate, sandboxUrl: string): Promise<number> {
  const server = createSecureServer({ key, cert }, (message, response) => {
    const { method = 'GET', url = '/', headers } = message;
    const inner = request(`${sandboxUrl}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    message.pipe(inner);
  });
  return listen(test, server);
}

/** A proxy whose tunnels all lead to one port of this machine; `asked` is where they were meant to lead. */
export async function serveTunnels(test: TestContext, port: number) {
  const asked: string[] = [];
  const server = createServer();
  server.on('connect', (message, socket) => {
    asked.push(message.url ?? '');
    const inner = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      inner.pipe(socket).pipe(inner);
    });
    for (const end of [inner, socket]) end.on('error', () => undefined);
    test.after(() => inner.destroy());
  });
  return { url: `http://127.0.0.1:${await listen(test, server)}`, asked };
}
