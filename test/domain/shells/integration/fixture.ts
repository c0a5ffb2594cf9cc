import { join } from 'node:path';
import { answer } from '../../../../source/domain/shells/answer.ts';
import { type HandOver, shellHandOver } from '../../../../source/domain/shells/hand-over.ts';
import type { ShellKind } from '../../../../source/domain/shells/registry.ts';
import type { RoleInShell } from '../../../../source/domain/shells/role.ts';
import type { PlacedInstallation } from '../../../../source/domain/shells/shell.ts';
import { Terminal } from '../../../helpers/terminal.ts';
import { Home, shellEnvironment, whereIs } from '../../../helpers/terminal-shells.ts';
import { exampleRole } from '../example.ts';

export const integration = join(import.meta.dirname, '../../../../source/domain/shells');

/** The shells that the tests of the prompt go through, and what their files are called. */
export const testShells = [
  { name: 'bash', kind: 'bash', rc: '.bashrc', ps1: "PS1='mine> '" },
  { name: 'bash-3.2', kind: 'bash', rc: '.bashrc', ps1: "PS1='mine> '" },
  { name: 'zsh', kind: 'zsh', rc: '.zshrc', ps1: "PROMPT='mine> '" },
  { name: 'fish', kind: 'fish', rc: '.config/fish/config.fish', ps1: "function fish_prompt; echo -n 'mine> '; end" },
  { name: 'pwsh', kind: 'powershell', rc: '.config/powershell/profile.ps1', ps1: "function prompt { 'mine> ' }" },
] as const satisfies readonly { name: string; kind: ShellKind; rc: string; ps1: string }[];
export type TestShell = (typeof testShells)[number];
/** What a test says of a shell to start it. */
type AnyShell = { readonly name: string; readonly kind: ShellKind };

/** What a test types into a shell, in its language. */
type Language = {
  /** Set a variable for the programs of the shell; the value has no single quotes. */
  readonly exporting: (name: string, value: string) => string;
  readonly unset: (name: string) => string;
  /** How the last program ended, its own process, inside double quotes; and a line that does nothing, by no program. */
  readonly status: string;
  readonly pid: string;
  readonly nothing: string;
  /** Has the shell print what it does. */
  readonly trace: string;
};
const posix: Language = {
  exporting: (name, value) => `export ${name}='${value}'`,
  unset: (name) => `unset ${name}`,
  status: '$?',
  pid: '$$',
  nothing: 'true',
  trace: 'set -x',
};
const languages: Readonly<Record<TestShell['kind'], Language>> = {
  bash: posix,
  zsh: posix,
  fish: {
    exporting: (name, value) => `set -gx ${name} '${value}'`,
    unset: (name) => `set -e ${name}`,
    status: '$status',
    pid: '$fish_pid',
    nothing: 'true',
    trace: 'set -g fish_trace 1',
  },
  powershell: {
    exporting: (name, value) => `$env:${name} = '${value}'`,
    unset: (name) => `Remove-Item Env:${name}`,
    status: '$LASTEXITCODE',
    pid: '$PID',
    nothing: '$null',
    trace: 'Set-PSDebug -Trace 2',
  },
};
export const languageOf = ({ kind }: Pick<TestShell, 'kind'>): Language => languages[kind];
export const exporting = ({ kind }: Pick<TestShell, 'kind'>, name: string, value: string): string =>
  languages[kind].exporting(name, value);

/** An hour from now, as shells count: a test that looks at time left needs the shell's own clock. */
export const inMinutes = (minutes: number) => Date.now() + minutes * 60_000 + 30_000;

/**
 * A program that stands in for rolecall: it notes how it was called, and gives the answers that the test has laid out
 * for it, `answer` and `code`, in `$HOME/fake`.
 */
const fakeProgram = `#!/bin/sh
fake=\${0%/*}
printf '%s|' "$@" >> "$fake/calls"; echo >> "$fake/calls"
printf '%s' "$ROLECALL_OUTSIDE_KEYS" > "$fake/own"
case $1 in --in-place) cat "$fake/answer" 2>/dev/null ;; init) cat "$fake/init" ;; *) echo "plainly: $*" ;; esac
exit "$(cat "$fake/code" 2>/dev/null || echo 0)"
`;

/** A home with the person's files in it, the stand-in, and a shell in the role in a terminal. */
export class ShellTest implements AsyncDisposable {
  readonly home: Home;
  readonly at: PlacedInstallation;
  readonly before: Record<string, string>;
  #terminal: Terminal | undefined;

  constructor(files: Readonly<Record<string, string>> = {}, environment: Readonly<Record<string, string>> = {}) {
    this.home = new Home({
      '.hushlogin': '',
      '.config/fish/functions/fish_greeting.fish': 'function fish_greeting; end',
      ...files,
    });
    const program = this.home.write('fake/rolecall', fakeProgram, 0o755);
    this.at = { integration, program: [program] };
    this.before = { ...shellEnvironment(this.home.path), ...environment };
  }

  handOver(shell: AnyShell, role: RoleInShell = exampleRole({ expiresAt: inMinutes(42) }), login = false): HandOver {
    return shellHandOver(
      { kind: shell.kind, file: whereIs(shell.name) ?? shell.name, login },
      role,
      this.before,
      this.at,
    );
  }

  start({ file, argv, environment }: HandOver): Terminal {
    this.#terminal = new Terminal({ file, args: argv.slice(1), env: environment, cwd: this.home.path, columns: 160 });
    return this.#terminal;
  }

  /** Lays out what the stand-in answers from now on. */
  willAnswer(text: string, code = 0): void {
    this.home.write('fake/answer', text);
    this.home.write('fake/code', String(code));
  }

  willChange(...change: Parameters<typeof answer>): void {
    this.willAnswer(answer(...change));
  }

  get calls(): string[] {
    return this.home.read('fake/calls').split('\n').slice(0, -1);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#terminal?.[Symbol.asyncDispose]();
    this.home[Symbol.dispose]();
  }
}
