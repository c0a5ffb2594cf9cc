import type { TestContext } from 'node:test';
import { createUserDeviceCalls } from '../../../../source/adapters/aws/user-devices.ts';
import { type AddPorts, addDevice } from '../../../../source/domain/mfa/add/add.ts';
import { otpauthUri } from '../../../../source/domain/mfa/add/secret-words.ts';
import type { EnableQuestion } from '../../../../source/domain/mfa/add/two-codes.ts';
import type { NewDevice, UserDeviceCalls } from '../../../../source/domain/mfa/user-devices.ts';
import { AwsFailure } from '../../../../source/domain/sessions/failures/aws-failure.ts';
import { Cancelled } from '../../../../source/problem.ts';
import { type Sandbox, startSandbox } from '../../../../source/sandbox/server.ts';
import { addAccessKey, addAccount, addUser, createWorld } from '../../../../source/sandbox/state/build.ts';
import { appWith } from '../../../helpers/authenticator.ts';

export const account = '111122223333';
export const arnOf = (name: string): string => `arn:aws:iam::${account}:mfa/${name}`;

/** The process was killed. */
export class Killed extends Error {}

type CallName = keyof UserDeviceCalls;

/** What happens to the nth call of a name: nothing reaches AWS (`before`), or its answer is lost (`after`). */
export type Fault = {
  readonly call: CallName;
  readonly nth?: number;
  readonly when?: 'before' | 'after';
  /** AWS refuses with that code; without it there is no answer. `killed` ends the process, `empty` is a list without any. */
  readonly code?: string;
};

export type Run = {
  readonly name?: string;
  readonly faults?: readonly Fault[];
  /** What the person types, in this order; the right code where it is undefined, and afterwards; Ctrl+C for `^C`. */
  readonly typed?: readonly (string | undefined)[];
  readonly agrees?: boolean;
};

/** A user with keys and no device, an AWS of their own. */
export async function makeDeviceWorld(context: TestContext, denied: readonly string[] = []) {
  const world = createWorld();
  const owner = addAccount(world, account);
  const allow = { Effect: 'Allow' as const, Action: 'iam:*', Resource: '*' };
  const deny = { Effect: 'Deny' as const, Action: denied, Resource: '*' };
  const Statement = denied.length > 0 ? [allow, deny] : [allow];
  const nina = addUser(owner, 'nina', { policies: { all: { Version: '2012-10-17', Statement } } });
  const aws = await startSandbox({ world });
  context.after(() => aws.close());
  const key = addAccessKey(owner, nina);
  const at = { region: 'us-east-1', url: aws.url, useFips: false, useDualstack: false };
  const calls = createUserDeviceCalls({ sts: at, iam: at }, { env: {}, now: aws.clock.now });
  const caller = { accessKeyId: key.id, secretAccessKey: key.secret };
  const told: string[] = [];
  const asked: EnableQuestion[] = [];
  const doubted: string[] = [];
  const noted = new Map<string, string>();
  let shown: NewDevice | undefined;
  const run = ({ name, faults = [], typed = [], agrees = false }: Run = {}): Promise<string> => {
    told.length = 0;
    asked.length = 0;
    doubted.length = 0;
    const answers = [...typed];
    const ports: AddPorts = {
      calls: faulty(calls, faults),
      agrees: async (serial) => {
        doubted.push(serial.split('/').at(-1) ?? '');
        return agrees;
      },
      show: async (device) => {
        shown = device;
      },
      ask: async (question) => {
        asked.push(question);
        const answer = answers.shift();
        if (answer === '^C') throw new Cancelled();
        if (answer !== undefined) return answer;
        if (question.which === 'second') aws.clock.advance(30_000);
        return appWith(otpauthUri(shown as NewDevice, nina.arn))(aws.clock.now());
      },
      told: (step, serial) => void told.push(`${step} ${serial.split('/').at(-1)}`),
      noteUse: async (serial, code) => {
        noted.set(serial, code);
        return async () => void noted.delete(serial);
      },
      now: aws.clock.now,
      wait: async (ms) => aws.clock.advance(ms),
    };
    return addDevice({ caller, user: nina.arn, ...(name !== undefined && { name }) }, ports);
  };
  return { aws, run, told, asked, doubted, noted, calls, caller, user: nina.arn, atAws: () => devicesAt(aws) };
}

/** Names of the devices; one that nobody has enabled in brackets. */
const devicesAt = (aws: Sandbox): readonly string[] =>
  aws.devices(account).map(({ serial, userName }) => {
    const name = serial.split('/').at(-1) ?? '';
    return userName === undefined ? `(${name})` : userName === 'nina' ? name : `${name} of ${userName}`;
  });

function faulty(calls: UserDeviceCalls, faults: readonly Fault[]): UserDeviceCalls {
  const counts = new Map<string, number>();
  const wrap =
    (name: string, call: (...args: never[]) => Promise<unknown>) =>
    async (...args: never[]): Promise<unknown> => {
      const nth = (counts.get(name) ?? 0) + 1;
      counts.set(name, nth);
      const fault = faults.find((each) => each.call === name && (each.nth ?? nth) === nth);
      if (fault === undefined) return call(...args);
      if (fault.when === 'after') await call(...args);
      if (fault.code === 'empty') return [];
      throw fault.code === 'killed' ? new Killed() : failure(name, fault.code);
    };
  const all = Object.entries(calls).map(([name, call]) => [name, wrap(name, call)]);
  return Object.fromEntries(all) as UserDeviceCalls;
}

const failure = (operation: string, code: string | undefined): AwsFailure =>
  new AwsFailure({
    kind: code === undefined ? 'time-out' : 'refused',
    code: code ?? 'answer',
    said: code ?? 'no answer',
    operation,
    endpoint: '',
    ...(code !== undefined && { status: 403 }),
  });
