import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { makeTemporaryDirectory } from '../../source/adapters/files/temporary.ts';
import { portalAt, readSignInFile, writeSignIn } from './identity-center.ts';
import { listen } from './listen.ts';

const hour = 3_600_000;

/**
 * A home with a profile `dev` of a portal, whose sign-in has ended and can be renewed, and services that take each refresh token
 * once and answer a renewal only when the test says so.
 */
export async function makeLateHome(context: TestContext) {
  const held: ServerResponse[] = [];
  const refreshes: string[] = [];
  const asked = Promise.withResolvers<void>();
  let valid = 'R1';
  const send = (response: ServerResponse, status: number, fields: object) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(fields));
  };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text) => {
      body += text;
    });
    request.on('end', () => {
      if (request.url !== '/token') return send(response, 200, answers(request.url ?? ''));
      const { refreshToken } = JSON.parse(body) as { refreshToken: string };
      refreshes.push(refreshToken);
      if (refreshToken !== valid) return send(response, 400, { error: 'invalid_grant' });
      valid = `R${refreshes.length + 1}`;
      held.push(response);
      return asked.resolve();
    });
  });
  const port = await listen(context, server);
  const url = `http://127.0.0.1:${port}`;
  const directory = await makeTemporaryDirectory('rolecall-late-');
  context.after(() => rm(directory, { recursive: true, force: true }));
  await mkdir(join(directory, '.aws'));
  const config = [
    '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1',
    '[profile dev]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Developer\nregion = eu-west-1\n',
  ];
  await writeFile(join(directory, '.aws', 'config'), config.join('\n'));
  const portal = portalAt(url);
  const path = await writeSignIn(directory, portal, {
    startUrl: portal.startUrl,
    region: portal.ssoRegion,
    accessToken: 'old',
    expiresAt: Date.now() - 60_000,
    refreshToken: 'R1',
    client: { id: 'c', secret: 's', expiresAt: Date.now() + 1_000 * hour },
  });
  return {
    directory,
    env: {
      HOME: directory,
      PATH: process.env.PATH ?? '',
      AWS_ENDPOINT_URL_SSO: url,
      AWS_ENDPOINT_URL_SSO_OIDC: url,
      AWS_ENDPOINT_URL_STS: url,
    },
    /** The file of the sign-in. */
    path,
    /** When a renewal was asked for: its token is used up. */
    asked: asked.promise,
    /** The refresh tokens that came. */
    refreshes,
    /** Lets the renewal have its answer. */
    answer: () => {
      const fields = { accessToken: 'new', expiresIn: 3600, refreshToken: valid, tokenType: 'Bearer' };
      for (const response of held.splice(0)) send(response, 200, fields);
    },
    /** The refresh token that the file holds. */
    written: async () => (await readSignInFile(path)).fields.refreshToken,
    /** The one that the service takes. */
    valid: () => valid,
  };
}

/** What the portal answers to anything else than a renewal. */
function answers(path: string): object {
  if (path.startsWith('/federation/credentials')) {
    const keys = {
      accessKeyId: 'ASIAEXAMPLEEXAMPLE00',
      secretAccessKey: 'x'.repeat(40),
      sessionToken: 't'.repeat(200),
    };
    return { roleCredentials: { ...keys, expiration: Date.now() + hour } };
  }
  return path.startsWith('/assignment/accounts') ? { accountList: [] } : {};
}
