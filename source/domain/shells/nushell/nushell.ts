import { type Candidates, type CompletedVerb, firstWords, listedNames } from '../completion.ts';
import { runsNoScript, type ShellDefinition } from '../shell.ts';

/** Where nushell loads files by itself, after config.nu. */
const autoload = '$nu.data-dir | path join vendor/autoload';

/**
 * nushell. It evaluates nothing at run time, so its hook is a file that it loads by itself, written anew at every start:
 * the paths in it may have changed.
 */
export const nushell: ShellDefinition = {
  title: 'nushell',
  executables: ['nu'],
  isInteractive: (options) => !options.includes('--commands') && runsNoScript(options, takingWord),
  start: (integration, login) => ({
    options: [...(login ? ['-l'] : []), '-e', `source ${quoteNushell(`${integration}/nushell/start.nu`)}`],
  }),
  hookLine: `mkdir (${autoload}); rolecall init nushell | save -f (${autoload}/rolecall.nu)`,
  hookTakesEffect: 'in the next shell',
  hookText: ({ integration, program }) =>
    `source ${quoteNushell(`${integration}/nushell/rolecall.nu`)}\n$env.rolecall_shell.program = [${program.map(quoteNushell).join(' ')}]\n`,
  unset: (names) => `hide-env --ignore-errors ${names.join(' ')}`,
  completion,
};

/** The options of `nu` whose next word belongs to them. */
const takingWord = [
  ...['-e', '--execute', '-I', '--include-path', '-m', '--table-mode', '-t', '--threads', '--error-style'],
  ...['--config', '--env-config', '--plugin-config', '--plugins', '--log-level', '--log-target'],
];

