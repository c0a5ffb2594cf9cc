import { type Candidates, type CompletedVerb, firstWords } from '../completion.ts';
import { runsNoScript, type ShellDefinition } from '../shell.ts';

export const fish: ShellDefinition = {
  title: 'fish',
  executables: ['fish'],
  isInteractive: (options) => runsNoScript(options, ['-o', '-C', '--init-command', '-d', '--debug']),
  start: (_integration, login) => ({
    options: [...(login ? ['-l'] : []), '-i', '-C', 'source -- "$ROLECALL_INTEGRATION/fish/start.fish"'],
  }),
  rcFile: (env, home) => `${env.XDG_CONFIG_HOME || `${home}/.config`}/fish/config.fish`,
  hookLine: 'rolecall init fish | source',
  hookText: ({ integration, program }) =>
    `set -g __rolecall_program ${program.map(quoteFish).join(' ')}; source -- ${quoteFish(`${integration}/fish/rolecall.fish`)}; __rolecall_hook\n`,
  completion,
};

/** Inside single quotes fish reads `\\` and `\'` as escapes, nothing else. */
export function quoteFish(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}

function completion(verbs: readonly CompletedVerb[]): string {
  return `# Completion of rolecall in fish: rolecall completion fish > ~/.config/fish/completions/rolecall.fish

# The words typed after rolecall begin with these.
function __rolecall_after
    set -l typed (commandline -opc)
    set -e typed[1]
    test (count $typed) -ge (count $argv); or return 1
    for at in (seq (count $argv))
        test "$typed[$at]" = "$argv[$at]"; or return 1
    end
end

function __rolecall_first
    test (count (commandline -opc)) -eq 1
end

# Right behind a verb of two words, of which only the first is there.
function __rolecall_second
    test (count (commandline -opc)) -eq 2; and __rolecall_after $argv
end

# The command of exec, completed as if nothing stood before it.
function __rolecall_command
    set -l typed (commandline -opc) (commandline -ct)
    set -l at (contains -i -- -- $typed); or return
    set -e typed[1..$at]
    complete -C "$typed"
end

function __rolecall_has_command
    contains -- -- (commandline -opc)
end

complete -c rolecall -f
complete -c rolecall -n '__rolecall_first' -a '(rolecall list --names 2>/dev/null)' -d profile
${firstWords(verbs)
  .map(([word, summary]) => `complete -c rolecall -n '__rolecall_first' -a ${word} -d ${quoteFish(summary)}`)
  .join('\n')}
${verbs.flatMap(verbLines).join('\n')}
`;
}

function verbLines({ words, summary, flags, positionals, passesThrough }: CompletedVerb): readonly string[] {
  const when = `-n '__rolecall_after ${words.join(' ')}; and not __rolecall_has_command'`;
  const [first, second] = words;
  const name =
    second === undefined
      ? []
      : [`complete -c rolecall -n '__rolecall_second ${first}' -a ${second} -d ${quoteFish(summary)}`];
  const own = flags.map(({ name: flag, summary: text, value }) => {
    const takes = value === undefined ? '' : ` ${values(value)}`;
    return `complete -c rolecall ${when} -l ${flag}${takes} -d ${quoteFish(text)}`;
  });
  const rest = positionals === 'text' ? [] : [`complete -c rolecall ${when} ${values(positionals).replace('-x ', '')}`];
  const through = passesThrough
    ? [
        `complete -c rolecall -n '__rolecall_after ${words.join(' ')}; and __rolecall_has_command' -a '(__rolecall_command)'`,
      ]
    : [];
  return [...name, ...own, ...rest, ...through];
}

function values(what: Candidates): string {
  if (what === 'profile') return `-x -a '(rolecall list --names 2>/dev/null)'`;
  if (what === 'file') return '-r -F';
  if (typeof what === 'string') return '-x';
  return `-x -a '${what.join(' ')}'`;
}
