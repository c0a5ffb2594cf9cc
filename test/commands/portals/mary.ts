import type { TestContext } from 'node:test';
import { dispatch } from '../../../source/commands/registry/dispatch.ts';
import type { Outcome } from '../../../source/outcome.ts';
import { Cancelled, Problem, type ProblemText } from '../../../source/problem.ts';
import { contextOf, heard } from '../../helpers/context.ts';
import { makeHome } from '../../helpers/home.ts';
import { portalAt, signInAt, writeSignIn } from '../../helpers/identity-center.ts';
import { makePortal, START_URL } from '../../sandbox/identity-center/client.ts';

/** Her only portal. */
export const session = `[sso-session corp]\nsso_start_url = ${START_URL}\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n`;

export type Ran = {
  readonly out: string;
  readonly error: string;
  readonly problem?: ProblemText;
  readonly asked: readonly string[];
  readonly outcome?: Outcome;
};

/** Mary, signed in at a portal, with nothing in her files but its session. */
export async function mary(test: TestContext, config = session) {
  const { aws, portal, world } = await makePortal(test, {}, Date.now);
  const home = await makeHome(test, { config, credentials: '' });
  const at = portalAt(aws.url, { portalEndpoint: aws.url });
  const signIn = async (person?: string) => void (await writeSignIn(home.directory, at, await signInAt(at, person)));
  await signIn();
  const env = {
    ...home.env,
    AWS_ENDPOINT_URL_SSO: aws.url,
    AWS_ENDPOINT_URL_SSO_OIDC: aws.url,
    AWS_ENDPOINT_URL: aws.url,
  };
  const run = async (
    argv: readonly string[],
    answer?: string,
    over: Readonly<Record<string, string>> = {},
    isTerminal = false,
  ): Promise<Ran> => {
    const asked: string[] = [];
    const real = contextOf({ ...env, ...over });
    const { output, said } = heard(real.output);
    const context = {
      ...real,
      clock: { ...real.clock, wait: () => Promise.resolve() },
      terminal: {
        ...real.terminal,
        open: async () => undefined,
        ask: async (question: string) => {
          asked.push(question);
          return answer;
        },
      },
      output: { ...output, isTerminal: () => isTerminal },
    };
    try {
      const outcome = await dispatch(argv, context);
      return { ...said, asked, outcome };
    } catch (thrown) {
      if (thrown instanceof Cancelled) return { ...said, asked, problem: { code: 'cancelled', title: '' } };
      if (!(thrown instanceof Problem)) throw thrown;
      return { ...said, asked, problem: thrown.text };
    }
  };
  const calls = () => aws.calls.map(({ action }) => action);
  return { aws, portal, world, home, env, run, signIn, calls };
}
