import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { dispatch } from '../../../source/commands/registry/dispatch.ts';
import type { Context } from '../../../source/context.ts';
import type { Portal } from '../../../source/domain/portals/portal.ts';
import { Cancelled, Problem, type ProblemText } from '../../../source/problem.ts';
import { startSandbox } from '../../../source/sandbox/server.ts';
import { createWorld } from '../../../source/sandbox/state/build.ts';
import { contextOf, heard } from '../../helpers/context.ts';
import { makeHome } from '../../helpers/home.ts';
import { signInPath } from '../../helpers/identity-center.ts';

type Env = Readonly<Record<string, string>>;

type Call = {
  /** What the person types; none where nobody sits at a terminal. */
  readonly answers?: readonly (string | ((page: string, pages: readonly string[]) => Promise<string>))[];
  /** Other questions are left open. */
  readonly asksOnly?: RegExp;
  readonly env?: Env;
  /** What the person does with the page of the sign-in. */
  readonly approve?: 'yes' | 'no' | 'give up' | 'nothing';
  /** Why there is no browser in front of the person. */
  readonly noBrowser?: string;
  /** The browser can come back to a port here; without, it goes by codes that are compared. */
  readonly comesBack?: boolean;
  /** Of the pages that are opened only those with this path are approved. */
  readonly approveOnly?: string;
  /** What the browser adds to the query of a page: who is signed in there. */
  readonly as?: string;
  /** What happens while the browser is open. */
  readonly before?: () => Promise<unknown>;
};

export const corp = 'https://corp.awsapps.com/start';
export const carried = 'https://ssoins-1234567890abcdef.portal.eu-central-1.app.aws';
export const session = (name: string, url = corp, region = 'eu-west-1') =>
  `[sso-session ${name}]\nsso_start_url = ${url}\nsso_region = ${region}\nsso_registration_scopes = sso:account:access\n`;

/** A person whose every call to a sign-in service goes to an AWS of this test's own. @param world without portals: every start URL is one */
export async function person(test: TestContext, config?: string, world = createWorld()) {
  const aws = await startSandbox({ world });
  test.after(() => aws.close());
  const home = await makeHome(test, config === undefined ? {} : { config });
  const endpoints = {
    AWS_ENDPOINT_URL_SSO: aws.url,
    AWS_ENDPOINT_URL_SSO_OIDC: aws.url,
    AWS_ENDPOINT_URL_SIGNIN: aws.url,
    AWS_ENDPOINT_URL_STS: aws.url,
  };
  const run = async (
    argv: readonly string[],
    {
      answers,
      env = {},
      approve = 'yes',
      noBrowser,
      comesBack = false,
      approveOnly,
      as,
      asksOnly,
      before: meanwhile,
    }: Call = {},
  ) => {
    const asked: string[] = [];
    const told: string[] = [];
    const opened: string[] = [];
    const seen: string[] = [];
    const left = [...(answers ?? [])];
    const real = contextOf({ ...home.env, ...endpoints, ...env });
    const { output, said } = heard(real.output);
    const open = async (url: string) => {
      opened.push(url);
      if (approve === 'give up') throw new Cancelled();
      if (approve === 'nothing' || URL.parse(url)?.pathname !== (approveOnly ?? URL.parse(url)?.pathname)) return;
      await meanwhile?.();
      // The browser is told the end when there is one.
      const page = fetch(`${url}${approve === 'no' ? '&deny=1' : ''}${as === undefined ? '' : `&${as}`}`).then(
        (answer) => answer.text(),
      );
      void page.then((text) => seen.push(text)).catch(() => undefined);
      if (!comesBack) await page;
    };
    const asking = async (question: string, until?: AbortSignal): Promise<string> => {
      if (asksOnly?.test(question) === false) return whenGivenUp(until);
      asked.push(question);
      const answer = left.shift();
      if (answer === undefined) throw new Cancelled();
      if (typeof answer === 'string') return answer;
      const pages = [...said.error.matchAll(/^ {2}(http\S+)/gm)].map(([, page = '']) => page);
      return answer(pages[0] ?? '', pages);
    };
    const context: Context = {
      ...real,
      aws: {
        ...real.aws,
        signInPorts: async (portal, port) => ({
          ...(await real.aws.signInPorts(portal, port)),
          browser: { missing: noBrowser, open },
          isApart: !comesBack,
          // The embedded AWS takes half of the interval that it names.
          wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms === 1_000 ? 520 : ms)),
        }),
        loginPorts: async (place, port) => ({
          ...(await real.aws.loginPorts(place, port)),
          browser: { missing: noBrowser, open },
          isApart: !comesBack,
        }),
      },
      terminal: {
        ...real.terminal,
        ask: async (question) => {
          if (answers === undefined) return undefined;
          asked.push(question);
          const answer = left.shift() ?? '';
          return typeof answer === 'string' ? answer : answer('', []);
        },
        open: async () => (answers === undefined ? undefined : ({ close: () => undefined } as never)),
        linesOn: () => ({
          paste: (question, until) => asking(question, until),
          ask: (question) => asking(question),
          askHidden: (question) => asking(question),
          tell: (line) => void told.push(line),
        }),
      },
      output,
    };
    const before = aws.count('RegisterClient');
    let problem: ProblemText | undefined;
    let cancelled = false;
    try {
      await dispatch(argv, context);
    } catch (thrown) {
      if (thrown instanceof Problem) problem = thrown.text;
      else if (thrown instanceof Cancelled) cancelled = true;
      else throw thrown;
    }
    return { ...said, asked, told, opened, seen, problem, cancelled, registered: aws.count('RegisterClient') - before };
  };
  const counts = () => Object.fromEntries(operations.map((name) => [name, aws.count(name)]));
  const signedIn = (portal: Pick<Portal, 'ssoSession' | 'startUrl'>) => existsSync(signInPath(home.directory, portal));
  const settings = async (text: string): Promise<void> => {
    const directory = join(home.directory, '.config', 'rolecall');
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, 'settings.json'), text);
  };
  const configText = () => readFile(home.config, 'utf8').catch(() => undefined);
  return { aws, home, run, counts, signedIn, settings, configText };
}

const operations = ['RegisterClient', 'StartDeviceAuthorization', 'CreateToken', 'Logout'];

/** A question that nobody answers. @throws Cancelled on the signal */
const whenGivenUp = (until?: AbortSignal): Promise<never> =>
  new Promise((_, reject) => until?.addEventListener('abort', () => reject(new Cancelled())));
