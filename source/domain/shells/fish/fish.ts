import {
  type Candidates,
  type CompletedFlag,
  type CompletedVerb,
  firstWords,
  isListed,
  listedNames,
  switchVerb,
} from '../completion.ts';
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
  unset: (names) => `set -e ${names.join(' ')}`,
  completion,
};

/** Inside single quotes fish reads `\\` and `\'` as escapes, nothing else. */
export function quoteFish(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}

function completion(verbs: readonly CompletedVerb[]): string {
  return `# Completion of rolecall in fish: rolecall completion fish > ~/.config/fish/completions/rolecall.fish

# The words before the one that is typed, without flags before the verb and their values.
function __rolecall_typed
    set -l typed (commandline -opc)
    while string match -q -- '-*' "$typed[2]"
        contains -- "$typed[2]" ${takingValues([switchVerb(verbs)])}; and set -q typed[3]; and set -e typed[3]
        set -e typed[2]
    end
    printf '%s\n' $typed
end

# The words typed after rolecall begin with these.
function __rolecall_after
    set -l typed (__rolecall_typed)
    set -e typed[1]
    test (count $typed) -ge (count $argv); or return 1
    for at in (seq (count $argv))
        test "$typed[$at]" = "$argv[$at]"; or return 1
    end
end

function __rolecall_first
    test (count (__rolecall_typed)) -eq 1
end

# Right behind a verb of two words, of which only the first is there.
function __rolecall_second
    test (count (__rolecall_typed)) -eq 2; and __rolecall_after $argv
end

# Where in these words the command of exec begins: behind --, or with the first word behind the profile that is none.
function __rolecall_command_at
    set -l is_value
    set -l profile
    for at in (seq 3 (count $argv))
        set -l word $argv[$at]
        if set -q is_value[1]
            set -e is_value
        else if test "$word" = --
            math $at + 1
            return
        else if string match -q -- '-*' "$word"
            contains -- "$word" ${takingValues(verbs.filter(({ passesThrough }) => passesThrough))}; and set is_value yes
        else if not set -q profile[1]
            set profile $word
        else if test -z "$word"; or contains -- "$word" (rolecall list --names 2>/dev/null)
            continue
        else
            echo $at
            return
        end
    end
    return 1
end

# The command of exec, completed as if nothing stood before it.
function __rolecall_command
    set -l typed (__rolecall_typed) (commandline -ct)
    set -l at (__rolecall_command_at $typed); or return
    complete -C "$typed[$at..]"
end

function __rolecall_has_command
    __rolecall_command_at (__rolecall_typed) >/dev/null
end

# rolecall PROFILE, and flags before any word: what follows are the flags of switch.
function __rolecall_switching
    set -l typed (__rolecall_typed)
    not contains -- "$typed[2]" ${[...new Set(verbs.map(({ words: [word] }) => word))].join(' ')}
end

# A command line of rolecall behind another word, completed as if that were not there.
function __rolecall_line
    set -l typed (__rolecall_typed) (commandline -ct)
    set -e typed[2]
    complete -C "$typed"
end

complete -c rolecall -f
complete -c rolecall -n '__rolecall_first' -a '(rolecall list --names --showable 2>/dev/null)' -d profile
${firstWords(verbs)
  .map(([word, summary]) => `complete -c rolecall -n '__rolecall_first' -a ${word} -d ${quoteFish(summary)}`)
  .join('\n')}
${verbs.flatMap(verbLines).join('\n')}
${switchVerb(verbs)
  .flags.map((flag) => flagLine("-n '__rolecall_switching'", flag))
  .join('\n')}
`;
}

/** The flags of these verbs that take a value. */
const takingValues = (verbs: readonly CompletedVerb[]): string =>
  verbs
    .flatMap(({ flags }) => flags.filter(({ value }) => value !== undefined).map(({ name }) => `--${name}`))
    .join(' ');

function flagLine(when: string, { name, summary, value }: CompletedFlag): string {
  const takes = value === undefined ? '' : ` ${values(value)}`;
  return `complete -c rolecall ${when} -l ${name}${takes} -d ${quoteFish(summary)}`;
}

function verbLines({ words, summary, flags, positionals, passesThrough, takesLine }: CompletedVerb): readonly string[] {
  if (takesLine) {
    return [`complete -c rolecall -n '__rolecall_after ${words.join(' ')}' -a '(__rolecall_line)'`];
  }
  const when = `-n '__rolecall_after ${words.join(' ')}; and not __rolecall_has_command'`;
  const [first, second] = words;
  const name =
    second === undefined
      ? []
      : [`complete -c rolecall -n '__rolecall_second ${first}' -a ${second} -d ${quoteFish(summary)}`];
  const own = flags.map((flag) => flagLine(when, flag));
  const rest = positionals === 'text' ? [] : [`complete -c rolecall ${when} ${values(positionals).replace('-x ', '')}`];
  const through = passesThrough
    ? [`complete -c rolecall -n '__rolecall_after ${words.join(' ')}' -a '(__rolecall_command)'`]
    : [];
  return [...name, ...own, ...rest, ...through];
}

function values(what: Candidates): string {
  if (isListed(what))
    return `-x -a '(${['rolecall list --names --showable', listedNames[what], '2>/dev/null'].filter(Boolean).join(' ')})'`;
  if (what === 'service') return `-x -a '(rolecall list --names --services 2>/dev/null)'`;
  if (what === 'file') return '-r -F';
  if (typeof what === 'string') return '-x';
  return `-x -a '${what.join(' ')}'`;
}
