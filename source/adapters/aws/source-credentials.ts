import { readFile } from 'node:fs/promises';
import { parseRoleArn } from '../../domain/profiles/arn.ts';
import type { Chain, SourceIdentity } from '../../domain/profiles/profile.ts';
import { partitionOf, realRegion } from '../../domain/profiles/regions.ts';
import { StsFailure } from '../../domain/sessions/failures/aws-failure.ts';
import { exitFirst, keysEnded, unavailable } from '../../domain/sessions/failures/source.ts';
import { stsUrl } from '../../domain/sessions/plan/endpoint.ts';
import type { Credentials } from '../../domain/sessions/session.ts';
import type { Environment } from '../../domain/shells/environment.ts';
import { Problem } from '../../problem.ts';
import { processCredentials } from '../processes/profile-commands.ts';
import { explicit } from './call.ts';
import { toFailure } from './failure.ts';
import { proxyOf, requestHandler } from './http.ts';

/** The environment that the providers read. */
export type SourceContext = {
  /** The user's own variables, from before any role. */
  readonly env: Environment;
  /** False inside a role whose shell does not know the user's identity outside it. */
  readonly identityKnown: boolean;
};

type Identity = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
};

/**
 * The credentials that a chain of roles starts from.
 * @throws Problem naming the next step, StsFailure where AWS could not be reached
 */
export async function sourceCredentials(chain: Chain, context: SourceContext): Promise<Credentials> {
  const { source } = chain;
  const own = source.kind === 'environment' || source.kind === 'container';
  if (own && !context.identityKnown) throw exitFirst(source);
  if (source.kind === 'keys') return fromKeys(source);
  try {
    if (source.kind === 'process') return await processCredentials(source, context.env);
    if (source.kind === 'sso') return await fromIdentityCenter(source, chain, context.env);
    return toCredentials(await provide(source, chain, context.env));
  } catch (error) {
    if (error instanceof Problem || error instanceof StsFailure) throw error;
    throw unavailable(source, error);
  }
}

/** @throws Problem where the file says that they have ended: AWS's own answer would say neither when nor where */
function fromKeys(source: SourceIdentity & { kind: 'keys' }): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken, ending } = source;
  if (ending !== undefined && ending.time < Date.now()) throw keysEnded(source.profile, ending);
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(ending !== undefined && { expiresAt: ending.time }),
  };
}

type Provided = Exclude<SourceIdentity, { kind: 'keys' | 'process' | 'sso' }>;

async function provide(source: Provided, chain: Chain, env: Environment): Promise<Identity> {
  switch (source.kind) {
    case 'environment':
      return fromEnvironment(env);
    case 'web-identity':
      return fromWebIdentity(source, chain, env);
    case 'container':
      return fromContainer(env);
    case 'instance': {
      const { fromInstanceMetadata } = await import('@aws-sdk/credential-providers');
      return fromInstanceMetadata({ maxRetries: 1, timeout: 2000 })();
    }
    case 'login':
      return fromLogin(source, chain, env);
  }
}

async function fromIdentityCenter(source: SourceIdentity & { kind: 'sso' }, chain: Chain, env: Environment) {
  const { identityCenterCredentials } = await import('./identity-center/credentials.ts');
  return identityCenterCredentials(source, chain.transport.caBundle, { env });
}

function fromEnvironment(env: Environment): Identity {
  const accessKeyId = env.AWS_ACCESS_KEY_ID;
  const secretAccessKey = env.AWS_SECRET_ACCESS_KEY;
  const expiration = env.AWS_CREDENTIAL_EXPIRATION;
  if (!accessKeyId || !secretAccessKey) throw new Error('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set.');
  return {
    accessKeyId,
    secretAccessKey,
    // botocore lets the older name win.
    sessionToken: env.AWS_SECURITY_TOKEN || env.AWS_SESSION_TOKEN || undefined,
    expiration: expiration ? new Date(expiration) : undefined,
  };
}

/**
 * The token of `aws login`. The SDK finds it through a profile in a file. It gets an intercepted file with one profile
 * made of what we read, because its own reader cannot find every profile name that AWS takes.
 */
async function fromLogin({ loginSession }: Provided & { kind: 'login' }, chain: Chain, env: Environment) {
  const [{ fromLoginCredentials }, { externalDataInterceptor }] = await Promise.all([
    import('@aws-sdk/credential-providers'),
    import('@smithy/core/config'),
  ]);
  const profile = 'rolecall';
  externalDataInterceptor.interceptFile('rolecall:config', `[profile ${profile}]\nlogin_session = ${loginSession}\n`);
  externalDataInterceptor.interceptFile('rolecall:credentials', '');
  const region = chain.sourceRegion ?? chain.transport.region;
  return fromLoginCredentials({
    profile,
    filepath: 'rolecall:credentials',
    configFilepath: 'rolecall:config',
    ignoreCache: true,
    clientConfig: {
      ...explicit,
      // The SDK's default: `callAws` does not retry this call.
      maxAttempts: 3,
      requestHandler: await requestHandler('https:', chain.transport.caBundle, { env }),
      ...(region && { region }),
    },
  })();
}

async function fromWebIdentity(source: Provided & { kind: 'web-identity' }, chain: Chain, env: Environment) {
  const { fromWebToken } = await import('@aws-sdk/credential-providers');
  const { stsEndpoint, caBundle, useFips, useDualstack } = chain.transport;
  const partition = partitionOf(parseRoleArn(source.roleArn)?.partition ?? '');
  const named = chain.sourceRegion ?? chain.transport.region ?? partition?.defaultRegion ?? 'us-east-1';
  const { region, isFips } = realRegion(named);
  const endpoint = stsEndpoint ?? stsUrl({ region, useFips: useFips || isFips, useDualstack });
  const token = (await readFile(source.tokenFile, 'utf8')).trim();
  const provider = fromWebToken({
    roleArn: source.roleArn,
    webIdentityToken: token,
    roleSessionName: source.sessionName ?? 'rolecall',
    clientConfig: { ...explicit, region, endpoint, requestHandler: await requestHandler(endpoint, caBundle, { env }) },
  });
  try {
    return await provider();
  } catch (error) {
    const failure = toFailure(error, {
      operation: 'sts:AssumeRoleWithWebIdentity',
      endpoint,
      proxy: proxyOf(env),
    });
    // A refusal concerns the token or the role; any other failure concerns the connection to AWS.
    throw failure instanceof StsFailure && failure.kind === 'refused' ? error : failure;
  }
}

async function fromContainer(env: Environment): Promise<Identity> {
  const { fromHttp } = await import('@aws-sdk/credential-providers');
  const { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative, AWS_CONTAINER_CREDENTIALS_FULL_URI: full } = env;
  const { AWS_CONTAINER_AUTHORIZATION_TOKEN: token, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile } = env;
  const where = relative
    ? { awsContainerCredentialsRelativeUri: relative }
    : full && { awsContainerCredentialsFullUri: full };
  if (!where)
    throw new Error('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_CREDENTIALS_FULL_URI are not set.');
  const proof = tokenFile
    ? { awsContainerAuthorizationTokenFile: tokenFile }
    : token && { awsContainerAuthorizationToken: token };
  return fromHttp({ ...where, ...(proof || {}), maxRetries: 1, timeout: 2000 })();
}

function toCredentials({ accessKeyId, secretAccessKey, sessionToken, expiration }: Identity): Credentials {
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(expiration !== undefined && { expiresAt: expiration.getTime() }),
  };
}
