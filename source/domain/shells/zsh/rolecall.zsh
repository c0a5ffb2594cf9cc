# rolecall in zsh. Nothing here holds a value: what differs comes as data, and stays data.

typeset -g __rolecall_where=${__rolecall_where:-shell}
typeset -ga __rolecall_program

source -- "${${(%):-%x}:A:h}/apply.zsh"
source -- "${${(%):-%x}:A:h}/prompt.zsh"

# The program, told who the person is outside the role: nobody but this shell and rolecall knows that.
__rolecall_run() {
  if [[ -n ${__rolecall_own-} ]]; then
    ROLECALL_OUTSIDE_KEYS=$__rolecall_own command "${__rolecall_program[@]}" "$@"
  else
    command "${__rolecall_program[@]}" "$@"
  fi
}

# What changes the role happens in this very shell; everything else goes to the program as it was typed.
rolecall() {
  emulate -L zsh
  setopt noxtrace
  case ${1-} in
    # The verbs that change no shell; npm run generate writes the next line.
    add | completion | console | credential-process | demo | discover | doctor | edit | exec | export | forget | help | import | init | keep | key | link | list | login | logout | mfa | remove | role | show | status | sync | update | -h | --help | -V | --version)
      __rolecall_run "$@"
      return
      ;;
  esac
  local __rolecall_plain= code=0
  __rolecall_answer=$(__rolecall_run --in-place "$__rolecall_where" "$@") || code=$?
  if ((code == 0)); then __rolecall_apply || code=$?; fi
  __rolecall_answer=
  # An rc file that was read again may have taken the prompt away from us.
  __rolecall_hook
  if [[ -n $__rolecall_plain ]]; then
    __rolecall_run "$@"
    return
  fi
  if ((code == 0 && ZSH_SUBSHELL > 0)); then
    printf 'rolecall: that holds in a subshell, of a pipe or of parentheses; the shell itself stays as it was.\n' >&2
  fi
  return code
}

# The first prompt: all of the person's files have run. Whoever else comes before a prompt finds the role already there.
__rolecall_arrive() {
  emulate -L zsh
  setopt noxtrace
  precmd_functions=(${precmd_functions:#__rolecall_arrive})
  [[ -n $__rolecall_answer ]] || return 0
  __rolecall_apply
  __rolecall_answer=
  __rolecall_hook
}

# After all of those, and even where the person's files have set the whole list of them anew.
__rolecall_arrive_last() {
  __rolecall_arrive
  __rolecall_prompt
}
