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

/** bash, back to the 3.2 of macOS. */
export const bash: ShellDefinition = {
  title: 'bash',
  executables: ['bash'],
  isInteractive: (options) => runsNoScript(options, ['--rcfile', '--init-file', '-o', '+o', '-O', '+O']),
  // No option of a login bash names a file of ours, so our file reads the login files itself.
  start: (integration, login) => ({
    options: ['--rcfile', `${readable(integration)}/bash/rc.bash`, '-i'],
    notes: { login },
  }),
  rcFile: (_env, home) => `${home}/.bashrc`,
  hookLine: 'eval "$(rolecall init bash)"',
  hookText: ({ integration, program }) =>
    `__rolecall_program=(${program.map(readable).map(quotePosix).join(' ')}); . ${quotePosix(`${readable(integration)}/bash/rolecall.bash`)}; __rolecall_hook\n`,
  unset: unsetPosix,
  completion,
};

/** A path of Windows as the bash of Git and of MSYS2 reads it: `C:/Program Files/…`. */
const readable = (path: string): string => (/^[a-z]:\\/i.test(path) ? path.replaceAll('\\', '/') : path);

function completion(verbs: readonly CompletedVerb[]): string {
  const second = [...new Set(verbs.filter(({ words }) => words.length > 1).map(({ words }) => words[0] ?? ''))];
  return `# Completion of rolecall in bash. In ~/.bashrc: eval "$(rolecall completion bash)"

# The profiles that begin with what was typed, quoted as the shell wants them.
__rolecall_profiles() {
  local name typed
  [[ -z \${in_demo-} ]] || return 0
  typed=\${1//\\\\/}
  while IFS= read -r name; do
    [[ $name == "$typed"* ]] || continue
    printf -v name %q "$name"
    COMPREPLY+=("$name")
  done < <(rolecall list --names --showable $2 2>/dev/null)
}

__rolecall_services() {
  __rolecall_words "$1" "$(rolecall list --names --services 2>/dev/null)"
}

__rolecall_words() {
  local word
  for word in $2; do
    [[ $word == "$1"* ]] && COMPREPLY+=("$word")
  done
}

__rolecall_files() {
  local file
  while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$1")
  compopt -o filenames 2>/dev/null
}

# What a flag's value can be; fails where the word is no flag with a value.
__rolecall_value() {
  case $1 in
${valueCases(verbs)}
    *) return 1 ;;
  esac
  return 0
}

# Another program's command line, completed as if nothing stood before it.
__rolecall_command() {
  if declare -F _comp_command_offset >/dev/null; then
    _comp_command_offset "$1"
  elif declare -F _command_offset >/dev/null; then
    _command_offset "$1"
  elif ((COMP_CWORD == $1)); then
    local word
    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -c -- "$2")
  else
    __rolecall_files "$2"
  fi
}

# Where : parts words, a name with one is several of them, and of what completes it only the end is taken.
__rolecall() {
  local in_demo= word last= name count=0 cword=$COMP_CWORD at=0 words=() reply=()
  for word in "\${COMP_WORDS[@]}"; do
    if ((count > 1)) && [[ ( $word == : || $last == *: ) && \${COMP_LINE-$last$word} == *"$last$word"* ]]; then
      last+=$word words[count - 1]=$last
      ((at > COMP_CWORD)) || ((cword--))
    else
      last=$word words[count++]=$word
    fi
    ((at++))
  done
  COMP_WORDS=("\${words[@]}") COMP_CWORD=$cword name=\${words[cword]}
  __rolecall_line
  if [[ $name == *:* && $COMP_WORDBREAKS == *:* ]]; then
    for word in "\${COMPREPLY[@]}"; do reply+=("\${word#"\${name%"\${name##*:}"}"}"); done
    COMPREPLY=("\${reply[@]}")
  fi
}

__rolecall_line() {
  local cur=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} verb= given=0 at word before command=0 joined= line
  COMPREPLY=()
  # Where = parts no words.
  if [[ $cur == --*=* ]]; then joined=\${cur%%=*}= previous=\${cur%%=*} cur=\${cur#*=}; fi
  for ((at = 1; at < COMP_CWORD; at++)); do
    word=\${COMP_WORDS[at]} before=\${COMP_WORDS[at - 1]}
    [[ $word != = ]] || continue
    [[ $before != = ]] || before=\${COMP_WORDS[at - 2]}
    if [[ $word == -- ]]; then
      __rolecall_command "$((at + 1))" "$cur"
      return
    fi
    case $verb in
      '')
        if [[ $word != -* ]] && ! __rolecall_takes switch "$before"; then verb=$word; fi
        case $verb in
${verbs
  .filter(({ takesLine }) => takesLine)
  .map(
    ({ words: [word] }) => `          ${word})
            # What follows is a command line of ours; the profiles of the demo are its own.
            in_demo=yes line=(rolecall "\${COMP_WORDS[@]:at + 1}") COMP_CWORD=$((COMP_CWORD - at))
            COMP_WORDS=("\${line[@]}")
            __rolecall_line
            return
            ;;`,
  )
  .join('\n')}
          '' | ${[...new Set(verbs.map(({ words: [word] }) => word))].join(' | ')}) ;;
          # rolecall PROFILE
          *) verb=switch ;;
        esac
        ;;
      ${second.length > 0 ? second.join(' | ') : '/'}) [[ $word == -* ]] || verb="$verb $word" ;;
      *)
        if [[ $word != -* ]] && ! __rolecall_takes "$verb" "$before"; then
          ((given++))
          if ((given == 2)); then command=$at; fi
        fi
        ;;
    esac
    case $verb in
      ${verbs
        .filter(({ passesThrough }) => passesThrough)
        .map(({ words }) => words[0])
        .join(' | ')})
        # A second word that is no profile begins the command, and all that follows is the command's.
        if ((command > 0 && command == at)) && ! __rolecall_is_profile "$word"; then
          __rolecall_command "$command" "$cur"
          return
        fi
        ;;
    esac
  done
  [[ $cur == = ]] && cur=
  [[ $previous == = ]] && previous=\${COMP_WORDS[COMP_CWORD - 2]}
  if [[ $previous == -* ]] && __rolecall_value "\${verb:-switch}:$previous" "$cur"; then
    if [[ -n $joined ]]; then COMPREPLY=("\${COMPREPLY[@]/#/$joined}"); fi
    return
  fi
  case $verb in
    '')
      if [[ $cur == -* ]]; then __rolecall_words "$cur" '${flagList(switchVerb(verbs).flags)}'; return; fi
      __rolecall_words "$cur" '${firstWords(verbs)
        .map(([word]) => word)
        .join(' ')}'
      [[ $cur == -* ]] || __rolecall_profiles "$cur"
      ;;
${second.map((word) => `    ${word}) __rolecall_words "$cur" '${secondWords(verbs, word)}' ;;`).join('\n')}
${verbs.map(verbCase).join('\n')}
  esac
}

__rolecall_is_profile() {
  local name
  while IFS= read -r name; do [[ $name != "$1" ]] || return 0; done < <(rolecall list --names --showable --all 2>/dev/null)
  return 1
}

__rolecall_takes() { (COMPREPLY=(); __rolecall_value "$1:$2" '' >/dev/null); }

complete -F __rolecall rolecall
`;
}

