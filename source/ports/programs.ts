import type { OwnPaths } from '../adapters/files/paths.ts';
import type { CredentialServer, serveCredentials } from '../adapters/processes/credential-server.ts';
import type { Edited } from '../adapters/processes/editor.ts';
import type { CommandResult } from '../adapters/processes/profile-commands.ts';
import type { Several } from '../adapters/processes/several.ts';
import { holdSecrets } from '../adapters/runtime/libc.ts';
import type { Vault } from '../domain/access-keys/import/sources.ts';
import type { Browser } from '../domain/console/browser.ts';
import type { ConsoleMachine } from '../domain/console/machine.ts';
import type { Machine } from '../domain/machine/view.ts';
import type { ProgramAnswer, ProgramQuestion } from '../domain/mfa/ask-program.ts';
import type { Environment } from '../domain/shells/environment.ts';
import { outsideKeysVariable } from '../domain/shells/names.ts';
import type { Outside } from '../domain/shells/outside.ts';

export type { CredentialServer };

/** Other programs of this machine, and what can be looked up about it. */
export type Programs = {
  readonly browser: () => Promise<Browser>;
  /** Browsers with a place for each console. */
  readonly consoles: () => Promise<ConsoleMachine>;
  /** Lets the person edit a text in their editor. */
  readonly editText: (fileName: string, text: string) => Promise<Edited>;
  /** Saves an edited text that would be lost otherwise, in a file of the person's alone. @returns its path */
  readonly keepText: (fileName: string, text: string) => Promise<string>;
  /** Runs an `mfa_process`. @returns what it prints. @param onTerminal whether it may use the person's terminal */
  readonly mfaCode: (command: string, onTerminal: boolean) => Promise<string>;
  /**
   * Runs `mfaAsk`. @param onTerminal whether it may use the person's terminal. @param until ends it
   * @throws Cancelled where a signal ends us, or `until` it
   */
  readonly askCode: (
    words: readonly string[],
    question: ProgramQuestion,
    how: { readonly onTerminal: boolean; readonly until: AbortSignal },
  ) => Promise<ProgramAnswer>;
  /** Whether `mfaAsk` runs around us, and has started us. */
  readonly leadsBack: (words: readonly string[]) => Promise<boolean>;
  /**
   * Asks a vault for the names of its keys, or for the key of one; its own questions reach the terminal.
   * @throws Problem where it is not on this machine, or does not end
   */
  readonly vault: (vault: Vault, name?: string) => Promise<CommandResult>;
  /** A place for several commands, whose lines come as they print them. */
  readonly several: () => Promise<Several>;
  /**
   * Serves credentials at an address of this machine, until it is closed or this process ends.
   * @param current what is answered whoever may have them. @param heard told of every request
   * @throws Problem where the address cannot be listened on
   */
  readonly serve: typeof serveCredentials;
  /** Files, clocks and proxies, for `doctor`. */
  readonly machine: () => Promise<Machine>;
};

/** The programs that this environment leads to. */
export const createPrograms = (env: Environment, outside: Outside, own: OwnPaths): Programs => ({
  browser: async () => (await import('../adapters/processes/browser.ts')).createBrowser(outside.environment),
  consoles: async () => {
    holdSecrets();
    return (await import('../adapters/processes/consoles.ts')).createConsoles(outside.environment, own);
  },
  editText: async (fileName, text) => {
    // An editor runs what its plug-ins bring: the person's own keys of before the role are not for it.
    const { [outsideKeysVariable]: _, ...given } = env;
    return (await import('../adapters/processes/editor.ts')).editText(given, fileName, text);
  },
  keepText: async (fileName, text) => (await import('../adapters/processes/editor.ts')).keepText(fileName, text),
  mfaCode: async (command, onTerminal) =>
    (await import('../adapters/processes/profile-commands.ts')).printedCode(command, outside.environment, onTerminal),
  askCode: async (words, question, how) =>
    (await import('../adapters/processes/ask-program.ts')).askedCode(words, question, {
      ...how,
      env: outside.environment,
    }),
  leadsBack: async (words) =>
    (await import('../adapters/processes/ask-program.ts')).environmentFor(words, outside.environment) === undefined,
  vault: async (vault, name) => {
    holdSecrets();
    return (await import('../adapters/processes/vaults.ts')).askVault(vault, name, outside.environment);
  },
  several: async () => (await import('../adapters/processes/several.ts')).severalCommands(),
  serve: async (...how) => {
    holdSecrets();
    return (await import('../adapters/processes/credential-server.ts')).serveCredentials(...how);
  },
  machine: async () => (await import('../adapters/processes/machine.ts')).createMachine(),
});
