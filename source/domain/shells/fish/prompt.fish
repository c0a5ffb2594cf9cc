# The segment in front of the prompt: whose role this is, and for how long. Drawing it starts no process.

set -g __rolecall_here (status dirname)

# Seconds since 1970, in $__rolecall_now. fish has no clock to ask, but it can say when a file was changed and how long
# ago that was.
if path mtime -- $__rolecall_here >/dev/null 2>/dev/null
    function __rolecall_tell_time
        set -g __rolecall_now (math (path mtime -- $__rolecall_here) + (path mtime --relative -- $__rolecall_here))
    end
else
    function __rolecall_tell_time
        set -g __rolecall_now (command date +%s)
    end
end

# Before every prompt.
function __rolecall_prompt --on-event fish_prompt
    set -l fish_trace
    set -q __rolecall_arrived; or return 0
    __rolecall_tell_time
    __rolecall_renew
    __rolecall_draw
    __rolecall_hook
end

# Wraps the person's prompt, anew when they have defined another one.
function __rolecall_hook
    set -g __rolecall_arrived yes
    set -l found (functions fish_prompt | string match -r '^\s*set -l __rolecall_inner (\S+)')
    if set -q found[2]
        set -g __rolecall_outermost $found[2]
        return
    end
    set -g __rolecall_wrapped (math 0$__rolecall_wrapped + 1)
    set -g __rolecall_outermost __rolecall_prompt_$__rolecall_wrapped
    set -l __rolecall_inner $__rolecall_outermost
    functions --copy fish_prompt $__rolecall_inner
    source -- $__rolecall_here/wrapper.fish
end

# Fills $__rolecall_segment. It is printed and never read as anything, so a name cannot be more than text.
function __rolecall_draw
    set -g __rolecall_segment
    set -q ROLECALL_PROFILE; and test "$ROLECALL_PROMPT" != off; or return 0
    set -l shown $ROLECALL_PROFILE
    set -q ROLECALL_DISPLAY_NAME; and set shown $ROLECALL_DISPLAY_NAME
    set -q ROLECALL_READ_ONLY; and set shown "$shown read-only"
    string match -qr '^([2-9]|\d\d+)$' -- "$ROLECALL_DEPTH"; and set shown "$shown ×$ROLECALL_DEPTH"
    set -l name "($shown)"
    set -l style (string match -r '^[0-9;]+$' -- "$ROLECALL_STYLE")
    and set name (printf '\e[%sm %s \e[0m' $style $shown | string collect)
    if __rolecall_drifted
        set -g __rolecall_segment (__rolecall_warn "$style" '1;33' "≠ not $shown")" "
        return
    end
    # It may be confined to a part, or to saying that the role is not in force any more.
    contains -- "$ROLECALL_PROMPT" time drift; and set name
    set -l left
    contains -- "$ROLECALL_PROMPT" name drift; or set left (__rolecall_time_left "$style")
    set -q name[1]; or set -q left[1]; and set -g __rolecall_segment (string join -- ' ' $name $left)" "
end

function __rolecall_time_left --argument-names style
    string match -qr '^\d+$' -- "$ROLECALL_EXPIRES_EPOCH"; or return 0
    set -l seconds (math $ROLECALL_EXPIRES_EPOCH - $__rolecall_now)
    if test $seconds -le 0
        __rolecall_warn "$style" '1;31' expired
    else if test $seconds -lt 60
        __rolecall_warn "$style" '1;33' '<1m!'
    else if test $seconds -lt 600
        __rolecall_warn "$style" '1;33' (math --scale=0 $seconds / 60)m!
    else if test $seconds -lt 3600
        echo (math --scale=0 $seconds / 60)m
    else
        printf '%dh%02dm\n' (math --scale=0 $seconds / 3600) (math --scale=0 $seconds / 60 % 60)
    end
end

function __rolecall_warn --argument-names style colour text
    if test -n "$style"
        printf '\e[%sm%s\e[0m\n' $colour $text
    else
        printf '%s\n' $text
    end
end

function __rolecall_drifted
    # An empty key is none, to every program; a live role has none.
    set -l key
    set -l profile
    set -l default_profile
    test -n "$AWS_ACCESS_KEY_ID"; and set key "=$AWS_ACCESS_KEY_ID"
    set -q AWS_PROFILE; and set profile "=$AWS_PROFILE"
    set -q AWS_DEFAULT_PROFILE; and set default_profile "=$AWS_DEFAULT_PROFILE"
    test "$key" != "$__rolecall_key"
    or test "$profile" != "$__rolecall_aws_profile"
    or test "$default_profile" != "$__rolecall_aws_default_profile"
end

# Less than five minutes left: new keys, if they are to be had without a word. The program answers within two seconds
# or fails, and is not asked again for a minute.
function __rolecall_renew
    set -l fish_trace
    test -n "$ROLECALL_RENEWABLE" -a -n "$__rolecall_renewable"; or return 0
    string match -qr '^\d+$' -- "$ROLECALL_EXPIRES_EPOCH"; or return 0
    test (math $ROLECALL_EXPIRES_EPOCH - $__rolecall_now) -lt 300 -a $__rolecall_now -ge "$__rolecall_next"; or return 0
    __rolecall_drifted; and return 0
    set -l again (math $__rolecall_now + 60)
    if __rolecall_ask --renew </dev/null 2>/dev/null
        __rolecall_apply 2>/dev/null
    end
    set -e __rolecall_answer
    set -g __rolecall_next $again
end
