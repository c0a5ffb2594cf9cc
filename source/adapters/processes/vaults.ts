import { devNull } from 'node:os';
import type { Vault } from '../../domain/access-keys/import/sources.ts';
import { vaultEnvironment, vaultWords } from '../../domain/access-keys/import/vaults.ts';
import type { Environment } from '../../domain/shells/environment.ts';
import { Problem } from '../../problem.ts';
import { type CommandResult, runProgram } from './profile-commands.ts';

/** A vault may ask for a passphrase, or for a finger. Milliseconds. */
const patience = 120_000;

/**
 * Asks the program of a vault for the names of its keys, or for the key of one. What it asks and says itself goes to the
 * person's terminal; what it prints stays here.
 * @throws Problem where there is no such program, or it does not end
 */
export async function askVault(vault: Vault, name: string | undefined, env: Environment): Promise<CommandResult> {
  const around = vaultEnvironment(vault, env, devNull);
  return runProgram(vault, vaultWords(vault, name), { env: around, speaks: true, patience }).catch((cause: Error) => {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Problem(
      {
        code: isMissing ? 'vault-missing' : 'vault-failed',
        title: isMissing ? `There is no program ${vault} in your PATH.` : `${vault} could not be asked.`,
        ...(isMissing
          ? {
              means: `Only ${vault} itself can read what it stores.`,
              todo: [`Install it, or add its directory to PATH.`],
            }
          : {
              means: cause.message,
              todo: [`Run it by hand to see what it says: ${vault} ${vaultWords(vault).join(' ')}`],
            }),
      },
      { cause },
    );
  });
}
