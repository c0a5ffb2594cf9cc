import { listed } from '../display/sentence.ts';
import { bash } from './bash/bash.ts';
import { fish } from './fish/fish.ts';
import { nushell } from './nushell/nushell.ts';
import { powershell } from './powershell/powershell.ts';
import type { ShellDefinition } from './shell.ts';
import { zsh } from './zsh/zsh.ts';

/** The shells that have an integration. Everything that lists shells reads this table. The key is the name of the folder. */
export const shells = { bash, zsh, fish, powershell, nushell } as const satisfies Readonly<
  Record<string, ShellDefinition>
>;

export type ShellKind = keyof typeof shells;
export const shellKinds = Object.keys(shells) as readonly ShellKind[];

/** Has this shell an integration? */
export function isShellKind(name: string): name is ShellKind {
  return Object.hasOwn(shells, name);
}

/** `bash, zsh, fish and PowerShell` */
export function shellTitles(): string {
  return listed(shellKinds.map((kind) => shells[kind].title));
}
