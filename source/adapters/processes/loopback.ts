import type { Redirect } from '../../domain/sign-in/flow.ts';
import { type Redirected, readKnock, redirectPath } from '../../domain/sign-in/redirect.ts';
import { Problem } from '../../problem.ts';
import { listenForRequests, responseText } from './listen.ts';

/** A browser opens connections before it uses them. Milliseconds. */
const patience = 10_000;

/**
 * Listens on 127.0.0.1 alone, before any browser is opened. What is not of this sign-in is answered by the same few words,
 * which repeat nothing of the request, and changes nothing.
 * @param state which only the sign-in page is told
 * @param port 0 for any that is free
 * @throws Problem where the port is taken
 */
export async function listenForRedirect(state: string, port = 0): Promise<Redirect> {
  const { promise: answer, resolve: answered } = Promise.withResolvers<Redirected>();
  const { promise: ending, resolve: end } = Promise.withResolvers<string>();
  let uri = '';
  const listener = await listenForRequests({ host: '127.0.0.1', port }, patience, (head) => {
    const redirected = readKnock(head, uri, state);
    if (redirected === undefined) return page(404, 'There is nothing here.');
    answered(redirected);
    return ending;
  }).catch((error: unknown) => {
    throw port === 0 ? error : taken(port, error);
  });
  uri = `http://127.0.0.1:${listener.port}${redirectPath}`;
  return {
    uri,
    answer,
    close: (how) => {
      end(page(200, endings[how]));
      listener.close();
    },
  };
}

const taken = (port: number, cause: unknown): Problem =>
  new Problem(
    {
      code: 'port-taken',
      title: `Listening on port ${port} of 127.0.0.1 failed.`,
      todo: ['Use another one: --port N', 'Or leave it out: any free port is then used.'],
      exitCode: 2,
    },
    { cause },
  );

const endings = {
  done: 'You are signed in. You can close this window and continue in the terminal.',
  failed: 'You are not signed in. The terminal says why; you can close this window.',
} as const;

const style =
  ':root{color-scheme:light dark;font:1.1rem/1.5 system-ui,sans-serif}body{margin:20vh auto;max-width:32rem;padding:0 1rem}';

/** @param sentence one of those above */
function page(status: 200 | 404, sentence: string): string {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>rolecall</title><style>${style}</style><h1>rolecall</h1><p>${sentence}</p></html>\n`;
  return responseText({ status, type: 'text/html; charset=utf-8', body }, [
    "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'Referrer-Policy: no-referrer',
  ]);
}
