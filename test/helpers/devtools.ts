import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A browser of Chrome's family that was started with `--remote-debugging-port=0`, seen through the DevTools protocol. */
export type SeenBrowser = {
  /** Waits until a page has a text that matches. @returns the match */
  readonly until: (text: RegExp) => Promise<RegExpExecArray>;
  /** What the address field of its page shows. */
  readonly address: () => Promise<string>;
  readonly close: () => Promise<void>;
};

/** Attaches to the browser of a directory, as soon as it has started. */
export async function browserOf(directory: string): Promise<SeenBrowser> {
  const [port = '', path = ''] = await until(async () => {
    const text = await readFile(join(directory, 'DevToolsActivePort'), 'utf8').catch(() => '');
    return text.includes('\n') ? text.split('\n') : undefined;
  });
  const base = `127.0.0.1:${port}`;
  const page = () =>
    until(async () => {
      const pages = (await (await fetch(`http://${base}/json/list`)).json()) as readonly Page[];
      return pages.find(({ type, url }) => type === 'page' && /^(?:http|file):/.test(url));
    });
  return {
    until: (text) =>
      until(async () => {
        const { webSocketDebuggerUrl } = await page();
        const { result } = await asked(webSocketDebuggerUrl, 'Runtime.evaluate', {
          expression: 'document.body.innerText',
        });
        return text.exec(String(result?.value ?? '')) ?? undefined;
      }),
    address: async () => (await page()).url,
    close: async () => {
      await asked(`ws://${base}${path}`, 'Browser.close', {}).catch(() => undefined);
    },
  };
}

type Page = { readonly type: string; readonly url: string; readonly webSocketDebuggerUrl: string };
type Said = { readonly result?: { readonly value?: unknown } };

/** One call of the protocol. */
function asked(address: string, method: string, params: object): Promise<Said> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address);
    socket.onopen = () => socket.send(JSON.stringify({ id: 1, method, params }));
    socket.onmessage = ({ data }) => {
      resolve((JSON.parse(String(data)) as { result?: Said }).result ?? {});
      socket.close();
    };
    socket.onerror = () => reject(new Error(`${address} does not answer`));
    socket.onclose = () => resolve({});
  });
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look().catch(() => undefined);
    if (found !== undefined) return found;
    await sleep(50);
  }
}
