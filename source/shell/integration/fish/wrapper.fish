# The person's own prompt runs first: whatever it asks of $status and $pipestatus is as the last command left it.
function fish_prompt
    set -l lines (__rolecall_inner_prompt)
    echo -n -- $__rolecall_segment
    string join -- \n $lines
end
