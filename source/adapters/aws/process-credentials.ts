import type { SourceIdentity } from '../../domain/profiles/profile.ts';
import type { Credentials } from '../../domain/sessions/session.ts';
import type { Environment } from '../../domain/shells/environment-change.ts';
import { type Ran, runCommand } from '../processes/run-command.ts';

/** A program may have to ask a vault, or a person. Milliseconds. */
const patience = 120_000;

/**
 * What `credential_process` prints. Run here and not by the SDK, whose reader of profiles cannot find every name
 * that AWS takes, and which would hand the line to a shell.
 * @throws Error that says what was wrong, never what was printed
 */
export async function processCredentials(
  { command }: SourceIdentity & { kind: 'process' },
  env: Environment,
): Promise<Credentials> {
  const ran = await runCommand(command, { env, speaks: false, patience });
  if (ran.code !== 0) throw new Error(lastWords(ran));
  const answer = parsed(ran.out);
  if (answer.Version !== 1) throw new Error('What it printed is not of Version 1.');
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = answer;
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string') {
    throw new Error('What it printed lacks AccessKeyId or SecretAccessKey.');
  }
  const expiresAt = typeof answer.Expiration === 'string' ? Date.parse(answer.Expiration) : undefined;
  if (Number.isNaN(expiresAt)) throw new Error('The Expiration it printed is not a time.');
  if (expiresAt !== undefined && expiresAt < Date.now()) throw new Error('The credentials it printed have expired.');
  return {
    accessKeyId,
    secretAccessKey,
    ...(typeof sessionToken === 'string' && sessionToken !== '' && { sessionToken }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === 'object' && answer !== null) return answer as Record<string, unknown>;
  } catch {
    // The parser's own words would quote what was printed.
  }
  throw new Error('What it printed is not JSON.');
}

function lastWords({ code, err }: Ran): string {
  const ended = code === null ? 'It was ended by a signal.' : `It ended with ${code}.`;
  const words = err.split('\n').find((line) => line.trim() !== '');
  return words === undefined ? ended : `${ended} It said: ${words}`;
}
