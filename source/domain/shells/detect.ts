/** A process as the system lists it. */
export type RunningProcess = {
  readonly pid: number;
  /** Whole argv; where the system only gives a line, split at spaces. */
  readonly argv: readonly string[];
  /** The file it runs, where the system tells. */
  readonly executable?: string;
};

/** The shells rolecall draws a prompt in; `other` gets the environment alone. */
export type ShellKind = 'bash' | 'zsh' | 'fish' | 'powershell' | 'other';

/** The shell a person is in, and how to start one more. */
export type Shell = {
  readonly kind: ShellKind;
  /** Absolute path, or a name to be looked up. */
  readonly file: string;
  /** It read its login files: so does one that is started from it, or everything kept there would be missing. */
  readonly login: boolean;
  /** The process itself; undefined where it is only known from `$SHELL`. */
  readonly pid?: number;
};

const kinds: Readonly<Record<string, ShellKind>> = {
  bash: 'bash',
  zsh: 'zsh',
  fish: 'fish',
  pwsh: 'powershell',
  powershell: 'powershell',
  sh: 'other',
  dash: 'other',
  ash: 'other',
  ksh: 'other',
  ksh93: 'other',
  mksh: 'other',
  oksh: 'other',
  yash: 'other',
  tcsh: 'other',
  csh: 'other',
  nu: 'other',
  elvish: 'other',
  xonsh: 'other',
  osh: 'other',
  cmd: 'other',
};

/**
 * The shell that a person types into: the nearest of our ancestors that is a shell and not busy with a script or a
 * `-c`, as those of npm or make are; else the one their account has; else what the system promises.
 *
 * @param ancestors parent first
 * @param preferred the value of `$SHELL`
 */
export function detectShell(
  ancestors: readonly RunningProcess[],
  preferred: string | undefined,
  platform: 'posix' | 'windows' = 'posix',
): Shell {
  for (const { pid, argv, executable } of ancestors) {
    const [called = '', ...rest] = argv;
    const name = shellName(called) ?? shellName(executable ?? '');
    if (!name || !isInteractive(kinds[name] ?? 'other', rest)) continue;
    const login = called.startsWith('-') || rest.some((word) => word === '--login' || /^-[a-z]*l[a-z]*$/.test(word));
    return { kind: kinds[name] ?? 'other', file: fileOf(name, called, executable, preferred), login, pid };
  }
  const fallback = platform === 'windows' ? 'powershell.exe' : '/bin/sh';
  const file = preferred || fallback;
  return { kind: kinds[shellName(file) ?? ''] ?? 'other', file, login: false };
}

/** `-zsh`, `/usr/local/bin/zsh` and `C:\…\pwsh.exe` are called zsh, zsh and pwsh. */
function shellName(called: string): string | undefined {
  const name = called
    .replace(/^-/, '')
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/\.exe$/i, '')
    .toLowerCase();
  return name !== undefined && Object.hasOwn(kinds, name) ? name : undefined;
}

/** Options that take a word of their own: that word is not a script. */
const takesWord = new Set(['--rcfile', '--init-file', '-o', '+o', '-O', '+O', '-C', '--init-command', '-d', '--debug']);

function isInteractive(kind: ShellKind, options: readonly string[]): boolean {
  // `pwsh -NoExit -Command …` stays; PowerShell without it ends with its command or file.
  if (kind === 'powershell') {
    if (options.some((word) => /^[-/]noexit$/i.test(word))) return true;
    return !options.some((word) => /^[-/](c|command|f|file|e|encodedcommand)$/i.test(word) || /\.ps1$/i.test(word));
  }
  for (let index = 0; index < options.length; index++) {
    const word = options[index] ?? '';
    if (word === '--') return index === options.length - 1;
    if (/^-[a-z]*c$/.test(word) || word === '--command' || /^\/[ck]$/i.test(word)) return false;
    if (takesWord.has(word)) index++;
    else if (!/^[-+]/.test(word)) return false;
  }
  return true;
}

/** The file of the running process is best: `$SHELL` may be of another version, and PATH may have changed. */
function fileOf(name: string, called: string, executable: string | undefined, preferred: string | undefined): string {
  if (executable?.startsWith('/') && shellName(executable) === name) return executable;
  const bare = called.replace(/^-/, '');
  if (bare.startsWith('/')) return bare;
  if (preferred && shellName(preferred) === name) return preferred;
  return executable ?? bare;
}
