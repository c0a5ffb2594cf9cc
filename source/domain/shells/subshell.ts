import { answer, type ShellNotes } from './answer.ts';
import type { Shell, ShellKind } from './detect.ts';
import { enterRole, forProcess } from './environment.ts';
import { applyChange, type Environment } from './environment-change.ts';
import type { HandOver } from './hand-over.ts';
import type { RoleInShell } from './role.ts';

/** Where things are that a new shell needs. */
export type Installation = {
  /** Absolute path of the directory with the integration files; undefined where there is no place for them. */
  readonly integration: string | undefined;
  /** How to start rolecall again. */
  readonly program: readonly [file: string, script?: string];
};

/** One whose integration files have a place. */
export type PlacedInstallation = Installation & { readonly integration: string };

/** How a shell is started with our integration, and what in its environment leads there. */
type Start = {
  readonly options: (login: boolean) => readonly string[];
  readonly environment?: (before: Environment) => Readonly<Record<string, string>>;
  readonly notes?: (login: boolean) => ShellNotes;
};

const starts: Readonly<Record<Exclude<ShellKind, 'other'>, (integration: string) => Start>> = {
  // A login bash has no option that names a file of ours, so ours reads the login files itself.
  bash: (integration) => ({
    options: () => ['--rcfile', `${integration}/bash/rc.bash`, '-i'],
    notes: (login) => ({ login }),
  }),
  zsh: (integration) => ({
    options: (login) => (login ? ['-l', '-i'] : ['-i']),
    environment: ({ ZDOTDIR }) => ({
      ZDOTDIR: `${integration}/zsh`,
      ...(ZDOTDIR === undefined ? {} : { ROLECALL_ZDOTDIR: ZDOTDIR }),
    }),
  }),
  fish: () => ({
    options: (login) => [...(login ? ['-l'] : []), '-i', '-C', 'source -- "$ROLECALL_INTEGRATION/fish/start.fish"'],
  }),
  powershell: (integration) => ({ options: () => ['-NoExit', '-File', `${integration}/powershell/start.ps1`] }),
};

/** The shell a person gets: theirs, in the role, with the prompt that says so where we have one for it. */
export function shellHandOver(shell: Shell, role: RoleInShell, before: Environment, at: Installation): HandOver {
  const change = enterRole(role, before);
  const depth = { ROLECALL_DEPTH: String(depthOf(before) + 1) };
  const environment = { ...applyChange(before, forProcess(change)), ...depth };
  const start = shell.kind === 'other' || at.integration === undefined ? undefined : starts[shell.kind](at.integration);
  if (!start || at.integration === undefined) return { file: shell.file, argv: [nameOf(shell.file)], environment };
  const notes: ShellNotes = { program: at.program, subshell: true, ...start.notes?.(shell.login) };
  return {
    file: shell.file,
    argv: [nameOf(shell.file), ...start.options(shell.login)],
    environment: {
      ...environment,
      ...start.environment?.(before),
      ROLECALL_INTEGRATION: at.integration,
      ROLECALL_ENTER: answer(change, notes),
    },
  };
}

/** A command in the role. Nothing about the person's own keys reaches it. */
export function commandHandOver(
  command: readonly [string, ...string[]],
  role: RoleInShell,
  before: Environment,
): HandOver {
  return { file: command[0], argv: command, environment: applyChange(before, forProcess(enterRole(role, before))) };
}

/** How many of our shells are around this process. */
export function depthOf(environment: Environment): number {
  const depth = Number(environment.ROLECALL_DEPTH ?? 0);
  return Number.isInteger(depth) && depth > 0 ? depth : 0;
}

function nameOf(file: string): string {
  return file.split(/[\\/]/).at(-1) || file;
}
