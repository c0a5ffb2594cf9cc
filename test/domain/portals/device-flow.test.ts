import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SignInService, Token, Way } from '../../../source/domain/portals/flow.ts';
import type { Portal } from '../../../source/domain/portals/portal.ts';
import type { Client, SignIn } from '../../../source/domain/portals/sign-in.ts';
import { signInToPortal } from '../../../source/domain/portals/sign-in-flow.ts';
import { AwsFailure } from '../../../source/domain/sessions/failures/aws-failure.ts';
import type { SignInPage } from '../../../source/domain/sign-in/flow.ts';
import { Problem } from '../../../source/problem.ts';

const noon = Date.UTC(2026, 0, 15, 12);
const client = { id: 'id', secret: 'secret', expiresAt: noon + 90 * 86_400_000 };
const portal: Portal = { startUrl: 'https://acme.awsapps.com/start', ssoRegion: 'eu-west-1', ssoSession: 'acme' };
const token: Token = { accessToken: 'access', refreshToken: 'refresh', expiresAt: noon + 8 * 3_600_000 };
type Answer = Awaited<ReturnType<SignInService['redeem']>>;

type World = {
  /** Failures are thrown. */
  readonly answers: readonly (Answer | AwsFailure)[];
  readonly portal?: Portal;
  readonly url?: string;
  readonly missing?: string;
  readonly signal?: AbortSignal;
  /** The client of an earlier sign-in. */
  readonly known?: Client;
  /** The service has forgotten it. */
  readonly forgotten?: boolean;
};

/** One sign-in whose service gives these answers in turn; everything that was seen and done on the way. */
async function signIn({ answers, missing, url = 'https://device.sso.eu-west-1.amazonaws.com/?c=1', ...world }: World) {
  const left = [...answers];
  const [waited, opened, kept, shown, scopes]: [number[], string[], SignIn[], SignInPage[], (readonly string[])[]] = [
    ...[[], [], [], [], []],
  ] as never;
  const begunBy: string[] = [];
  const registered: Client[] = [];
  let now = noon;
  const code = {
    deviceCode: 'd',
    userCode: 'BCDF-GHJK',
    url,
    urlWithCode: url,
    expiresAt: noon + 60_000,
    interval: 5_000,
  };
  const service: SignInService = {
    endpoint: 'https://oidc.eu-west-1.amazonaws.com',
    register: async (way, asked) => {
      assert.equal(way, 'device');
      scopes.push(asked);
      return client;
    },
    startDevice: async ({ id }) => {
      if (id !== client.id && world.forgotten)
        throw new AwsFailure({ kind: 'refused', code: 'invalid_client', said: '', operation: '', endpoint: '' });
      begunBy.push(id);
      return code;
    },
    redeem: async () => {
      const answer = left.shift() ?? 'authorization_pending';
      if (answer instanceof AwsFailure) throw answer;
      return answer;
    },
    redeemCode: async () => assert.fail('no code was asked for'),
    refresh: async () => undefined,
  };
  const ports = {
    service,
    registration: {
      find: async () => world.known,
      forget: () => assert.fail('device codes tell of a client that was forgotten'),
      keep: async (_: Way, __: readonly string[], each: Client) => void registered.push(each),
    },
    keep: async (each: SignIn) => void kept.push(each),
    proof: () => assert.fail('no browser comes back'),
    listen: () => assert.fail('no browser comes back'),
    isApart: false,
    read: async () => undefined,
    alone: <T>(_: string, work: () => Promise<T>) => work(),
    browser: { missing, open: async (each: string) => void opened.push(each) },
    now: () => now,
    wait: async (ms: number) => {
      waited.push(ms);
      now += ms;
    },
  };
  const signal = world.signal ?? new AbortController().signal;
  const signer = {
    shown: (each: SignInPage) => void shown.push(each),
    given: () => assert.fail('nothing is asked'),
    told: () => undefined,
  };
  const ended = await signInToPortal(world.portal ?? portal, 'device', ports, signer, signal).catch((error: unknown) =>
    error instanceof Problem ? error.text.code : (error as Error).name,
  );
  return { ended, waited, opened, kept, shown, scopes, begunBy, registered };
}

test('asked again at the pace of the service, until somebody has approved it', async () => {
  const { ended, waited, opened, kept, shown, scopes } = await signIn({
    answers: ['authorization_pending', 'slow_down', 'authorization_pending', token],
  });
  const expected = { startUrl: portal.startUrl, region: 'eu-west-1', client, ...token };
  assert.deepEqual([ended, kept], [expected, [expected]]);
  assert.deepEqual(waited, [5_000, 5_000, 10_000, 10_000]);
  assert.deepEqual(opened, ['https://device.sso.eu-west-1.amazonaws.com/?c=1']);
  assert.deepEqual([shown[0]?.userCode, shown[0]?.byHand, shown.length], ['BCDF-GHJK', undefined, 1]);
  assert.deepEqual(scopes, [['sso:account:access']]);
});