/** A text as one word of nushell, between double quotes: `$` means nothing there, a backslash begins an escape. */
export function quoteNushell(text: string): string {
  const escaped = text
    .replaceAll(/[\\"]/g, '\\$&')
    .replaceAll(/\p{Cc}/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
  return `"${escaped}"`;
}

function completion(verbs: readonly CompletedVerb[]): string {
  return `# Completion of rolecall in nushell. In config.nu:
#   mkdir (${autoload}); rolecall completion nushell | save -f (${autoload}/rolecall-completion.nu)
$env.rolecall_completer = {|spans: list<string>|
  let first = {${firstWords(verbs).map(entry).join(' ')}}
  let verbs = {
${verbs.map(verbText).join('\n')}
  }
  def profiles [...flags: string] {
    try { ^rolecall list --names --showable ...$flags e> /dev/null | lines | each { {value: $in, description: profile} } } catch { [] }
  }
  def services [] {
    try { ^rolecall list --names --services e> /dev/null | lines | each { {value: $in, description: service} } } catch { [] }
  }
  def programs [typed: string] {
    if $typed == '' or $typed =~ '[*?]' { return null }
    $env.PATH | each {|folder| try { glob --no-dir ($folder | path join ($typed + '*')) } catch { [] } } | flatten
      | path basename | uniq | each { {value: $in, description: command} }
  }
  # Without the flags before the verb, and their values.
  def behind_flags [words: list<string>, taking: list<string>] {
    mut rest = $words
    while ($rest | is-not-empty) and ($rest.0 starts-with '-') {
      let count = if $rest.0 in $taking { 2 } else { 1 }
      if $count > ($rest | length) { break }
      $rest = $rest | skip $count
    }
    $rest
  }
  let taking_first = $verbs.switch.flags | where value != null | get name
  let all = $spans | skip 1 | each { str trim --char '"' | str trim --char "'" }
  let last = $all | last
  let joined = if $last =~ '^--[^=]+=' { $last | split row '=' | first }
  let typed = if $joined == null { $last } else { $last | str substring (($joined | str length) + 1).. }
  let all = behind_flags ($all | drop 1) $taking_first
  let in_line = ($all | get --optional 0) in [${verbs
    .filter(({ takesLine }) => takesLine)
    .map(({ words }) => words.join(' '))
    .join(' ')}]
  let words = if $in_line { behind_flags ($all | skip 1) $taking_first } else { $all }
  # The profiles of the demo are its own.
  let listed = {|...flags: string| if $in_line { [] } else { profiles ...$flags } }
  let head = $words | get --optional 0 | default ''
  let two = $words | first 2 | str join ' '
  let verb = $verbs | get --optional $two | default ($verbs | get --optional $head)
  let seconds = $verbs | columns | where $it starts-with $"($head) " | each { split row ' ' | get 1 }
  let is_switch = if ($words | is-empty) { $last starts-with '-' } else { $verb == null and ($seconds | is-empty) }
  let verb = if $is_switch { $verbs.switch } else { $verb }
  let found = if ($words | is-empty) and not $is_switch {
    ($first | transpose value description) ++ (do $listed)
  } else if $verb == null {
    $seconds | each { {value: $in, description: ''} }
  } else {
    let taking = $verb.flags | where value != null | get name
    # What is behind the profile of exec is a command line of another program.
    let bare = $words | skip 1 | enumerate | where {|it| not ($it.item starts-with '-') and ($words | get $it.index) not-in $taking } | get item
    let behind = $verb.through and '--' in $words
    let named = if $verb.through and not $behind and ($bare | is-not-empty) { do $listed } else { [] }
    let command = if $behind {
      $words | skip until { $in == '--' } | skip 1
    } else if $verb.through {
      $bare | skip 1 | skip while { $in in ($named | get --optional value) }
    } else { [] }
    let is_command = $behind or ($command | is-not-empty) or ($verb.through and ($bare | is-not-empty) and not ($last starts-with '-') and not ($named | any {|it| $it.value starts-with $typed }))
    let before = if $joined == null { $words | last } else { $joined }
    let value = $verb.flags | where name == $before | get --optional 0.value
    if $is_command {
      if ($command | is-empty) { programs $typed }
    } else if $value == null and ($last starts-with '-') {
      $verb.flags | each {|flag| {value: $flag.name, description: $flag.summary} }
    } else {
      let what = if $value == null { $verb.rest } else { $value }
      match $what {
        'profile' => { if ($named | is-empty) { do $listed } else { $named } }
${(['written', 'source', 'portal', 'key'] as const)
  .map((kind) => `        '${kind}' => { do $listed '${listedNames[kind]}' }`)
  .join('\n')}
        'service' => { services }
        'file' => { null }
        'text' | 'command' => { [] }
        _ => { $what | each { {value: $in, description: ''} } }
      }
    }
  }
  if $found == null { return null }
  let prefix = if $joined == null { '' } else { $"($joined)=" }
  $found | where {|it| $it.value starts-with $typed } | each {|it|
    let quoted = if $it.value =~ '^[\\w./-]+$' { $it.value } else { $it.value | to json }
    {value: $"($prefix)($quoted)", description: $it.description}
  }
}

def "nu-complete rolecall" [spans: list<string>] { do $env.rolecall_completer $spans }
@complete "nu-complete rolecall"
def --wrapped rolecall [...words: string] { ^rolecall ...$words }
`;
}

const entry = ([word, summary]: readonly [string, string]): string => `${quoteNushell(word)}: ${quoteNushell(summary)}`;

function verbText({ words, flags, positionals, passesThrough }: CompletedVerb): string {
  const own = flags.map(({ name, summary, value }) => {
    const takes = value === undefined ? 'null' : valueText(value);
    return `[${quoteNushell(`--${name}`)} ${takes} ${quoteNushell(summary)}]`;
  });
  return `    ${quoteNushell(words.join(' '))}: {rest: ${valueText(positionals)}, through: ${passesThrough}, flags: [[name value summary]; ${own.join(' ')}]}`;
}

const valueText = (what: Candidates): string =>
  typeof what === 'string' ? quoteNushell(what) : `[${what.map(quoteNushell).join(' ')}]`;
