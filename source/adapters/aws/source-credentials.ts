import { readFile } from 'node:fs/promises';
import { parseRoleArn } from '../../domain/profiles/arn.ts';
import type { Chain, SourceIdentity } from '../../domain/profiles/profile.ts';
import { realRegion, regionFor } from '../../domain/profiles/regions.ts';
import { checkedCredentials, type Offered } from '../../domain/sessions/credentials.ts';
import { AwsFailure } from '../../domain/sessions/failures/aws-failure.ts';
import { roleProblem } from '../../domain/sessions/failures/role-mismatch.ts';
import { exitFirst, keysEnded, unavailable } from '../../domain/sessions/failures/source.ts';
import type { Credentials } from '../../domain/sessions/session.ts';
import { environmentKeys } from '../../domain/shells/current.ts';
import type { Environment } from '../../domain/shells/environment.ts';
import { Problem } from '../../problem.ts';
import { printedToken, processCredentials } from '../processes/profile-commands.ts';
import type { Late, Reach } from './http.ts';

/** The environment that the providers read. */
export type SourceContext = {
  /** The user's own variables, from before any role. */
  readonly env: Environment;
  /** False inside a role whose shell does not know the user's identity outside it. */
  readonly identityKnown: boolean;
  /** The access key that rolecall stores by a name. @throws Problem where its place is closed */
  readonly storedKey: (source: SourceIdentity & { kind: 'stored-key' }) => Promise<Offered>;
  readonly late?: Late;
  /** Epoch milliseconds; the clock of this machine unless given. */
  readonly now?: () => number;
};

type Identity = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
};

/**
 * The credentials that a chain of roles starts from.
 * @throws Problem naming the next step, AwsFailure where AWS could not be reached
 */
export async function sourceCredentials(chain: Chain, context: SourceContext): Promise<Credentials> {
  const { source } = chain;
  const { now = Date.now } = context;
  const own = source.kind === 'environment' || source.kind === 'container';
  if (own && !context.identityKnown) throw exitFirst(source);
  try {
    return checkedCredentials(await offered(chain, context), isAnswerOfAws(source) ? 'aws' : 'other', now());
  } catch (error) {
    if (error instanceof Problem || error instanceof AwsFailure) throw error;
    throw unavailable(source, error);
  }
}

/** Containers are not among these: other programs serve their protocol as well. */
const isAnswerOfAws = ({ kind }: SourceIdentity): boolean => /^(sso|web-identity|instance)$/.test(kind);

/** What the source gives, unchecked. */
async function offered(chain: Chain, context: SourceContext): Promise<Offered> {
  const { source } = chain;
  const { env, now, late, storedKey } = context;
  if (source.kind === 'keys') return fromKeys(source, now);
  if (source.kind === 'stored-key') return storedKey(source);
  if (source.kind === 'process') return processCredentials(source, env);
  const reach = { env, ...(now !== undefined && { now }), ...(late !== undefined && { late }) };
  if (source.kind === 'sso') return fromIdentityCenter(source, chain, reach);
  if (source.kind === 'login') return fromLogin(source, chain, reach);
  if (source.kind === 'web-identity') return fromWebIdentity(source, chain, reach);
  const { expiration, ...keys } = await provide(source, env);
  return { ...keys, expiresAt: expiration?.getTime() };
}

/** @throws Problem where the file says that they have ended: AWS's own answer would say neither when nor where */
function fromKeys(source: SourceIdentity & { kind: 'keys' }, now: () => number = Date.now): Offered {
  const { accessKeyId, secretAccessKey, sessionToken, ending } = source;
  if (ending !== undefined && ending.time < now()) throw keysEnded(source.profile, ending);
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(ending !== undefined && { expiresAt: ending.time }),
  };
}

type Provided = Exclude<SourceIdentity, { kind: 'keys' | 'stored-key' | 'process' | 'sso' | 'web-identity' | 'login' }>;

async function provide(source: Provided, env: Environment): Promise<Identity> {
  switch (source.kind) {
    case 'environment':
      return fromEnvironment(env);
    case 'container':
      return fromContainer(env);
    case 'instance': {
      const { fromInstanceMetadata } = await import('@smithy/credential-provider-imds');
      return fromInstanceMetadata({ maxRetries: 1, timeout: 2000 })();
    }
  }
}

