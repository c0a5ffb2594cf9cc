import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { stepAt } from '../../../../source/domain/mfa/code.ts';
import { AwsFailure } from '../../../../source/domain/sessions/failures/aws-failure.ts';
import { Cancelled, Problem } from '../../../../source/problem.ts';
import { phone } from '../../../helpers/home.ts';
import { makePerson, type Person, withLines } from '../person.ts';

/** Every file of the cache and what is in it. */
function disk({ cache }: Person): Record<string, string> {
  const names = readdirSync(cache, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(cache, name), 'utf8')]));
}

test('a wrong code is asked for again in place and changes nothing on disk', async (context) => {
  const mary = await makePerson(context);
  await mary.open('ystataws');
  let before: unknown;
  await mary.open('prod-admin', {
    answer: ({ attempt, device, rejected }) => {
      if (attempt === 1) before = disk(mary);
      if (attempt === 1) return '000000';
      assert.equal(rejected, 'wrong');
      assert.deepEqual(disk(mary), before);
      return mary.aws.code(device.serial);
    },
  });
  assert.deepEqual(
    mary.questions.map(({ attempt }) => attempt),
    [1, 2],
  );
});

test('an opening that was given up asks for no code, and sends none', async (context) => {
  const mary = await makePerson(context);
  const before = AbortSignal.abort();
  await assert.rejects(mary.open('prod-admin', { ports: { givenUp: before } }), Cancelled);
  assert.equal(mary.questions.length, 0);
  const whileAsked = new AbortController();
  const answer = () => {
    whileAsked.abort();
    return mary.aws.code(phone);
  };
  await assert.rejects(mary.open('prod-admin', { answer, ports: { givenUp: whileAsked.signal } }), Cancelled);
  assert.equal(mary.aws.count('GetSessionToken'), 0);
  assert.equal(await mary.ports().store.lastCodeStep(phone), undefined, 'the code is not used up');
});

test('a question ends at once where its opening is given up', async (context) => {
  const mary = await makePerson(context);
  const over = new AbortController();
  const answer = () => {
    over.abort();
    return new Promise<never>(() => undefined);
  };
  await assert.rejects(mary.open('prod-admin', { answer, ports: { givenUp: over.signal } }), Cancelled);
});

test('a code that AWS refused is not asked for again where the opening was given up meanwhile', async (context) => {
  const mary = await makePerson(context);
  const over = new AbortController();
  const { sts } = mary.ports();
  const sessionToken: typeof sts.sessionToken = (...call) => {
    over.abort();
    return sts.sessionToken(...call);
  };
  const ports = { sts: { ...sts, sessionToken }, givenUp: over.signal };
  await assert.rejects(mary.open('prod-admin', { answer: () => '000000', ports }), Cancelled);
  assert.equal(mary.questions.length, 1);
});

test('a code goes to no other region once its opening was given up', async (context) => {
  const mary = await makePerson(context);
  const over = new AbortController();
  const { sts } = mary.ports();
  const regions: string[] = [];
  const sessionToken: typeof sts.sessionToken = async (_, { region }) => {
    regions.push(region);
    over.abort();
    const facts = { kind: 'refused', code: 'RegionDisabled', said: 'STS is not activated', status: 403 } as const;
    throw new AwsFailure({ ...facts, operation: 'sts:GetSessionToken', endpoint: mary.aws.url });
  };
  const ports = { sts: { ...sts, sessionToken }, givenUp: over.signal };
  await assert.rejects(mary.open('prod-admin', { ports, plan: (plan) => ({ ...plan, otherRegions: ['us-east-1'] }) }));
  assert.equal(regions.length, 1);
});

test('what is not six digits never reaches AWS', async (context) => {
  const mary = await makePerson(context);
  const answers = ['12345', ' 12 34 5x', ''];
  await mary.open('prod-admin', {
    answer: ({ device }) => answers.shift() ?? ` ${mary.aws.code(device.serial).replace(/(...)/, '$1 ')}\n`,
  });
  assert.deepEqual(
    mary.questions.map(({ rejected }) => rejected),
    [undefined, 'malformed', 'malformed', 'malformed'],
  );
  assert.equal(mary.aws.count('GetSessionToken'), 1);
});

test('a code that another process used meanwhile counts down to the next', async (context) => {
  const mary = await makePerson(context);
  const { store, now } = mary.ports();
  await mary.open('prod-admin', {
    answer: async ({ attempt, device, rejected, notBefore }) => {
      const code = mary.aws.code(device.serial);
      if (attempt > 1) {
        assert.equal(rejected, 'reused');
        assert.ok(notBefore !== undefined);
        return code;
      }
      await mary.ports().sts.sessionToken(await keys(mary), at(mary), {
        durationSeconds: 900,
        mfa: { serial: device.serial, code },
      });
      await store.noteCodeStep(device.serial, stepAt(now()));
      return code;
    },
  });
  assert.equal(mary.questions.length, 2);
});

