import type { Environment } from '../../../domain/shells/environment.ts';
import { loginFiles } from './files.ts';

/**
 * Deletes the sign-in of a principal to the console from this machine, as `aws logout` does. AWS has no call that ends it.
 * @returns whether there was one
 * @throws Problem where its file cannot be removed
 */
export async function signOutOfConsole(loginSession: string, env: Environment): Promise<boolean> {
  const files = loginFiles(loginSession, env);
  if (!files.isThere()) return false;
  // Not while another process renews it, and writes what it got.
  await files.exclusively(files.remove);
  return true;
}
