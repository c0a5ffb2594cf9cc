import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { createUserKeyCalls } from '../../../../source/adapters/aws/access-keys.ts';
import { createSts } from '../../../../source/adapters/aws/sts.ts';
import { type Rotation, readRotations, rotationsText } from '../../../../source/domain/access-keys/rotation/notes.ts';
import {
  type Rotated,
  type RotationPorts,
  type RotationStep,
  rotate,
} from '../../../../source/domain/access-keys/rotation/rotate.ts';
import { readStoredKey, type StoredKey, storedKeyText } from '../../../../source/domain/access-keys/stored-key.ts';
import type { OtherKey, UserKeyCalls } from '../../../../source/domain/access-keys/user-keys.ts';
import type { Credentials } from '../../../../source/domain/sessions/session.ts';
import { Problem, type ProblemText } from '../../../../source/problem.ts';
import { type Sandbox, startSandbox } from '../../../../source/sandbox/server.ts';
import {
  addAccessKey,
  addAccount,
  addUser,
  addVirtualDevice,
  createWorld,
} from '../../../../source/sandbox/state/build.ts';

export const account = '111122223333';

const mayRotate = {
  Version: '2012-10-17' as const,
  Statement: [{ Effect: 'Allow' as const, Action: 'iam:*AccessKey*', Resource: '*' }],
};

/** The process was killed. */
export class Killed extends Error {}

/** Where a process dies: at its nth step outside, before that is done or after. */
export type Death = { readonly at: number; readonly when: 'before' | 'after' };

/** How one run of a rotation goes. */
export type Run = {
  readonly death?: Death;
  readonly keepOld?: number;
  readonly agrees?: (question: 'inactive' | 'perhaps ours', key: OtherKey) => boolean;
  readonly signer?: () => Promise<Credentials>;
  /** Calls that go otherwise than to AWS. */
  readonly calls?: Partial<UserKeyCalls>;
  /** Called with each step that is told. */
  readonly onStep?: (step: RotationStep) => void;
};

/** A user with a stored key, an AWS of their own, and a disk. Nothing but the disk is remembered between two runs. */
export type RotationWorld = {
  readonly aws: Sandbox;
  readonly user: string;
  /** IDs of the user's keys at AWS, oldest first; inactive ones in brackets. */
  readonly atAws: () => readonly string[];
  readonly stored: () => StoredKey;
  readonly store: (key: StoredKey) => void;
  readonly rotation: () => Rotation | undefined;
  /** Steps of the last run outside: calls, and writes to the disk. */
  readonly steps: () => number;
  readonly told: () => readonly RotationStep[];
  readonly run: (run?: Run) => Promise<Rotated>;
  /** An MFA session of the stored key. */
  readonly mfaSession: () => Promise<Credentials>;
  /** Does AWS take the stored key now? */
  readonly works: () => Promise<boolean>;
};

export async function makeRotationWorld(context: TestContext): Promise<RotationWorld> {
  const world = createWorld();
  const owner = addAccount(world, account);
  const mary = addUser(owner, 'mary', { policies: { keys: mayRotate } });
  const phone = addVirtualDevice(owner, 'mary-phone', mary);
  // Only waiting takes time: how often something is tried depends on no machine.
  const begun = Date.now();
  const aws = await startSandbox({ world, now: () => begun });
  context.after(() => aws.close());
  const first = addAccessKey(owner, mary, aws.clock.now() - 100 * 86_400_000);
  const at = { region: 'us-east-1', url: aws.url, useFips: false, useDualstack: false };
  const atAws = createUserKeyCalls({ sts: at, iam: at }, { env: {}, now: aws.clock.now });
  let disk = storedKeyText({ user: mary.arn, current: { accessKeyId: first.id, secretAccessKey: first.secret } });
  let notes: string | undefined;
  let steps = 0;
  let told: RotationStep[] = [];
  const stored = (): StoredKey => {
    const key = readStoredKey(disk);
    if (typeof key === 'string') throw new Error(key);
    return key;
  };
  const rotation = () => (notes === undefined ? undefined : readRotations(notes).value.get('mary'));
  const ports = ({ death, agrees = () => false, signer, onStep, calls: others }: Run): RotationPorts => {
    steps = 0;
    told = [];
    let isDead = false;
    const calls = { ...atAws, ...others };
    /** One step outside, at which the process may die. */
    const step =
      <A extends readonly unknown[], T>(work: (...args: A) => Promise<T>) =>
      async (...args: A): Promise<T> => {
        steps += 1;
        if (isDead) throw new Killed();
        isDead = death?.at === steps;
        if (isDead && death?.when === 'before') throw new Killed();
        const result = await work(...args);
        if (isDead) throw new Killed();
        return result;
      };
    return {
      calls: {
        whoAmI: step(calls.whoAmI),
        list: step(calls.list),
        lastUse: step(calls.lastUse),
        create: step(calls.create),
        setActive: step(calls.setActive),
        remove: step(calls.remove),
      },
      signer: signer ?? (async () => stored().current),
      read: async () => stored(),
      store: step(async (key) => {
        disk = storedKeyText(key);
      }),
      rotation: async () => rotation(),
      noteRotation: step(async (note) => {
        notes = rotationsText(new Map(note === undefined ? [] : [['mary', note]]));
      }),
      agrees: async (question, key) => agrees(question, key),
      told: (each) => {
        told.push(each);
        onStep?.(each);
      },
      now: aws.clock.now,
      wait: async (ms) => aws.clock.advance(ms),
    };
  };
  return {
    aws,
    user: mary.arn,
    atAws: () => aws.accessKeys(account, 'mary').map(({ id, active }) => (active ? id : `(${id})`)),
    stored,
    store: (key) => {
      disk = storedKeyText(key);
    },
    rotation,
    steps: () => steps,
    told: () => told,
    run: (run = {}) => rotate({ name: 'mary', keepOld: run.keepOld }, ports(run)),
    mfaSession: () =>
      createSts({ env: {}, now: aws.clock.now }).sessionToken(stored().current, at, {
        durationSeconds: 3600,
        mfa: { serial: phone.serial, code: aws.code(phone.serial) },
      }),
    works: () =>
      atAws.whoAmI(stored().current).then(
        () => true,
        () => false,
      ),
  };
}

/** The problem that a run ends in. */
export const problemOf = (run: Promise<unknown>): Promise<ProblemText> =>
  run.then(
    () => assert.fail('it went well'),
    (error: unknown) => (error instanceof Problem ? error.text : Promise.reject(error)),
  );
