import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { commands } from '../../source/commands/registry/commands.ts';
import { completedVerbs } from '../../source/commands/setup/completion.ts';
import { type ShellKind, shellKinds, shells } from '../../source/domain/shells/registry.ts';
import { root } from '../bundle.ts';
import { type Entry, file } from './archives/tar.ts';
import type { Target } from './targets.ts';

/** A target's program, built and signed, with what the build wrote beside it. */
export type Built = {
  readonly target: Target;
  readonly program: Buffer;
  readonly manual: string;
  /** The terms of everything inside the program. */
  readonly licenses: string;
};

/** What the archives of one release have in common. */
export type Release = {
  readonly version: string;
  /** Of the commit, in seconds since 1970. */
  readonly time: number;
  readonly built: readonly Built[];
};

/** The names that shells look for in a folder of completions. */
const completionFiles: Readonly<Record<ShellKind, string>> = {
  bash: 'rolecall.bash',
  zsh: '_rolecall',
  fish: 'rolecall.fish',
  powershell: 'rolecall.ps1',
  nushell: 'rolecall.nu',
};

/** What `rolecall completion` prints for each shell. */
const completions: readonly Entry[] = shellKinds.map((kind) =>
  file(`completions/${completionFiles[kind]}`, shells[kind].completion(completedVerbs(commands))),
);

/** The completion of a shell. */
export function completion(kind: ShellKind): Uint8Array {
  const found = completions.find(({ path }) => path === `completions/${completionFiles[kind]}`);
  if (found === undefined) throw new Error(`There is no completion for ${kind}.`);
  return found.bytes;
}

/** A file at the top of the project. */
export const ownText = (name: string): string => readFileSync(join(root, name), 'utf8');

/** What the readme leads to. */
const pages: readonly Entry[] = ['docs', 'schemas'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)))
    .map((path) => file(path, readFileSync(join(root, path)))),
);

/** Our own terms, those of what is inside, the readme with its pages, and what changed. */
export const papers = ({ licenses }: Built): readonly Entry[] => [
  file('license', ownText('license')),
  file('licenses.txt', licenses),
  file('readme.md', ownText('readme.md')),
  file('changelog.md', ownText('changelog.md')),
  ...pages,
];

/** Manual page and completions. */
export const helpers = ({ manual }: Built): readonly Entry[] => [file('rolecall.1', manual), ...completions];

/** Puts entries into a folder. */
export const under = (folder: string, entries: readonly Entry[]): readonly Entry[] =>
  entries.map((entry) => ({ ...entry, path: `${folder}/${entry.path}` }));