test('scopes are those of the session; the older way has none, and no refresh token to keep', async () => {
  const scoped = await signIn({ answers: [token], portal: { ...portal, scopes: ['a', 'b'] } });
  assert.deepEqual(scoped.scopes, [['a', 'b']]);
  const { ssoSession: _, ...legacy } = portal;
  assert.deepEqual((await signIn({ answers: [token], portal: legacy })).scopes, [[]]);
});

test('the client of an earlier sign-in is used again; one that the service has forgotten is replaced', async () => {
  const known = { id: 'known', secret: 's', expiresAt: noon + 86_400_000 * 50 };
  const again = await signIn({ answers: [token], known });
  assert.deepEqual([again.scopes, again.begunBy, again.registered], [[], ['known'], []]);
  assert.deepEqual(again.kept[0]?.client, known);
  const anew = await signIn({ answers: [token], known, forgotten: true });
  assert.deepEqual([anew.scopes.length, anew.begunBy, anew.registered], [1, ['id'], [client]]);
});

const failure = (kind: AwsFailure['kind'], code: string, status?: number) =>
  new AwsFailure({ kind, code, status, said: '', operation: 'sso-oidc:CreateToken', endpoint: 'https://oidc' });
const passing: readonly [what: string, lost: AwsFailure][] = [
  ['no answer in time', failure('time-out', 'answer')],
  ['no network for a moment', failure('unreachable', 'ENETUNREACH')],
  ['no name server', failure('unreachable', 'EAI_AGAIN')],
  ['a service with an error of its own', failure('refused', 'internal_server_error', 500)],
  ['a service with too much to do', failure('refused', 'TooManyRequests', 429)],
];

test('a question whose answer is lost is asked again, less often, as long as the code lasts', async () => {
  for (const [what, lost] of passing) {
    const { ended, kept, waited } = await signIn({ answers: ['authorization_pending', lost, lost, token] });
    assert.equal((ended as SignIn).accessToken, token.accessToken, what);
    assert.equal(kept.length, 1, what);
    assert.deepEqual(waited, [5_000, 5_000, 10_000, 15_000], what);
  }
});

test('answers that stay away until the code has ended: it is their failure that is told; after any answer, that it is late', async () => {
  for (const [what, lost] of passing) {
    const { ended, kept } = await signIn({ answers: Array<AwsFailure>(20).fill(lost) });
    assert.deepEqual([ended, kept], ['AwsFailure', []], what);
    assert.equal((await signIn({ answers: [lost] })).ended, 'sign-in-late', what);
  }
});

test('an answer that no later one makes good ends it at once', async () => {
  for (const final of [
    failure('refused', 'invalid_grant', 400),
    failure('garbled', 'answer', 200),
    failure('tls', 'CERT_HAS_EXPIRED'),
    failure('proxy', '407'),
  ]) {
    const { ended, waited } = await signIn({ answers: [final, token] });
    assert.deepEqual([ended, waited], ['AwsFailure', [5_000]], final.code);
  }
});

test('denied, too late, and given up: nothing is kept', async () => {
  const given = new AbortController();
  given.abort();
  const table: readonly [what: string, world: World, code: string][] = [
    ['denied', { answers: ['access_denied'] }, 'sign-in-denied'],
    ['too late by its own word', { answers: ['expired_token'] }, 'sign-in-late'],
    ['too late by the clock', { answers: [] }, 'sign-in-late'],
    ['given up', { answers: [token], signal: given.signal }, 'Cancelled'],
  ];
  for (const [what, world, code] of table) {
    const { ended, kept, registered } = await signIn(world);
    assert.deepEqual([ended, kept, registered], [code, [], []], what);
  }
});

test('where there is no browser the person opens the page; one that is not of AWS is opened and shown by nobody', async () => {
  const remote = await signIn({ answers: [token], missing: 'You are here over SSH' });
  assert.deepEqual([remote.opened, remote.shown[0]?.byHand], [[], 'You are here over SSH']);
  for (const url of ['file:///etc/passwd', 'javascript:alert(1)', 'http://example.com/', '-oProxyCommand=x']) {
    const odd = await signIn({ answers: [token], url });
    assert.deepEqual([odd.opened, odd.shown, odd.kept, odd.ended], [[], [], [], 'sign-in-address'], url);
  }
});
