import { join } from 'node:path';
import { answer } from '../../../../source/domain/shells/answer.ts';
import { type HandOver, shellHandOver } from '../../../../source/domain/shells/hand-over.ts';
import type { ShellKind } from '../../../../source/domain/shells/registry.ts';
import type { RoleInShell } from '../../../../source/domain/shells/role.ts';
import type { PlacedInstallation } from '../../../../source/domain/shells/shell.ts';
import { Terminal } from '../../../helpers/terminal.ts';
import { Home, isOfThisRun, shellEnvironment, whereIs } from '../../../helpers/terminal-shells.ts';
import { exampleRole } from '../example.ts';

export const integration = join(import.meta.dirname, '../../../../source/domain/shells');

/** The shells that the tests of the prompt go through, and what their files are called. */
export const testShells = [
  { name: 'bash', kind: 'bash', rc: '.bashrc', ps1: "PS1='mine> '" },
  { name: 'bash-3.2', kind: 'bash', rc: '.bashrc', ps1: "PS1='mine> '" },
  { name: 'zsh', kind: 'zsh', rc: '.zshrc', ps1: "PROMPT='mine> '" },
  { name: 'fish', kind: 'fish', rc: '.config/fish/config.fish', ps1: "function fish_prompt; echo -n 'mine> '; end" },
  {
    name: 'nu',
    kind: 'nushell',
    rc: '.config/nushell/config.nu',
    ps1: "$env.config.show_banner = false; $env.PROMPT_COMMAND_RIGHT = ''; $env.PROMPT_INDICATOR = '> '; $env.PROMPT_COMMAND = {|| 'mine' }",
  },
  { name: 'pwsh', kind: 'powershell', rc: '.config/powershell/profile.ps1', ps1: "function prompt { 'mine> ' }" },
] as const satisfies readonly { name: string; kind: ShellKind; rc: string; ps1: string }[];
export type TestShell = (typeof testShells)[number];

/** The shells of a long table. */
export const shellsOfTables = testShells.filter(isOfThisRun);

/** What a test says of a shell to start it. */
type AnyShell = { readonly name: string; readonly kind: ShellKind };

type TestKind = TestShell['kind'];

/** What the tests type, in the language of a shell. */
type Language = {
  readonly exporting: (name: string, value: string) => string;
  readonly unsetting: (name: string) => string;
  /** A line, and the exit code that it leaves: `code 3`. */
  readonly withCode: (line: string) => string;
  /** Appends the environment that its programs have to a file in the home directory. */
  readonly noting: (file: string) => string;
  /** A line that does nothing, by no program. */
  readonly nothing: string;
  /** Has the shell print what it does, where it can. */
  readonly trace?: string;
  /** Options with which it is interactive. */
  readonly interactive: readonly string[];
};

const posix: Language = {
  exporting: (name, value) => `export ${name}='${value}'`,
  unsetting: (name) => `unset ${name}`,
  withCode: (line) => `${line}; echo "code $?"`,
  noting: (file) => `env >> $HOME/${file}`,
  nothing: 'true',
  trace: 'set -x',
  interactive: ['-i'],
};

const languages: Readonly<Record<TestKind, Language>> = {
  bash: posix,
  zsh: posix,
  fish: {
    ...posix,
    exporting: (name, value) => `set -gx ${name} '${value}'`,
    unsetting: (name) => `set -e ${name}`,
    withCode: (line) => `${line}; echo "code $status"`,
    trace: 'set -g fish_trace 1',
  },
  nushell: {
    exporting: (name, value) => `$env.${name} = "${value}"`,
    unsetting: (name) => `hide-env ${name}`,
    withCode: (line) => `try { ${line}; print "code 0" } catch {|e| print $"code ($e.exit_code? | default 1)" }`,
    noting: (file) => `^env | save --append ($env.HOME | path join ${file})`,
    nothing: 'true',
    interactive: [],
  },
  powershell: {
    exporting: (name, value) => `$env:${name} = '${value}'`,
    unsetting: (name) => `Remove-Item Env:${name}`,
    withCode: (line) => `${line}; "code $([int]$LASTEXITCODE)"`,
    noting: (file) => `env >> $HOME/${file}`,
    nothing: '$null',
    trace: 'Set-PSDebug -Trace 2',
    interactive: [],
  },
};

/** What the tests type, in the language of this shell. */
export const languageOf = ({ kind }: { readonly kind: TestKind }): Language => languages[kind];

/** Types a line at the person's prompt, and waits for the next one. */
export async function typeLine(terminal: Terminal, shell: TestShell, line: string): Promise<void> {
  const codes = () => terminal.text.match(/^code \d+$/gm)?.length ?? 0;
  const before = codes();
  terminal.enter(languageOf(shell).withCode(line));
  await terminal.until(({ lastLine }) => codes() > before && lastLine.endsWith('mine>'));
}

/** Sets a variable for the programs of a shell, in its language. */
export const exporting = (shell: TestShell, name: string, value: string) => languageOf(shell).exporting(name, value);

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
