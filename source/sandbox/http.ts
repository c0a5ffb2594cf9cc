import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { isErrorFault } from './faults.ts';
import type { Outcome } from './handle-call.ts';
import type { Answer } from './wire/answer.ts';
import { AwsProblem } from './wire/problem.ts';
import { readRequest, type WireRequest } from './wire/request.ts';

/** Answers a request whose body has been read. Does not throw. */
export type Route = (request: WireRequest) => Promise<Outcome>;

/** Connections since the start: those open now, the most at the same time, and all. */
export interface Connections {
  open: number;
  most: number;
  total: number;
}

export const newConnections = (): Connections => ({ open: 0, most: 0, total: 0 });

/** Where to listen: a loopback host and a port, 0 for any. Answers carry `now()` in their Date header. */
interface ListenOptions {
  readonly now: () => number;
  readonly port: number;
  readonly host: string;
  readonly connections: Connections;
}

/** A listening server: its URL, and how to end it and every connection at once. */
export interface Listener {
  readonly url: string;
  close(): Promise<void>;
}

/** Listens. Neither the server nor a connection keeps the process alive. */
export async function listen(route: Route, { now, port, host, connections }: ListenOptions): Promise<Listener> {
  const server = createServer((message, response) => {
    readRequest(message)
      .then(route)
      .then((outcome) => deliver(response, outcome, now))
      .catch((error: unknown) => refuse(response, error));
  });
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket: Socket) => {
    socket.unref();
    connections.open += 1;
    connections.total += 1;
    connections.most = Math.max(connections.most, connections.open);
    socket.once('close', () => {
      connections.open -= 1;
    });
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  server.unref();
  const address = server.address() as AddressInfo;
  return { url: `http://${host}:${address.port}`, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function deliver(response: ServerResponse, { answer, fault }: Outcome, now: () => number): Promise<void> {
  const spoiled = fault && !isErrorFault(fault) ? fault : undefined;
  if (spoiled?.kind === 'hang') return;
  if (spoiled?.kind === 'slow') await delay(spoiled.ms);
  if (spoiled?.kind === 'reset' || spoiled?.kind === 'lost') {
    // Of the response alone: an empty 200 would be sent for it.
    response.socket?.destroy();
  } else if (spoiled?.kind === 'truncated') {
    writeHead(response, answer, now());
    response.write(answer.body.slice(0, answer.body.length / 2), () => response.destroy());
  } else {
    writeHead(response, answer, now());
    response.end(answer.body);
  }
}

function writeHead(response: ServerResponse, answer: Answer, now: number): void {
  response.sendDate = false;
  response.writeHead(answer.status, {
    ...answer.headers,
    'Content-Type': answer.type,
    'Content-Length': Buffer.byteLength(answer.body),
    'x-amzn-RequestId': answer.requestId,
    Date: new Date(now).toUTCString(),
  });
}

/** For requests that could not be read to their end: too large, or the other side went away. */
function refuse(response: ServerResponse, error: unknown): void {
  if (error instanceof AwsProblem) response.writeHead(error.status, { Connection: 'close' }).end();
  else response.destroy();
}