const secondWords = (verbs: readonly CompletedVerb[], first: string) =>
  verbs
    .filter(({ words }) => words[0] === first && words.length > 1)
    .map(({ words }) => words[1])
    .join(' ');

function valueCases(verbs: readonly CompletedVerb[]): string {
  const patterns = new Map<string, string[]>();
  for (const { words, flags } of verbs) {
    for (const { name, value } of flags) {
      if (value === undefined) continue;
      const action = `${candidates(value, '$2') || ':'}`;
      patterns.set(action, [...(patterns.get(action) ?? []), `'${words.join(' ')}:--${name}'`]);
    }
  }
  return [...patterns].map(([action, names]) => `    ${names.join(' | ')}) ${action} ;;`).join('\n');
}

function verbCase({ words, flags, positionals, passesThrough }: CompletedVerb): string {
  const pattern = words.length > 1 ? `'${words.join(' ')}'` : words[0];
  const one = candidates(positionals, '$cur');
  const rest = passesThrough
    ? `if ((given == 0)); then ${one || ':'}; elif [[ -z $cur ]]; then COMPREPLY=(--); else ${one || ':'}; if ((\${#COMPREPLY[@]} == 0)); then __rolecall_command "$COMP_CWORD" "$cur"; fi; fi`
    : one || ':';
  return `    ${pattern}) if [[ $cur == -* ]]; then __rolecall_words "$cur" '${flagList(flags)}'; else ${rest}; fi ;;`;
}

const flagList = (flags: readonly CompletedFlag[]): string => flags.map(({ name }) => `--${name}`).join(' ');

function candidates(what: Candidates, typed: string): string {
  if (isListed(what)) return `__rolecall_profiles "${typed}" ${listedNames[what]}`.trimEnd();
  if (what === 'service') return `__rolecall_services "${typed}"`;
  if (what === 'file') return `__rolecall_files "${typed}"`;
  if (typeof what === 'string') return '';
  return `__rolecall_words "${typed}" '${what.join(' ')}'`;
}
