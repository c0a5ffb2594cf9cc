# rolecall in nushell. Nothing here holds a value: what differs comes as data, and stays data.

source apply.nu
source prompt.nu

# What this shell knows of rolecall and of the role. A record is never exported.
def --env __rolecall_begin [] {
  if $env.rolecall_shell? != null { return }
  $env.rolecall_shell = {
    program: [rolecall], where: shell, own: '', plain: false, drawing: false,
    key: null, profile: null, default_profile: null, renewable: false, next: 0
  }
  __rolecall_inherit
  $env.config.hooks.pre_prompt = ($env.config.hooks.pre_prompt? | default [] | append {|| __rolecall_prompt })
}
__rolecall_begin

# The program, told who the person is outside the role: nobody but this shell and rolecall knows that. One pipeline, here and
# below, so that what is piped in goes on to the program as it comes.
def --wrapped __rolecall_run [...args: string] {
  with-env (if $env.rolecall_shell.own == '' { {} } else { {ROLECALL_OUTSIDE_KEYS: $env.rolecall_shell.own} }) {
    ^$env.rolecall_shell.program.0 ...($env.rolecall_shell.program | skip 1) ...$args
  }
}

# The person may have loaded `rolecall completion nushell`.
def __rolecall_complete [spans: list<string>] {
  if $env.rolecall_completer? != null { do $env.rolecall_completer $spans }
}

# What changes the role happens in this very shell; everything else goes to the program as it was typed.
@complete __rolecall_complete
def --env --wrapped rolecall [...args: string] {
  # The verbs that change no shell; npm run generate writes the next line.
  if ($args | get --optional 0) in [add completion console credential-process demo discover doctor edit exec export forget help import init keep key link list login logout mfa remove role show status sync update -h --help -V --version] {
    __rolecall_run ...$args
  } else {
    let input = $in
    $env.rolecall_shell.plain = false
    __rolecall_apply ($input | __rolecall_run --in-place $env.rolecall_shell.where ...$args)
    if $env.rolecall_shell.plain { $input | __rolecall_run ...$args }
  }
}
