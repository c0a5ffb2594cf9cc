# rolecall in fish. Nothing here holds a value: what differs comes as data, and stays data.

set -q __rolecall_where; or set -g __rolecall_where shell

source -- (status dirname)/apply.fish
source -- (status dirname)/prompt.fish

# The program, told who the person is outside the role: nobody but this shell and rolecall knows that.
function __rolecall_run
    set -l fish_trace
    if test -n "$__rolecall_own"
        set -lx ROLECALL_OUTSIDE_KEYS $__rolecall_own
        command $__rolecall_program $argv
    else
        command $__rolecall_program $argv
    end
end

# What changes the role happens in this very shell; everything else goes to the program as it was typed.
function rolecall --description 'Switch AWS roles'
    set -l fish_trace
    switch "$argv[1]"
        # The verbs that change no shell; npm run generate writes the next line.
        case add completion console credential-process demo discover doctor edit exec export forget help import init keep key link list login logout mfa remove role show status sync update -h --help -V --version
            __rolecall_run $argv
            return
    end
    set -g __rolecall_plain
    __rolecall_ask $argv
    set -l code $status
    if test $code -eq 0
        __rolecall_apply
        set code $status
    end
    set -e __rolecall_answer
    if test -n "$__rolecall_plain"
        __rolecall_run $argv
        return
    end
    return $code
end

# Puts the program's answer into $__rolecall_answer, in one piece: fish splits what it reads at line ends.
function __rolecall_ask
    set -l fish_trace
    set -l lines (__rolecall_run --in-place $__rolecall_where $argv)
    set -l code $status
    set -g __rolecall_answer (string join -- \n $lines | string collect)
    return $code
end

# The first thing after the person's own files.
function __rolecall_arrive
    set -l fish_trace
    __rolecall_apply
    set -e __rolecall_answer
    __rolecall_hook
end
