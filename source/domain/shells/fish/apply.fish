# Takes an answer of rolecall apart and does what it says. An answer is data, see answer.ts: none of it is evaluated.

# Applies $__rolecall_answer; where that is not whole, changes nothing and fails.
function __rolecall_apply
    set -l fish_trace
    if not string match -qr '^(?s:rolecall/1\x1e(.*\x1e)?end)$' -- "$__rolecall_answer"
        echo 'rolecall: the answer is not whole; nothing was changed' >&2
        return 1
    end
    set -l item
    set -l rest $__rolecall_answer
    string match -qr '^[^\x1e]*\x1e(?<rest>(?s:.*))$' -- $rest
    while string match -qr '^(?<item>[^\x1e]*)\x1e(?<rest>(?s:.*))$' -- $rest
        if string match -q ':*' -- $item
            __rolecall_note $item
            continue
        end
        set -l name
        set -l value
        if string match -qr '^(?<name>[A-Z_][A-Z0-9_]*)=(?<value>(?s:.*))$' -- $item
            set -gx $name $value
        else if string match -qr '^(?<name>[A-Z_][A-Z0-9_]*)$' -- $item
            __rolecall_unset $name
        end
        __rolecall_hold $name (string replace -r '^[^=]*' '' -- $item | string collect)
    end
    return 0
end

# A universal variable comes back when the global one in front of it is erased. It is the person's, in every fish they
# have open, and not ours to erase.
function __rolecall_unset --argument-names name
    set -eg $name
    if set -qUx $name
        echo "rolecall: $name is a universal variable and so still set. Remove it for good with: set -eU $name" >&2
    end
    return 0
end

# What this shell keeps for itself. Never exported.
function __rolecall_note
    set -l fish_trace
    set -l value (string replace -r '^[^=]*=' '' -- $argv[1] | string collect)
    switch $argv[1]
        case ':program=*'
            set -gu __rolecall_program $value
        case ':script=*'
            set -gu __rolecall_program $__rolecall_program[1] $value
        case ':own=*'
            set -gu __rolecall_own $value
        case ':subshell=yes'
            set -gu __rolecall_where subshell
        case ':renew=no'
            set -gu __rolecall_renewable
        case ':plain=yes'
            set -gu __rolecall_plain yes
    end
end

# Remembers what the role set, so that the prompt can tell when something else took its place.
function __rolecall_hold --argument-names name value
    set -l fish_trace
    switch $name
        case AWS_ACCESS_KEY_ID
            set -g __rolecall_key $value
            set -g __rolecall_renewable yes
            set -g __rolecall_next 0
        case AWS_PROFILE
            set -g __rolecall_aws_profile $value
        case AWS_DEFAULT_PROFILE
            set -g __rolecall_aws_default_profile $value
    end
end

# A shell that was born in a role, of a parent that knew (a window of a tmux that was started there): a role sets no profile
# but that of a live one, and a live one no keys, so any other came from an rc file, and the prompt has to say so.
begin
    set -l fish_trace
    if set -q ROLECALL_PROFILE; and not set -q __rolecall_key
        if set -q ROLECALL_CONFIG_FILE
            set -g __rolecall_key
        else
            __rolecall_hold AWS_ACCESS_KEY_ID "=$AWS_ACCESS_KEY_ID"
        end
        string match -q 'rolecall-live-*' -- "$AWS_PROFILE"; and __rolecall_hold AWS_PROFILE "=$AWS_PROFILE"
    end
end
