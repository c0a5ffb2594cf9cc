import type { TestContext } from 'node:test';
import { listDevices } from '../../../source/adapters/aws/iam.ts';
import { sourceCredentials } from '../../../source/adapters/aws/source-credentials.ts';
import { createSts } from '../../../source/adapters/aws/sts.ts';
import { createSessionFiles } from '../../../source/adapters/cache/sessions.ts';
import type { CodeQuestion, OtherDevice } from '../../../source/domain/mfa/ask.ts';
import { codeStep } from '../../../source/domain/mfa/code.ts';
import { loadProfiles } from '../../../source/domain/profiles/resolve/load.ts';
import { openSession } from '../../../source/domain/sessions/open/open.ts';
import type { SessionPorts } from '../../../source/domain/sessions/open/ports.ts';
import { planRequest, type SwitchPlan } from '../../../source/domain/sessions/plan/plan.ts';
import {
  type CacheUse,
  defaultCacheUse,
  plainRequest,
  type SwitchRequest,
} from '../../../source/domain/sessions/plan/request.ts';
import type { Session } from '../../../source/domain/sessions/session.ts';
import { Problem, type ProblemText } from '../../../source/problem.ts';
import type { Sandbox } from '../../../source/sandbox/server.ts';
import { type Home, makeDemoHome } from '../../helpers/home.ts';
import { noStoredKey } from '../../helpers/stored-keys.ts';

/** How one switch of a test differs from `rolecall PROFILE`. */
export type Switch = {
  readonly request?: Partial<SwitchRequest>;
  readonly use?: Partial<CacheUse>;
  readonly plan?: (plan: SwitchPlan) => SwitchPlan;
  readonly ports?: Partial<SessionPorts>;
  /** Answers the questions; the device's own code unless given. */
  readonly answer?: (question: CodeQuestion) => string | OtherDevice | Promise<string | OtherDevice>;
};

/** Mary at her keyboard: real adapters, an AWS and a cache of this test's own, the clock of that AWS. */
export type Person = Home & {
  readonly aws: Sandbox;
  readonly cache: string;
  /** Every question so far. */
  readonly questions: CodeQuestion[];
  /** A process of hers with the files as they are now: nothing but the disk is remembered between two. */
  readonly open: (profile: string, how?: Switch) => Promise<Session>;
  /** The problem that opening ends with. */
  readonly refused: (profile: string, how?: Switch) => Promise<ProblemText>;
  readonly edit: (change: (config: string) => string) => void;
  readonly editKeys: (change: (credentials: string) => string) => void;
  readonly ports: (how?: Switch) => SessionPorts;
  /** Actions called since the last look, in order. */
  readonly calls: () => readonly string[];
};

export async function makePerson(test: TestContext, env: Readonly<Record<string, string>> = {}): Promise<Person> {
  const home = await makeDemoHome(test);
  const { aws } = home;
  // What a test does at once falls within one step of the device's codes.
  aws.clock.advance(codeStep - (aws.clock.now() % codeStep));
  const cache = `${home.directory}/cache`;
  const { readFileSync } = await import('node:fs');
  let [config, credentials] = [readFileSync(home.config, 'utf8'), readFileSync(home.credentials, 'utf8')];
  const questions: CodeQuestion[] = [];
  let seen = 0;

  const ports = ({ answer, ports: others }: Switch = {}): SessionPorts => ({
    sts: createSts({ env, now: aws.clock.now }),
    sourceCredentials: (chain) =>
      sourceCredentials(chain, {
        env: { ...home.env, ...env },
        identityKnown: true,
        storedKey: noStoredKey,
        now: aws.clock.now,
      }),
    listDevices: (caller, at) => listDevices(caller, at, { env }),
    store: createSessionFiles(cache, aws.clock.now),
    ask: async (question) => {
      questions.push(question);
      const wait = (question.notBefore ?? 0) - aws.clock.now();
      if (wait > 0) aws.clock.advance(wait);
      return answer === undefined ? aws.code(question.device.serial) : answer(question);
    },
    progress: () => undefined,
    now: aws.clock.now,
    osUser: 'os-user',
    outside: { accessKeyId: env.AWS_ACCESS_KEY_ID },
    mfaSessionSeconds: 12 * 3600,
    ...others,
  });
  const open = async (profile: string, how: Switch = {}): Promise<Session> => {
    const profiles = loadProfiles(
      { kind: 'config', path: home.config, text: config },
      { kind: 'credentials', path: home.credentials, text: credentials },
    );
    const plan = planRequest(profiles, { ...plainRequest(profile), ...how.request });
    return openSession(how.plan?.(plan) ?? plan, { ...defaultCacheUse, ...how.use }, ports(how));
  };
  return {
    ...home,
    cache,
    questions,
    open,
    refused: (profile, how) =>
      open(profile, how).then(
        () => Promise.reject(new Error(`${profile} opened`)),
        (error: unknown) => (error instanceof Problem ? error.text : Promise.reject(error)),
      ),
    edit: (change) => {
      config = change(config);
    },
    editKeys: (change) => {
      credentials = change(credentials);
    },
    ports,
    calls: () => {
      const fresh = aws.calls.slice(seen).map(({ action }) => action);
      seen = aws.calls.length;
      return fresh;
    },
  };
}

/** Puts lines into a profile of the configuration. */
export function withLines(profile: string, ...lines: readonly string[]): (config: string) => string {
  return (config) => {
    const header = `[profile ${profile}]\n`;
    if (!config.includes(header)) return `${config}\n${header}${lines.join('\n')}\n`;
    return config.replace(header, `${header}${lines.join('\n')}\n`);
  };
}

/** Takes the lines of a key out of the whole configuration. */
export function withoutKey(key: string): (config: string) => string {
  return (config) => config.replace(new RegExp(`^${key} .*\n`, 'gm'), '');
}

export const hours = (count: number): number => count * 3_600_000;
