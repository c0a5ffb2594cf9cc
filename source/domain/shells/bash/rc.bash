# bash reads this in place of ~/.bashrc when rolecall starts it. What the role says is taken in before the person's own
# files run, and put in force after them: they may well export a profile, a region or old keys.

case $- in *x*) { __rolecall_traced=yes; set +x; } 2>/dev/null ;; *) __rolecall_traced= ;; esac
__rolecall_answer=$ROLECALL_ENTER
. "$ROLECALL_INTEGRATION/bash/rolecall.bash"
# Their files may well ask rolecall for something: its completion, its hook.
__rolecall_apply notes
unset -v ROLECALL_ENTER ROLECALL_INTEGRATION
# Looked at here: no line may hold the answer while a shell traces what it does.
case $__rolecall_answer in *$'\036:login=yes\036'*) __rolecall_login=yes ;; *) __rolecall_login= ;; esac
[[ -z $__rolecall_traced ]] || set -x

# Not in a function: what they declare has to be global.
if [[ -n $__rolecall_login ]]; then
  if [[ -r /etc/profile ]]; then . /etc/profile; fi
  for __rolecall_file in ~/.bash_profile ~/.bash_login ~/.profile; do
    if [[ -r $__rolecall_file ]]; then . "$__rolecall_file"; break; fi
  done
elif [[ -r ~/.bashrc ]]; then
  . ~/.bashrc
fi

__rolecall_arrive
