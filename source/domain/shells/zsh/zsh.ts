import {
  type Candidates,
  type CompletedFlag,
  type CompletedVerb,
  firstWords,
  isListed,
  listedNames,
  switchVerb,
} from '../completion.ts';
import { quotePosix, unsetPosix } from '../posix.ts';
import { runsNoScript, type ShellDefinition } from '../shell.ts';

export const zsh: ShellDefinition = {
  title: 'zsh',
  executables: ['zsh'],
  isInteractive: (options) => runsNoScript(options, ['-o', '+o']),
  start: (integration, login, { ZDOTDIR }) => ({
    options: login ? ['-l', '-i'] : ['-i'],
    environment: {
      ZDOTDIR: `${integration}/zsh`,
      ...(ZDOTDIR === undefined ? {} : { ROLECALL_ZDOTDIR: ZDOTDIR }),
    },
  }),
  rcFile: (env, home) => `${env.ZDOTDIR || home}/.zshrc`,
  hookLine: 'eval "$(rolecall init zsh)"',
  hookText: ({ integration, program }) =>
    `__rolecall_program=(${program.map(quotePosix).join(' ')}); source -- ${quotePosix(`${integration}/zsh/rolecall.zsh`)}; __rolecall_hook\n`,
  unset: unsetPosix,
  completion,
};

function completion(verbs: readonly CompletedVerb[]): string {
  const groups = [...new Set(verbs.filter(({ words }) => words.length > 1).map(({ words }) => words[0] ?? ''))];
  return `#compdef rolecall
# Completion of rolecall in zsh. In ~/.zshrc, after compinit: eval "$(rolecall completion zsh)"

__rolecall_profiles() {
  local -a profiles
  (( ! __rolecall_in_demo )) || return 1
  profiles=("\${(@f)$(rolecall list --names --showable $__rolecall_all 2>/dev/null)}")
  (( $#profiles )) && [[ -n $profiles[1] ]] && compadd -a -- profiles
}

${(['written', 'source', 'portal', 'key'] as const)
  .map((kind) => `${zshFunctions[kind]}() { local __rolecall_all=${listedNames[kind]}; __rolecall_profiles }`)
  .join('\n')}

__rolecall_services() {
  local -a services
  services=(\${(f)"$(rolecall list --names --services 2>/dev/null)"})
  compadd -a -- services
}

# Profiles; behind the first of them the command of another program may begin as well.
__rolecall_named() {
  __rolecall_profiles
  (( ! given )) || [[ -z $PREFIX ]] || _command_names -e
}

# Flags and profiles, until the command of another program: behind --, or with the first word behind a profile that is none.
__rolecall_passing() {
  local -i at=2 given=0 is_command=0
  local -a names
  while (( at < CURRENT && ! is_command )); do
    case $words[at] in
      --) is_command=1 ;;
      ${taking(verbs.filter(({ passesThrough }) => passesThrough).flatMap(({ flags }) => flags))}) (( at++ )) ;;
      -* | *[*?]*) ;;
      *)
        if (( given++ )); then
          (( $#names )) || names=("\${(@f)$(rolecall list --names --showable 2>/dev/null)}")
          (( $names[(Ie)\${(Q)words[at]}] )) || { is_command=1; (( at-- )) }
        fi
        ;;
    esac
    (( at++ ))
  done
  if (( is_command )); then
    words=("\${(@)words[at,-1]}")
    (( CURRENT -= at - 1 ))
    _normal
  else
    _arguments "$@" '*: :__rolecall_named'
  fi
}

__rolecall() {
  local -i __rolecall_in_demo=0
  local __rolecall_all=
  __rolecall_line
}

__rolecall_line() {
  local verb context state line
  local -A opt_args
  # Flags may stand before the verb.
  local -i at=2
  while (( at < CURRENT )) && [[ $words[at] == -* ]]; do
    [[ $words[at] != (${taking(switchVerb(verbs).flags)}) ]] || (( at++ ))
    (( at++ ))
  done
  if (( at <= CURRENT )) && [[ $words[at] != -* ]]; then
    (( at == 2 )) || words[2,at-1]=()
    (( CURRENT -= at - 2 ))
  else
    _arguments ${switchVerb(verbs).flags.map(flagText).join(' ')} '*: :__rolecall_profiles'
    return
  fi
  if (( CURRENT == 2 )); then
    local -a verbs
    verbs=(${firstWords(verbs)
      .map(([word, summary]) => quotePosix(`${word}:${summary}`))
      .join(' ')})
    _describe -t commands command verbs
    __rolecall_profiles
    return
  fi
  verb=$words[2]
${groups.map((group) => groupText(group, verbs)).join('\n')}
  shift words
  (( CURRENT-- ))
  case $verb in
${verbs.map(verbCase).join('\n')}
    # rolecall PROFILE
    *) _arguments ${switchVerb(verbs).flags.map(flagText).join(' ')} ;;
  esac
}

if [[ $funcstack[1] == _rolecall ]]; then __rolecall "$@"; elif (( $+functions[compdef] )); then compdef __rolecall rolecall; fi
`;
}

function groupText(group: string, verbs: readonly CompletedVerb[]): string {
  const own = verbs.filter(({ words }) => words[0] === group && words.length > 1);
  return `  if [[ $verb == ${group} ]]; then
    if (( CURRENT == 3 )); then
      local -a second
      second=(${own.map(({ words, summary }) => quotePosix(`${words[1]}:${summary}`)).join(' ')})
      _describe -t commands command second
      return
    fi
    verb="$verb $words[3]"
    shift words
    (( CURRENT-- ))
  fi`;
}

function verbCase({ words, flags, positionals, passesThrough, takesLine }: CompletedVerb): string {
  // The profiles of the demo are its own.
  if (takesLine) return `    ${words[0]}) __rolecall_in_demo=1; __rolecall_line ;;`;
  const completes = passesThrough ? '__rolecall_passing' : '_arguments';
  const rest = passesThrough || positionals === 'text' ? [] : [`'*: :${action(positionals)}'`];
  return `    ${quotePosix(words.join(' '))}) ${completes} ${[...flags.map(flagText), ...rest].join(' ')} ;;`;
}

function flagText({ name, summary, value }: CompletedFlag): string {
  const escaped = summary.replace(/[\\[\]:]/g, '\\$&');
  return quotePosix(value === undefined ? `*--${name}[${escaped}]` : `*--${name}=[${escaped}]: :${action(value)}`);
}

/** A pattern of the flags that take a value. */
const taking = (flags: readonly CompletedFlag[]): string =>
  flags.flatMap(({ name, value }) => (value === undefined ? [] : [`--${name}`])).join('|');

/** The function for each kind of name. */
const zshFunctions = {
  profile: '__rolecall_profiles',
  written: '__rolecall_written',
  source: '__rolecall_sources',
  portal: '__rolecall_portals',
  key: '__rolecall_keys',
} as const satisfies Record<keyof typeof listedNames, string>;

function action(what: Candidates): string {
  if (isListed(what)) return zshFunctions[what];
  if (what === 'service') return '__rolecall_services';
  if (what === 'file') return '_files';
  if (typeof what === 'string') return ' ';
  return `(${what.join(' ')})`;
}
