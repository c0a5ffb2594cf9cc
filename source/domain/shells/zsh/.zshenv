# zsh reads this in place of the person's file because ZDOTDIR leads here. That is put right before anything else, so
# that every other file of theirs, and the history, is found where it always was.
if [[ -n ${ROLECALL_ZDOTDIR+set} ]]; then
  export ZDOTDIR=$ROLECALL_ZDOTDIR
  unset ROLECALL_ZDOTDIR
else
  unset ZDOTDIR
fi

# Taken in now, put in force at the first prompt, when all of the person's files have run: they may well export a
# profile, a region or old keys. Defined before those files, too, so that no alias of theirs gets into a function.
() {
  emulate -L zsh
  setopt noxtrace
  [[ -o interactive && -n ${ROLECALL_ENTER-} ]] || return 0
  typeset -g __rolecall_answer=$ROLECALL_ENTER
  source -- "$ROLECALL_INTEGRATION/zsh/rolecall.zsh"
  # Their files may well ask rolecall for something: its completion, its hook.
  __rolecall_apply notes
  unset ROLECALL_ENTER ROLECALL_INTEGRATION
  precmd_functions+=(__rolecall_arrive)
  zmodload zsh/sched 2>/dev/null && sched +0 __rolecall_arrive_last
}

if [[ -r ${ZDOTDIR-$HOME}/.zshenv ]]; then
  source -- "${ZDOTDIR-$HOME}/.zshenv"
fi
