# fish reads this after the person's own files when rolecall starts it, and puts in force what the role says: their
# files may well export a profile, a region or old keys.

begin
    set -l fish_trace
    set -g __rolecall_answer $ROLECALL_ENTER
    set -eg ROLECALL_ENTER
    set -eg ROLECALL_INTEGRATION
end
source -- (status dirname)/rolecall.fish
__rolecall_arrive
