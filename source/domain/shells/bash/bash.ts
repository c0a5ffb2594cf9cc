import { type Candidates, type CompletedFlag, type CompletedVerb, firstWords } from '../completion.ts';
import { quotePosix } from '../posix.ts';
import { runsNoScript, type ShellDefinition } from '../shell.ts';

/** bash, back to the 3.2 of macOS. */
export const bash: ShellDefinition = {
  title: 'bash',
  executables: ['bash'],
  isInteractive: (options) => runsNoScript(options, ['--rcfile', '--init-file', '-o', '+o', '-O', '+O']),
  // No option of a login bash names a file of ours, so our file reads the login files itself.
  start: (integration, login) => ({ options: ['--rcfile', `${integration}/bash/rc.bash`, '-i'], notes: { login } }),
  rcFile: (_env, home) => `${home}/.bashrc`,
  hookLine: 'eval "$(rolecall init bash)"',
  hookText: ({ integration, program }) =>
    `__rolecall_program=(${program.map(quotePosix).join(' ')}); . ${quotePosix(`${integration}/bash/rolecall.bash`)}; __rolecall_hook\n`,
  completion,
};

function completion(verbs: readonly CompletedVerb[]): string {
  const second = [...new Set(verbs.filter(({ words }) => words.length > 1).map(({ words }) => words[0] ?? ''))];
  return `# Completion of rolecall in bash. In ~/.bashrc: eval "$(rolecall completion bash)"

# The profiles that begin with what was typed, quoted as the shell wants them.
__rolecall_profiles() {
  local name typed
  typed=\${1//\\\\/}
  while IFS= read -r name; do
    [[ $name == "$typed"* ]] || continue
    printf -v name %q "$name"
    COMPREPLY+=("$name")
  done < <(rolecall list --names 2>/dev/null)
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

__rolecall() {
  local cur=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} verb= given=0 at word flags
  COMPREPLY=()
  for ((at = 1; at < COMP_CWORD; at++)); do
    word=\${COMP_WORDS[at]}
    if [[ $word == -- ]]; then
      __rolecall_command "$((at + 1))" "$cur"
      return
    fi
    case $verb in
      '') [[ $word == -* ]] || verb=$word ;;
      ${second.length > 0 ? second.join(' | ') : '/'}) [[ $word == -* ]] || verb="$verb $word" ;;
      *) if [[ $word != -* && $word != = ]] && ! __rolecall_takes "$verb" "\${COMP_WORDS[at - 1]}"; then ((given++)); fi ;;
    esac
  done
  [[ $cur == = ]] && cur=
  [[ $previous == = ]] && previous=\${COMP_WORDS[COMP_CWORD - 2]}
  if [[ $previous == -* ]] && __rolecall_value "$verb:$previous" "$cur"; then return; fi
  case $verb in
    '')
      __rolecall_words "$cur" '${firstWords(verbs)
        .map(([word]) => word)
        .join(' ')}'
      [[ $cur == -* ]] || __rolecall_profiles "$cur"
      ;;
${second.map((word) => `    ${word}) __rolecall_words "$cur" '${secondWords(verbs, word)}' ;;`).join('\n')}
${verbs.map(verbCase).join('\n')}
  esac
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
  const list = flags.map(({ name }: CompletedFlag) => `--${name}`).join(' ');
  const one = candidates(positionals, '$cur');
  const rest = passesThrough ? `if ((given > 0)); then COMPREPLY=(--); else ${one || ':'}; fi` : one || ':';
  return `    ${pattern}) if [[ $cur == -* ]]; then __rolecall_words "$cur" '${list}'; else ${rest}; fi ;;`;
}

function candidates(what: Candidates, typed: string): string {
  if (what === 'profile') return `__rolecall_profiles "${typed}"`;
  if (what === 'file') return `__rolecall_files "${typed}"`;
  if (typeof what === 'string') return '';
  return `__rolecall_words "${typed}" '${what.join(' ')}'`;
}