async function fromIdentityCenter(source: SourceIdentity & { kind: 'sso' }, chain: Chain, reach: Reach) {
  const { identityCenterCredentials } = await import('./identity-center/credentials.ts');
  return identityCenterCredentials(source, chain.transport.caBundle, reach);
}

async function fromLogin(source: SourceIdentity & { kind: 'login' }, chain: Chain, reach: Reach) {
  const { loginCredentials } = await import('./login/credentials.ts');
  return loginCredentials(source, chain, reach);
}

function fromEnvironment(env: Environment): Identity {
  const keys = environmentKeys(env);
  if (keys === undefined) throw new Error('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set.');
  const expiration = env.AWS_CREDENTIAL_EXPIRATION;
  return { ...keys, expiration: expiration ? new Date(expiration) : undefined };
}

async function fromWebIdentity(source: SourceIdentity & { kind: 'web-identity' }, chain: Chain, reach: Reach) {
  const { createSts } = await import('./sts.ts');
  const { stsEndpoint, caBundle, useFips, useDualstack } = chain.transport;
  const partition = parseRoleArn(source.roleArn)?.partition ?? '';
  const { region, isFips } = realRegion(chain.sourceRegion ?? regionFor(partition, chain.transport));
  const at = {
    region,
    useFips: useFips || isFips,
    useDualstack,
    ...(stsEndpoint !== undefined && { url: stsEndpoint }),
    ...(caBundle !== undefined && { caBundle }),
  };
  const token = await tokenOf(source, reach.env);
  const request = { roleArn: source.roleArn, sessionName: source.sessionName ?? 'rolecall', token };
  const { credentials, arn } = await createSts(reach)
    .assumeRoleWithWebIdentity(at, request)
    .catch((error: unknown) => {
      // A refusal concerns the token or the role; any other failure concerns the connection to AWS.
      throw error instanceof AwsFailure && error.kind === 'refused'
        ? new Error(error.message, { cause: error })
        : error;
    });
  const problem = roleProblem(source.roleArn, arn, source.profile);
  if (problem !== undefined) throw problem;
  return credentials;
}

/** The token of a web identity, out of its file or by its command. @throws Error that says what was wrong */
async function tokenOf({ tokenFile, tokenProcess = '' }: SourceIdentity & { kind: 'web-identity' }, env: Environment) {
  const text = tokenFile === undefined ? await printedToken(tokenProcess, env) : await readFile(tokenFile, 'utf8');
  const token = text.trim();
  if (/^[!-~]+$/.test(token)) return token;
  const [empty, odd] =
    tokenFile === undefined
      ? ['web_identity_token_process printed nothing', 'web_identity_token_process printed']
      : [`${tokenFile} is empty`, `${tokenFile} holds`];
  throw new Error(
    token === '' ? `${empty}.` : `${odd} more than one line, or characters that are not allowed in a token.`,
  );
}

async function fromContainer(env: Environment): Promise<Identity> {
  const { fromHttp } = await import('@aws-sdk/credential-provider-http');
  const { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative, AWS_CONTAINER_CREDENTIALS_FULL_URI: full } = env;
  const { AWS_CONTAINER_AUTHORIZATION_TOKEN: token, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile } = env;
  const where = relative
    ? { awsContainerCredentialsRelativeUri: relative }
    : full && { awsContainerCredentialsFullUri: full };
  if (!where)
    throw new Error('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_CREDENTIALS_FULL_URI are not set.');
  // Read here: the SDK would put the line end of a file into a header.
  const proof = (tokenFile ? await readFile(tokenFile, 'utf8') : token)?.trim();
  if (proof !== undefined && /[^ -~]/.test(proof)) {
    const place = tokenFile ?? 'AWS_CONTAINER_AUTHORIZATION_TOKEN';
    throw new Error(`${place} holds more than one line, or characters that are not allowed in a token.`);
  }
  // What is not given the SDK takes from the environment of this process; an empty file's name stops that.
  const shown = proof && { awsContainerAuthorizationToken: proof, awsContainerAuthorizationTokenFile: '' };
  return fromHttp({ ...where, ...(shown || {}), maxRetries: 1, timeout: 2000 })();
}
