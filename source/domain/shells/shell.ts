import type { Program, ShellNotes } from './answer.ts';
import type { CompletedVerb } from './completion.ts';
import type { Environment } from './environment.ts';

/** What a new shell needs from this machine. */
export type Installation = {
  /** Absolute path of the directory with a folder of integration files for each shell; undefined where they cannot be placed. */
  readonly integration: string | undefined;
  readonly program: Program;
};

/** An installation whose integration files are in place. */
export type PlacedInstallation = Installation & { readonly integration: string };

/** How a subshell starts with our integration files. */
export type SubshellStart = {
  readonly options: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly notes?: ShellNotes;
};

/** Everything about a shell that has an integration. Its record and its integration files lie in one folder. */
export type ShellDefinition = {
  /** Its name in a sentence. */
  readonly title: string;
  /** What its programs are called: lower case, without `.exe`. */
  readonly executables: readonly string[];
  /** Does a person type into a process with these options? It runs no script and no command then. */
  readonly isInteractive: (options: readonly string[]) => boolean;
  /** @param login the new shell has to read the login files */
  readonly start: (integration: string, login: boolean, before: Environment) => SubshellStart;
  /** The file in which a person loads the hook, where it has one place. */
  readonly rcFile?: (env: Environment, home: string) => string;
  /** The line in that file. */
  readonly hookLine: string;
  /** Where that line takes effect; without it in the shell that runs it. */
  readonly hookTakesEffect?: 'in the next shell';
  /** What `rolecall init` prints for that line: code whose only values are the paths of this installation. */
  readonly hookText: (at: PlacedInstallation) => string;
  /** The line that takes variables out of the environment; of one that is not there it says nothing. */
  readonly unset: (names: readonly string[]) => string;
  /** What `rolecall completion` prints. */
  readonly completion: (verbs: readonly CompletedVerb[]) => string;
};

/**
 * Do these options leave a shell interactive: no `-c`, and no word that is a script?
 * @param takesWord the options whose next word belongs to them
 */
export function runsNoScript(options: readonly string[], takesWord: readonly string[]): boolean {
  for (let index = 0; index < options.length; index++) {
    const word = options[index] ?? '';
    if (word === '--') return index === options.length - 1;
    if (/^-[a-z]*c$/.test(word) || word === '--command') return false;
    if (takesWord.includes(word)) index++;
    else if (!/^[-+]/.test(word)) return false;
  }
  return true;
}
