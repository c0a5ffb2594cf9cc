# rolecall in bash, 3.2 (macOS) and newer. Nothing here holds a value: what differs comes as data, and stays data.

__rolecall_here=${BASH_SOURCE[0]%/*}
. "$__rolecall_here/apply.bash"
. "$__rolecall_here/prompt.bash"
unset -v __rolecall_here

: "${__rolecall_where:=shell}"

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
  local code=0 traced=
  case $- in *x*) { traced=yes; set +x; } 2>/dev/null ;; esac
  case ${1-} in
    # The verbs that change no shell; npm run generate writes the next line.
    add | completion | console | credential-process | demo | discover | doctor | edit | exec | export | forget | help | import | init | keep | key | link | list | login | logout | mfa | remove | role | show | status | sync | update | -h | --help | -V | --version)
      __rolecall_run "$@" || code=$?
      ;;
    *)
      __rolecall_plain=
      __rolecall_answer=$(__rolecall_run --in-place "$__rolecall_where" "$@") || code=$?
      if [[ $code -eq 0 ]]; then __rolecall_apply || code=$?; fi
      __rolecall_answer=
      # An rc file that was read again may have taken the prompt away from us.
      __rolecall_hook
      if [[ -n $__rolecall_plain ]]; then
        code=0
        __rolecall_run "$@" || code=$?
      elif [[ $code -eq 0 && $BASH_SUBSHELL -gt 0 ]]; then
        printf 'rolecall: that holds in a subshell, of a pipe or of parentheses; the shell itself stays as it was.\n' >&2
      fi
      ;;
  esac
  [[ -z $traced ]] || set -x
  return "$code"
}

# The first thing after the person's own files.
__rolecall_arrive() {
  local traced=
  case $- in *x*) { traced=yes; set +x; } 2>/dev/null ;; esac
  __rolecall_apply
  __rolecall_answer=
  __rolecall_hook
  [[ -z $traced ]] || set -x
}
