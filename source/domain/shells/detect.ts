import { type ShellKind, shellKinds, shells } from './registry.ts';
import { runsNoScript } from './shell.ts';

/** A process as the system lists it. */
export type RunningProcess = {
  readonly pid: number;
  /** All of argv; where the system gives one line, that line split at spaces. */
  readonly argv: readonly string[];
  /** The file that it runs, where the system says so. */
  readonly executable?: string;
};

/** The shell that a person is in, and how to start another one like it. */
export type DetectedShell = {
  /** `other`: no integration, it gets the environment alone. */
  readonly kind: ShellKind | 'other';
  /** Absolute path, or a name to look up. */
  readonly file: string;
  /** It read its login files. So must a shell that is started from it, or everything set there would be missing. */
  readonly login: boolean;
  /** The process itself; undefined where only `$SHELL` names it. */
  readonly pid?: number;
};

/** Shells without an integration: they get the environment alone. */
const otherShells = [
  ...['sh', 'dash', 'ash', 'ksh', 'ksh93', 'mksh', 'oksh', 'yash', 'tcsh', 'csh'],
  ...['elvish', 'xonsh', 'osh', 'cmd'],
];

/**
 * The shell that a person types into: the nearest of our ancestors that is an interactive shell (those of npm or make
 * run a script or a `-c`); else the shell of their account; else the one that every system has.
 *
 * @param ancestors parent first
 * @param preferred the value of `$SHELL`
 * @param fallback the one that every system has
 */
export function detectShell(
  ancestors: readonly RunningProcess[],
  preferred: string | undefined,
  fallback = '/bin/sh',
): DetectedShell {
  for (const { pid, argv, executable } of ancestors) {
    const [called = '', ...rest] = ofShell(argv);
    const name = shellName(called) ?? shellName(executable ?? '');
    if (!name || !isInteractive(name, rest)) continue;
    const login = called.startsWith('-') || rest.some((word) => word === '--login' || /^-[a-z]*l[a-z]*$/.test(word));
    return { kind: kindOf(name), file: fileOf(name, called, executable, preferred), login, pid };
  }
  const file = preferred || fallback;
  return { kind: kindOf(shellName(file)), file, login: false };
}

/**
 * The argv of a shell that is a script of Python: `python3 /usr/bin/xonsh -i` is `/usr/bin/xonsh -i`. Where it may, xonsh
 * writes one line over its argv, and leaves empty words behind.
 */
function ofShell(argv: readonly string[]): readonly string[] {
  const words = argv.slice(0, argv.findLastIndex((word) => word !== '') + 1);
  const [called = '', ...rest] = words;
  if (called.startsWith('xonsh ')) return called.split(' ');
  if (!/^(.*\/)?python[\d.]*$/.test(called)) return words;
  const script = rest.findIndex((word) => !word.startsWith('-'));
  return script === -1 ? words : rest.slice(script);
}

/** `-zsh`, `/usr/local/bin/zsh` and `C:\…\pwsh.exe` are called zsh, zsh and pwsh. */
function shellName(called: string): string | undefined {
  const name = called
    .replace(/^-/, '')
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/\.exe$/i, '')
    .toLowerCase();
  return name !== undefined && (kindOf(name) !== 'other' || otherShells.includes(name)) ? name : undefined;
}

function kindOf(name: string | undefined): ShellKind | 'other' {
  return shellKinds.find((kind) => name !== undefined && shells[kind].executables.includes(name)) ?? 'other';
}

function isInteractive(name: string, options: readonly string[]): boolean {
  const kind = kindOf(name);
  return kind === 'other' ? runsNoScript(options, ['-o', '+o']) : shells[kind].isInteractive(options);
}

/** The file of the running process is best: `$SHELL` may be of another version, and PATH may have changed. */
function fileOf(name: string, called: string, executable: string | undefined, preferred: string | undefined): string {
  if (executable?.startsWith('/') && shellName(executable) === name) return executable;
  const bare = called.replace(/^-/, '');
  if (bare.startsWith('/')) return bare;
  if (preferred && shellName(preferred) === name) return preferred;
  // A file of another name is a program of many shells (busybox), or what runs the shell's script.
  return executable !== undefined && shellName(executable) !== undefined ? executable : bare;
}
