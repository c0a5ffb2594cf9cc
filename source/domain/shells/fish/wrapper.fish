# The person's own prompt runs first: whatever it asks of $status and $pipestatus is as the last command left it. The
# function keeps the name of the prompt that it wraps, wherever it is copied to: a virtualenv keeps it under another name,
# and calls it from a prompt of its own, which is then wrapped in turn.
function fish_prompt --inherit-variable __rolecall_inner
    set -l lines ($__rolecall_inner $argv)
    test "$__rolecall_inner" = "$__rolecall_outermost"; and echo -n -- $__rolecall_segment
    string join -- \n $lines
end
