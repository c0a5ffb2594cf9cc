# nushell reads this after the person's config files when rolecall starts it, and puts in force what the role says: their
# config may well set another region or old keys.

source rolecall.nu

def --env __rolecall_arrive [] {
  let answer = $env.ROLECALL_ENTER
  hide-env ROLECALL_ENTER ROLECALL_INTEGRATION
  __rolecall_apply $answer
}
__rolecall_arrive