test('a code whose answer was lost counts as used', async (context) => {
  for (const [kind, spent] of [
    ['lost', true],
    ['reset', true],
    ['truncated', true],
  ] as const) {
    const mary = await makePerson(context);
    mary.aws.failNext({ action: 'GetSessionToken', kind });
    const problem = await mary.refused('prod-admin');
    assert.match(problem.code, /^(unreachable|answer-garbled)$/);
    assert.equal(mary.aws.count('GetSessionToken'), 1, 'never sent twice');
    const step = await mary.ports().store.lastCodeStep(phone);
    assert.equal(step !== undefined, spent, kind);
  }
});

test('a code of a refused AssumeRole counts as used', async (context) => {
  const mary = await makePerson(context);
  mary.edit(withLines('prod-breakglass', 'duration_seconds = 7200', `mfa_serial = ${phone}`));
  const problem = await mary.refused('prod-breakglass');
  assert.equal(problem.code, 'role-refused');
  assert.notEqual(await mary.ports().store.lastCodeStep(phone), undefined);
});

test('a code is marked as used while it is on its way', async (context) => {
  const mary = await makePerson(context);
  const { sts, store, now } = mary.ports();
  const used = mary.aws.code(phone);
  let noted: number | undefined;
  const never = Promise.withResolvers<never>();
  const sent = Promise.withResolvers<void>();
  const sessionToken: typeof sts.sessionToken = async () => {
    noted = await store.lastCodeStep(phone);
    sent.resolve();
    return never.promise;
  };
  // The person leaves with Ctrl+C, and AWS's answer never comes.
  void mary.open('prod-admin', { answer: () => used, ports: { sts: { ...sts, sessionToken } } });
  await sent.promise;
  assert.equal(noted, stepAt(now()));
  assert.equal(await store.isCodeUsed(phone, used), true);
});

test('the code that was used last is refused without asking AWS', async (context) => {
  const mary = await makePerson(context);
  const { store, now } = mary.ports();
  const used = mary.aws.code(phone);
  await store.noteCodeStep(phone, stepAt(now()), used);
  assert.ok(!Object.values(disk(mary)).some((text) => text.includes(used)), 'the code itself is not kept');
  await mary.open('prod-admin', {
    answer: ({ attempt, rejected }) => {
      if (attempt === 1) return used;
      assert.equal(rejected, 'reused');
      assert.equal(mary.aws.count('GetSessionToken'), 0);
      return mary.aws.code(phone);
    },
  });
  assert.equal(mary.aws.count('GetSessionToken'), 1);
});

test('the code of the step before is refused at once as well, though the next one is there already', async (context) => {
  const mary = await makePerson(context);
  const { store, now } = mary.ports();
  const used = mary.aws.code(phone);
  await store.noteCodeStep(phone, stepAt(now()) - 1, used);
  const opened = mary.open('prod-admin', {
    answer: async ({ attempt, rejected, notBefore }) => {
      if (attempt === 1) return used;
      assert.deepEqual([rejected, notBefore], ['reused', undefined]);
      throw new Cancelled();
    },
  });
  await assert.rejects(opened, Cancelled);
  assert.equal(mary.aws.count('GetSessionToken'), 0);
  await store.noteCodeStep(phone, stepAt(now()) - 2, used);
  await mary.open('prod-admin', { answer: () => used });
  assert.equal(mary.aws.count('GetSessionToken'), 1, 'an older one is for AWS to judge');
});

test('throttling comes before the code, so the same code is sent again', async (context) => {
  const mary = await makePerson(context);
  mary.aws.failNext({ action: 'GetSessionToken', status: 400, code: 'Throttling', message: 'Rate exceeded' });
  await mary.open('prod-admin');
  assert.equal(mary.aws.count('GetSessionToken'), 2);
  assert.equal(mary.questions.length, 1);
});

test('whoever gives up leaves nothing behind', async (context) => {
  const mary = await makePerson(context);
  await mary.open('ystataws');
  const before = disk(mary);
  const answer = () => Promise.reject(new Cancelled());
  await assert.rejects(mary.open('prod-admin', { answer }), Cancelled);
  assert.deepEqual(disk(mary), before);
  const nobody = () => Promise.reject(new Problem({ code: 'mfa-no-terminal', title: 'nobody' }));
  assert.equal((await mary.refused('prod-admin', { answer: nobody })).code, 'mfa-no-terminal');
});

async function keys(mary: Person) {
  const [, keyId = '', secret = ''] =
    /\[mary\]\naws_access_key_id = (\S+)\naws_secret_access_key = (\S+)/.exec(readFileSync(mary.credentials, 'utf8')) ??
    [];
  return { accessKeyId: keyId, secretAccessKey: secret };
}

function at(mary: Person) {
  return { region: 'eu-west-1', url: mary.aws.url, useFips: false, useDualstack: false };
}
