import { readFile } from 'node:fs/promises';
import { Problem } from '../problem.ts';
import type { Chain, SourceIdentity } from '../profiles/profile.ts';
import type { Credentials } from '../sessions/session.ts';
import type { Environment } from '../shell/environment-change.ts';

/** What the providers need to know of this machine. */
export type SourceContext = {
  /** The person's own variables, from before any role. */
  readonly env: Environment;
  /** False inside a role whose shell does not know who the person was outside it. */
  readonly identityKnown: boolean;
  readonly files: { readonly config: string; readonly credentials: string };
};

type Identity = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
};

/** The keys a chain starts from, through the AWS SDK's providers. @throws Problem naming the next step */
export async function sourceCredentials(chain: Chain, context: SourceContext): Promise<Credentials> {
  const { source } = chain;
  const own = source.kind === 'environment' || source.kind === 'container';
  if (own && !context.identityKnown) throw exitFirst(source);
  if (source.kind === 'keys') return fromKeys(source);
  try {
    return toCredentials(await provide(source, chain, context));
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw unavailable(source, error);
  }
}

function fromKeys(source: SourceIdentity & { kind: 'keys' }): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken } = source;
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}

async function provide(
  source: Exclude<SourceIdentity, { kind: 'keys' }>,
  chain: Chain,
  { env, files }: SourceContext,
): Promise<Identity> {
  if (source.kind === 'environment') return fromEnvironment(env);
  const providers = await import('@aws-sdk/credential-providers');
  const where = {
    profile: source.profile,
    filepath: files.credentials,
    configFilepath: files.config,
    ignoreCache: true,
  };
  const region = chain.sourceRegion ?? chain.transport.region;
  const clientConfig = region === undefined ? {} : { region };
  switch (source.kind) {
    case 'sso':
      return providers.fromSSO({
        ...where,
        ssoStartUrl: source.startUrl,
        ssoRegion: source.ssoRegion,
        ssoAccountId: source.accountId,
        ssoRoleName: source.roleName,
        ...(source.ssoSession !== undefined && { ssoSession: source.ssoSession }),
      })();
    case 'process':
      return providers.fromProcess(where)();
    case 'login':
      return providers.fromLoginCredentials({ ...where, clientConfig })();
    case 'web-identity':
      return providers.fromWebToken({
        roleArn: source.roleArn,
        webIdentityToken: (await readFile(source.tokenFile, 'utf8')).trim(),
        clientConfig: {
          ...clientConfig,
          ...(chain.transport.stsEndpoint !== undefined && { endpoint: chain.transport.stsEndpoint }),
        },
        ...(source.sessionName !== undefined && { roleSessionName: source.sessionName }),
      })();
    case 'container':
      return env.AWS_CONTAINER_CREDENTIALS_FULL_URI !== undefined &&
        env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI === undefined
        ? providers.fromHttp({
            awsContainerCredentialsFullUri: env.AWS_CONTAINER_CREDENTIALS_FULL_URI,
            ...(env.AWS_CONTAINER_AUTHORIZATION_TOKEN !== undefined && {
              awsContainerAuthorizationToken: env.AWS_CONTAINER_AUTHORIZATION_TOKEN,
            }),
            ...(env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE !== undefined && {
              awsContainerAuthorizationTokenFile: env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE,
            }),
          })()
        : providers.fromContainerMetadata({ maxRetries: 1, timeout: 2000 })();
    case 'instance':
      return providers.fromInstanceMetadata({ maxRetries: 1, timeout: 2000 })();
  }
}

function fromEnvironment(env: Environment): Identity {
  const accessKeyId = env.AWS_ACCESS_KEY_ID;
  const secretAccessKey = env.AWS_SECRET_ACCESS_KEY;
  const expiration = env.AWS_CREDENTIAL_EXPIRATION;
  if (!accessKeyId || !secretAccessKey) throw new Error('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set.');
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken: env.AWS_SESSION_TOKEN || env.AWS_SECURITY_TOKEN || undefined,
    expiration: expiration ? new Date(expiration) : undefined,
  };
}

function toCredentials({ accessKeyId, secretAccessKey, sessionToken, expiration }: Identity): Credentials {
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(expiration !== undefined && { expiresAt: expiration.getTime() }),
  };
}

/** The environment holds the role's keys now, and nobody kept the person's. */
function exitFirst(source: SourceIdentity): Problem {
  return new Problem({
    code: 'exit-first',
    title: `${source.profile} starts from the keys of your own environment, and this shell is in a role.`,
    todo: ['Leave the role first (exit), then switch.'],
  });
}

function unavailable(source: SourceIdentity, error: unknown): Problem {
  const said = error instanceof Error ? error.message : String(error);
  const known: Readonly<Record<SourceIdentity['kind'], { title: string; todo: readonly string[] }>> = {
    keys: { title: 'The keys cannot be used.', todo: [] },
    sso: {
      title: `The IAM Identity Center sign-in of ${source.profile} is missing or has expired.`,
      todo: [
        source.kind === 'sso' && source.ssoSession !== undefined
          ? `Sign in: aws sso login --sso-session ${source.ssoSession}`
          : `Sign in: aws sso login --profile ${source.profile}`,
      ],
    },
    login: {
      title: `The sign-in of ${source.profile} has expired.`,
      todo: [`Sign in: aws login --profile ${source.profile}`],
    },
    process: {
      title: `credential_process of ${source.profile} gave no credentials.`,
      todo: ['Run the command by hand to see what it says.'],
    },
    'web-identity': {
      title: `The web identity of ${source.profile} gave no credentials.`,
      todo: ['Check web_identity_token_file and role_arn of that profile.'],
    },
    environment: {
      title: 'The environment holds no keys to switch with.',
      todo: ['Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or use source_profile.'],
    },
    container: {
      title: 'The container gave no credentials.',
      todo: ['credential_source = EcsContainer works inside ECS, EKS or CloudShell only.'],
    },
    instance: {
      title: 'The instance gave no credentials.',
      todo: ['credential_source = Ec2InstanceMetadata works on an EC2 instance with a role only.'],
    },
  };
  return new Problem({ code: `source-${source.kind}`, ...known[source.kind], said: firstLine(said) }, { cause: error });
}

/** A process may print anything on its way out; one line of it is enough to recognise. */
function firstLine(text: string): string {
  return (text.split('\n').find((line) => line.trim() !== '') ?? '').slice(0, 300);
}
