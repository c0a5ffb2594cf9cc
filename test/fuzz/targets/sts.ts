import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { createSts } from '../../../source/adapters/aws/sts.ts';
import { explainFailure } from '../../../source/domain/sessions/failures/explain.ts';
import { planRequest, type SwitchPlan } from '../../../source/domain/sessions/plan/plan.ts';
import { plainRequest } from '../../../source/domain/sessions/plan/request.ts';
import { damaged, hostile, mostly } from '../inputs.ts';
import { orProblemLater, target } from '../target.ts';
import { profilesOf } from './config.ts';

const element = mostly(fc.constantFrom('ASIAEXAMPLE', '2026-01-01T00:00:00Z', 'arn:aws:iam::111122223333:user/mary'));
const granted = fc
  .tuple(element, element, element)
  .map(
    ([key, expiry, arn]) =>
      `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><AssumedRoleUser><Arn>${arn}</Arn><AssumedRoleId>A:b</AssumedRoleId></AssumedRoleUser><Credentials><AccessKeyId>${key}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${expiry}</Expiration></Credentials></AssumeRoleResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></AssumeRoleResponse>`,
  );
const code = mostly(
  fc.constantFrom(
    'AccessDenied',
    'ExpiredToken',
    'ValidationError',
    'RegionDisabledException',
    'SignatureDoesNotMatch',
  ),
);
const refused = fc
  .tuple(code, hostile)
  .map(
    ([named, said]) =>
      `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${named}</Code><Message>${said}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
  );
const odd = fc.constantFrom(
  '',
  '<',
  '<a>'.repeat(3000),
  `<html><body>${'captive '.repeat(5000)}</body></html>`,
  '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>',
  '{"__type":"AccessDenied"}',
  `<ErrorResponse><Error><Code>X</Code><Message>${'m'.repeat(200_000)}</Message></Error></ErrorResponse>`,
);
const response = fc.record({
  status: fc.constantFrom(200, 200, 400, 403, 204, 302, 404),
  headers: fc.record({
    'content-type': fc.constantFrom('text/xml', 'text/html', 'application/json'),
    date: mostly(fc.constant('Thu, 01 Jan 2026 00:00:00 GMT')).map((text) => text.replace(/[^\x20-\x7e]/g, '?')),
  }),
  body: fc.oneof(granted, refused, damaged(granted), damaged(refused), odd, hostile),
  /** What happens to it on the way. */
  way: fc.constantFrom('whole', 'whole', 'whole', 'cut', 'drop', 'pieces', 'lying length'),
  call: fc.constantFrom('assumeRole', 'sessionToken', 'callerIdentity'),
});
// Without a code a call is repeated when the connection breaks, and backs off before.
type Response = typeof response extends fc.Arbitrary<infer Made> ? Made : never;

function send(answer: ServerResponse, { status, headers, body, way }: Response): void {
  if (way === 'drop') return void answer.destroy();
  const bytes = Buffer.from(body);
  const length = way === 'cut' || way === 'lying length' ? { 'content-length': bytes.length + 10 } : {};
  answer.writeHead(status, { ...headers, ...length, connection: 'close' });
  if (way === 'cut') answer.write(bytes.subarray(0, bytes.length / 2), () => answer.destroy());
  else if (way === 'pieces') {
    answer.write(bytes.subarray(0, 10));
    setImmediate(() => answer.end(bytes.subarray(10)));
  } else if (way === 'lying length') answer.write(bytes, () => answer.destroy());
  else answer.end(bytes);
}

let next: Response;
let listening: Promise<{ readonly server: Server; readonly url: string }> | undefined;

function listen() {
  const server = createServer((request, answer) => {
    request.resume().on('end', () => send(answer, next));
  });
  return new Promise<{ server: Server; url: string }>((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({ server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
    );
  });
}

const files = `[profile mary]\naws_access_key_id = AKIA\naws_secret_access_key = s\n[profile prod]\nrole_arn = arn:aws:iam::444455556666:role/Admin\nsource_profile = mary\nregion = eu-west-1\n`;
const keys = { accessKeyId: 'AKIA', secretAccessKey: 's' };
const sts = createSts({ env: {} });

async function call(plan: SwitchPlan, url: string): Promise<unknown> {
  const at = { ...plan.at, url };
  switch (next.call) {
    case 'assumeRole': {
      const request = {
        roleArn: 'arn:aws:iam::444455556666:role/Admin',
        sessionName: 'mary',
        policyArns: [],
        tags: {},
      };
      // With a code nothing is tried twice, and no back-off keeps us waiting.
      const mfa = { serial: 'arn:aws:iam::111122223333:mfa/phone', code: '123456' };
      return sts.assumeRole(keys, at, { ...request, transitiveTagKeys: [], mfa });
    }
    case 'sessionToken':
      return sts.sessionToken(keys, at, { durationSeconds: 3600, mfa: { serial: 's', code: '123456' } });
    case 'callerIdentity':
      return sts.callerIdentity(keys, at);
  }
}

/** Whatever answers in AWS's place, over real HTTP and the real SDK: a session, or a problem in words. */
export const stsAnswers = target({
  name: 'answers of STS',
  weight: 1.5,
  inputs: response.filter(({ call, way }) => call !== 'callerIdentity' || way === 'whole' || way === 'pieces'),
  attempt: async (given) => {
    next = given;
    listening ??= listen();
    const { url } = await listening;
    const plan = planRequest(profilesOf(files, ''), plainRequest('prod'));
    await orProblemLater(async () => {
      try {
        await call(plan, url);
      } catch (error) {
        throw explainFailure(error, { plan, caller: undefined });
      }
    });
  },
  close: async () => {
    const opened = await listening;
    listening = undefined;
    opened?.server.closeAllConnections();
    await new Promise((resolve) => opened?.server.close(resolve) ?? resolve(undefined));
  },
});
