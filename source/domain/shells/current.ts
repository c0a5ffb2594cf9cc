import type { Session } from '../sessions/session.ts';
import type { Environment } from './environment-change.ts';

/** The role a process was started in, read back from its environment; undefined outside a role. */
export function sessionInEnvironment(env: Environment): Session | undefined {
  const { ROLECALL_PROFILE: profile, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!profile || !accessKeyId || !secretAccessKey) return undefined;
  const roleArn = env.ROLECALL_ROLE_ARN;
  const expires = Number(env.ROLECALL_EXPIRES_EPOCH);
  return {
    profile,
    credentials: {
      accessKeyId,
      secretAccessKey,
      ...(env.AWS_SESSION_TOKEN && { sessionToken: env.AWS_SESSION_TOKEN }),
      ...(Number.isFinite(expires) && expires > 0 && { expiresAt: expires * 1000 }),
    },
    notes: [],
    cached: true,
    ...(roleArn && { roleArn, roleName: roleArn.slice(roleArn.lastIndexOf('/') + 1) }),
    ...(env.ROLECALL_ACCOUNT_ID && { accountId: env.ROLECALL_ACCOUNT_ID }),
    ...(env.ROLECALL_CALLER_ARN && { callerArn: env.ROLECALL_CALLER_ARN }),
    ...(env.AWS_REGION && { region: env.AWS_REGION }),
  };
}
