import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { createClock } from '../../source/sandbox/clock.ts';
import { demoWorld } from '../../source/sandbox/demo/world.ts';
import { createFaults } from '../../source/sandbox/faults.ts';
import { answerFederation, createSignIns } from '../../source/sandbox/federation.ts';
import { type Backend, createRecorder, type Outcome } from '../../source/sandbox/handle-call.ts';
import { IAM_ACTIONS } from '../../source/sandbox/iam/actions.ts';
import { answerQuery } from '../../source/sandbox/query-api.ts';
import { startSandbox } from '../../source/sandbox/server.ts';
import { addAccessKey } from '../../source/sandbox/state/build.ts';
import { createSessions } from '../../source/sandbox/state/identities.ts';
import { STS_ACTIONS } from '../../source/sandbox/sts/actions.ts';
import { IAM, type Service, STS } from '../../source/sandbox/wire/answer.ts';
import type { WireRequest } from '../../source/sandbox/wire/request.ts';
import { NodeSha256 } from '../../source/sandbox/wire/sigv4.ts';
import { ACCOUNT_A, ACCOUNT_B, PHONE } from './clients.ts';

// ROLECALL_FUZZ_RUNS asks for more than every test run can afford.
const numRuns = Number(process.env.ROLECALL_FUZZ_RUNS ?? 1000);
/** How many actions a thousand random calls meet is a matter of luck: where that is counted, they are the same each time. */
const sameCases = process.env.ROLECALL_FUZZ_RUNS === undefined ? { seed: 1 } : {};

function createBackend(): Backend {
  return {
    world: demoWorld(),
    sessions: createSessions(),
    clock: createClock(),
    faults: createFaults(),
    recorder: createRecorder(),
    anyRegion: false,
  };
}

/** Whatever was asked, the answer is AWS's own: a result or a refusal, never a breakdown. */
function assertAnswered({ answer }: Outcome): true {
  assert.ok(answer.status < 500, `${answer.status} ${answer.body}`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what XML cannot carry
  assert.doesNotMatch(answer.body, /[\0-\x08\x0b\x0c\x0e-\x1f]/);
  return true;
}

const names = fc.constantFrom(
  ...['Action', 'Version', 'RoleArn', 'RoleSessionName', 'Tags.member.1.Key', 'Session', 'SigninToken', '__proto__'],
);
const pair = fc.tuple(fc.oneof(names, fc.string()), fc.string({ unit: 'binary', maxLength: 40 }));
const form = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(pair, { maxLength: 8 })
    .map((pairs) =>
      pairs.map((each) => each.map((text) => encodeURIComponent(text.toWellFormed())).join('=')).join('&'),
    ),
);
const authorization = fc.oneof(
  fc.string(),
  fc
    .tuple(fc.string(), fc.string(), fc.string())
    .map(
      ([scope, headers, signature]) =>
        `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${headers}, Signature=${signature}`,
    ),
);
const anyRequest = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'HEAD'),
  path: fc.constant('/'),
  query: form,
  headers: fc.dictionary(
    fc.constantFrom('host', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256'),
    fc.string(),
  ),
  authorization: fc.option(authorization, { nil: undefined }),
  body: fc.oneof(
    form,
    fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('latin1')),
  ),
});

describe('no request breaks it', () => {
  test('whatever is asked, unsigned or signed with nonsense', async () => {
    const backend = createBackend();
    const signIns = createSignIns();
    await fc.assert(
      fc.asyncProperty(anyRequest, async ({ authorization: header, ...rest }) => {
        const headers = header === undefined ? rest.headers : { ...rest.headers, authorization: header };
        const request: WireRequest = { ...rest, headers, body: Buffer.from(rest.body, 'latin1') };
        assertAnswered(await answerFederation(request, backend, signIns));
        return assertAnswered(await answerQuery(request, backend));
      }),
      { numRuns },
    );
  });

  test('whatever somebody signs', async () => {
    const backend = createBackend();
    const account = backend.world.accounts.get(ACCOUNT_B);
    if (account) addAccessKey(account, account);
    await fc.assert(
      fc.asyncProperty(signers, signedCall, async (who, { service, parameters }) => {
        return assertAnswered(await answerQuery(await sign(backend, who, service, parameters), backend));
      }),
      { numRuns, ...sameCases },
    );
    const carriedOut = new Set(backend.recorder.calls.filter((call) => call.status === 200).map((call) => call.action));
    assert.ok(carriedOut.size > 10, `some of it is understood: ${[...carriedOut].join(', ')}`);
  });

  test('whatever bytes arrive', async () => {
    const sandbox = await startSandbox();
    const port = Number(new URL(sandbox.url).port);
    const line = fc.constantFrom(
      'GET / HTTP/1.1\r\n',
      'POST /?a=%zz HTTP/1.1\r\nHost: x\r\n',
      'PRI * HTTP/2.0\r\n\r\n',
      '',
    );
    await fc.assert(
      fc.asyncProperty(line, fc.uint8Array({ maxLength: 200 }), async (start, bytes) => {
        const socket = connect(port, '127.0.0.1');
        socket.on('error', () => {}).resume();
        socket.end(Buffer.concat([Buffer.from(start), bytes]));
        await once(socket, 'close');
      }),
      { numRuns: 200 },
    );
    assert.equal((await fetch(sandbox.url)).status, 400);
    await sandbox.close();
  });
});

