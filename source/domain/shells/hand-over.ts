import { answer, type Program, type ShellNotes } from './answer.ts';
import { type CommandFile, commandFileText } from './command-file.ts';
import type { DetectedShell } from './detect.ts';
import { applyChange, type Environment } from './environment.ts';
import { outsideKeysVariable, shellOnlyVariables } from './names.ts';
import { shells } from './registry.ts';
import { enterRole, forProcess, type RoleInShell } from './role.ts';
import type { Installation } from './shell.ts';

/** What the process becomes when rolecall is done: a shell in the role, or a command. Plain data; an adapter does it. */
export type HandOver = {
  /** Absolute path, or a name to look up in the new environment's PATH. */
  readonly file: string;
  /** All of argv, `argv[0]` included (`-zsh` for a login shell). Never a secret. */
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Written before the process starts, and removed when it has ended. */
  readonly commandFile?: CommandFile;
};

/** The person's own shell in the role, with our integration where there is one for it. */
export function shellHandOver(
  shell: DetectedShell,
  role: RoleInShell,
  before: Environment,
  at: Installation,
): HandOver {
  const change = enterRole(role, before);
  const depth = { ROLECALL_DEPTH: String(depthOf(before) + 1) };
  const environment = { ...applyChange(before, forProcess(change)), ...depth };
  if (shell.kind === 'other' || at.integration === undefined) {
    return { file: shell.file, argv: [nameOf(shell.file)], environment };
  }
  // The parent shell goes on having the person's own keys, so `exit` gives them back: no process in the role needs them.
  const { [outsideKeysVariable]: _, ...set } = change.set;
  const start = shells[shell.kind].start(at.integration, shell.login, before);
  const notes: ShellNotes = { program: at.program, subshell: true, ...start.notes };
  return {
    file: shell.file,
    argv: [nameOf(shell.file), ...start.options],
    environment: {
      ...environment,
      ...start.environment,
      ROLECALL_INTEGRATION: at.integration,
      ROLECALL_ENTER: answer({ ...change, set }, notes),
    },
  };
}

/** A command in the role. Nothing about the person's own keys reaches it. */
export function commandHandOver(
  command: readonly [string, ...string[]],
  role: RoleInShell,
  before: Environment,
): HandOver {
  return {
    file: command[0],
    argv: command,
    environment: applyChange(before, forProcess(enterRole(role, before))),
    ...(role.asFile !== undefined && {
      commandFile: { path: role.asFile.path, text: commandFileText(role.session, role.asFile.foundName) },
    }),
  };
}

/** The person's own shell in no role, in an environment that leads to another AWS. It finds our program, wherever that lies. */
export function shellOutside({ file }: DetectedShell, before: Environment, [program]: Program): HandOver {
  const environment = applyChange(before, { set: {}, unset: shellOnlyVariables });
  const [, directory = ''] = /^(.*)[\\/]rolecall(?:\.exe)?$/.exec(program) ?? [];
  const separator = /^[a-z]:/i.test(directory) ? ';' : ':';
  const places = (environment.PATH ?? '').split(separator);
  const isFound = directory === '' || places.includes(directory);
  const path = isFound ? {} : { PATH: [...places, directory].filter(Boolean).join(separator) };
  return { file, argv: [nameOf(file)], environment: { ...environment, ...path } };
}

/** How many of our shells are around this process. */
export function depthOf(environment: Environment): number {
  const depth = Number(environment.ROLECALL_DEPTH ?? 0);
  return Number.isInteger(depth) && depth > 0 ? depth : 0;
}

function nameOf(file: string): string {
  return file.split(/[\\/]/).at(-1) || file;
}
