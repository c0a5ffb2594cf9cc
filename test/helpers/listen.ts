import type { AddressInfo, Server } from 'node:net';
import type { TestContext } from 'node:test';

/** Has a server listen on a free loopback port for as long as the test takes. @returns the port */
export async function listen(
  test: TestContext,
  server: Server & { readonly closeAllConnections?: () => void },
): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.after(() => {
    server.closeAllConnections?.();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