const document = fc
  .record(
    {
      Version: fc.constantFrom('2012-10-17', 'x'),
      Statement: fc.record(
        {
          Effect: fc.constantFrom('Allow', 'Deny', 'x'),
          Action: fc.constantFrom('sts:AssumeRole', '*', 'iam:*', ['sts:TagSession']),
          Resource: fc.constantFrom('*', 'arn:aws:iam::*:role/*', '$'.concat('{aws:username}'), '$'.concat('{')),
          Principal: fc.constantFrom<unknown>(
            '*',
            { AWS: ACCOUNT_A },
            { Service: 'ec2.amazonaws.com' },
            { AWS: [] },
            7,
          ),
          Condition: fc.constantFrom<unknown>(
            {},
            { Bool: { 'aws:MultiFactorAuthPresent': true } },
            { Null: { x: [] } },
            [],
          ),
        },
        { requiredKeys: ['Effect'] },
      ),
    },
    { requiredKeys: ['Statement'] },
  )
  .map((value) => JSON.stringify(value));

const value = fc.oneof(
  document,
  fc.json(),
  fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.toWellFormed()),
  fc.constantFrom(
    'Admin',
    'ystataws',
    'admin',
    'mary',
    '/',
    '/x/',
    '900',
    '43200',
    '-1',
    'NaN',
    '123456',
    'v1',
    'true',
  ),
  fc.constantFrom(PHONE, `arn:aws:iam::${ACCOUNT_B}:role/ystataws`, 'arn:aws:iam::aws:policy/ReadOnlyAccess'),
);

const signers = fc.constantFrom<Signer>('root', 'admin', 'mary');

const signedCall = fc
  .constantFrom(...tableOf(STS, STS_ACTIONS), ...tableOf(IAM, IAM_ACTIONS))
  .chain(({ service, action, constraints }) =>
    fc
      .dictionary(
        fc.constantFrom(
          ...constraints,
          'Tags.member.1.Key',
          'Tags.member.1.Value',
          'PolicyArns.member.1.arn',
          'Policy',
        ),
        value,
      )
      .map((parameters) => ({ service, parameters: { Action: action, Version: service.version, ...parameters } })),
  );

function tableOf(service: Service, actions: typeof STS_ACTIONS) {
  return Object.entries(actions).map(([action, { constraints }]) => ({
    service,
    action,
    constraints: Object.keys(constraints),
  }));
}

type Signer = 'root' | 'admin' | 'mary';

/** Signs as the root user or the administrator of account-b, or as mary. */
async function sign(
  { world }: Backend,
  who: Signer,
  service: Service,
  parameters: Record<string, string>,
): Promise<WireRequest> {
  const account = world.accounts.get(who === 'mary' ? ACCOUNT_A : ACCOUNT_B);
  const [key] = (who === 'root' ? account?.rootKeys : account?.users.get(who)?.keys) ?? [];
  const signer = new SignatureV4({
    credentials: { accessKeyId: key?.id ?? 'AKIA', secretAccessKey: key?.secret ?? 'x' },
    region: 'us-east-1',
    service: service.name,
    sha256: NodeSha256,
  });
  const body = new URLSearchParams(parameters).toString();
  const request = { method: 'POST', protocol: 'http:', hostname: 'x', path: '/', headers: { host: 'x' }, body };
  const { headers } = await signer.sign(request);
  return { method: 'POST', path: '/', query: '', headers, body: Buffer.from(body) };
}
