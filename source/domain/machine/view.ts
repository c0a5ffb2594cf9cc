import type { Problem } from '../../problem.ts';
import type { KeyFacts } from '../access-keys/facts.ts';
import type { Rotations } from '../access-keys/rotation/notes.ts';
import type { MachineFinding } from '../profiles/findings/finding.ts';
import type { Profiles } from '../profiles/profile.ts';
import type { SessionStoreKind } from '../settings/faults.ts';
import type { DetectedShell } from '../shells/detect.ts';
import type { Environment } from '../shells/environment.ts';

/** A file or directory as the system has it. */
export type FileFact = {
  readonly path: string;
  readonly isDirectory: boolean;
  /** The permission bits; undefined where the system has none. */
  readonly mode: number | undefined;
  readonly isYours: boolean;
  /** It belongs to root, who can do everything anyway. */
  readonly isSystem: boolean;
};

/** What `doctor` looks at outside of the two files. */
export type Machine = {
  /** Absolute path of the running program; from source, of the runtime. Symbolic links are followed. */
  readonly ownProgram: string;
  /** Undefined where there is nothing. Symbolic links are followed. */
  readonly look: (path: string) => Promise<FileFact | undefined>;
  /** The system's code where no file can be made in a directory, which may not be there yet; undefined where one can. */
  readonly whyUnwritable: (directory: string) => Promise<string | undefined>;
  /** The server's clock less ours, in milliseconds, by its Date header; or why it cannot be read. */
  readonly clockOf: (url: string) => Promise<{ readonly offset: number } | { readonly why: string }>;
  /** Why a connection cannot be made; undefined where it can. */
  readonly whyUnreachable: (host: string, port: number) => Promise<string | undefined>;
  /** Why a program cannot be run, by its name or path; undefined where it can. It is not started. */
  readonly whyNotRun: (program: string, env: Environment) => Promise<string | undefined>;
};

/** A program that the settings name. */
export type ProgramFact = {
  readonly program: string;
  /** Of the settings. */
  readonly path: string;
  /** Why it cannot be run; absent where it can. */
  readonly why?: string | undefined;
};

/** How sessions are stored on this machine. */
export type SessionKeeping = {
  /** The person's choice, or the demo's. */
  readonly kind: SessionStoreKind;
  /** Our cache directory. */
  readonly cache: string;
  /** The settings cannot be understood, and the stricter reading of them holds. */
  readonly inDoubt?: boolean;
  /** Why there is no keychain to seal them with; undefined where there is one, or none was looked for. */
  readonly noKeychain?: string | undefined;
  /** How many sessions lie in the cache as plain files, and have not ended. */
  readonly plain: number;
};

/** The stored access keys. */
export type StoredKeys = {
  readonly facts: readonly KeyFacts[];
  readonly rotations: Rotations;
  /** Our record of them. */
  readonly path: string;
  /** Why it is not understood; undefined where it is. */
  readonly record: Problem | undefined;
  /** The file under a passphrase, and what is wrong with it. */
  readonly sealed: string;
  readonly faults: readonly StoredKeysFault[];
};

/** What is wrong with a file about stored keys. */
export type StoredKeysFault = { readonly where: string; readonly what: string; readonly remedy: string };

/** What a check of the machine can look at. */
export type MachineView = {
  readonly profiles: Profiles;
  readonly machine: Machine;
  /** The environment of this process, inside a role or not. */
  readonly env: Environment;
  /** The person's own environment, outside any role. */
  readonly outside: Environment;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The network may not be asked. */
  readonly offline: boolean;
  readonly paths: Readonly<Record<'config' | 'credentials' | 'cache' | 'settings' | 'home', string>>;
  readonly sessions: () => Promise<SessionKeeping>;
  /** The access keys that rolecall stores; asks IAM about them, where the network may be asked. */
  readonly storedKeys: () => Promise<StoredKeys>;
  /** The program of `mfaAsk`; undefined where it is not set. */
  readonly mfaAsk: () => Promise<ProgramFact | undefined>;
  /** What opens consoles; undefined where it is not set, or the usual browser does. */
  readonly consoleIn: () => Promise<ConsoleFact | undefined>;
  readonly platform: NodeJS.Platform;
  readonly shell: () => Promise<Pick<DetectedShell, 'kind' | 'file'>>;
  /** The text of a file; undefined where it cannot be read. */
  readonly read: (path: string) => Promise<string | undefined>;
};

/** What `consoleIn` of the settings comes to on this machine. */
export type ConsoleFact = {
  /** Of the settings. */
  readonly path: string;
  /** What opens consoles: `Chromium`. */
  readonly opener: string;
  /** Why it cannot, and what to do; undefined where it can. */
  readonly refused?: { readonly what: string; readonly remedy: string } | undefined;
};

/** Looks for one kind of trouble on the machine. */
export type MachineCheck = (view: MachineView) => Promise<readonly MachineFinding[]>;
