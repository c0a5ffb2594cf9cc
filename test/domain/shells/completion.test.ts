import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { createInventories } from '../../../source/adapters/cache/inventories.ts';
import { knownKeysText } from '../../../source/domain/access-keys/known.ts';
import { shellKinds } from '../../../source/domain/shells/registry.ts';
import { makeHome } from '../../helpers/home.ts';
import { startUrlOf } from '../../helpers/portal-person.ts';
import { programLine, runProgram } from '../../helpers/program.ts';
import { Terminal } from '../../helpers/terminal.ts';
import { hasShell, whereIs } from '../../helpers/terminal-shells.ts';

const run = promisify(execFile);

const sessions = ['corp', 'xa', 'xb'];
const twin = 'xa:twin-333333333333/Ops';

/** Roles that were found; two portals have an account of the same name. */
function writeFound(home: string): void {
  const { write } = createInventories(join(home, '.cache', 'rolecall'));
  const found = (portal: string, ...all: readonly (readonly [id: string, name: string, role: string])[]) => {
    const accounts = all.map(([id, name, role]) => ({ id, name, rolesReadAt: 1, roles: [{ name: role }] }));
    assert.equal(write({ portal, startUrl: startUrlOf(portal), accountsReadAt: 1, accounts }), undefined);
  };
  found('corp', ['111111111111', 'lab', 'ReadOnly'], ['222222222222', 'Web shop', 'Admin']);
  found('xa', ['333333333333', 'twin', 'Ops']);
  found('xb', ['444444444444', 'twin', 'Ops']);
}

/** A stored key, of which nobody asks more than its name. */
async function writeStored(home: string): Promise<void> {
  const directory = join(home, '.config', 'rolecall');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const known = { place: 'keychain', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', user: '', storedAt: 1 } as const;
  await writeFile(join(directory, 'access-keys.json'), knownKeysText(new Map([['stored', known]])), { mode: 0o600 });
}

const config = ['team-alpha', 'team-beta', 'with space', "it's", '$(touch pwned)', 'üñí']
  .map((name) => `[profile "${name}"]\nrole_arn = arn:aws:iam::111122223333:role/A\nsource_profile = mary\n`)
  .concat(
    ...sessions.map((name) => `[sso-session ${name}]\nsso_start_url = ${startUrlOf(name)}\nsso_region = eu-west-1\n`),
  )
  .concat('[profile mary]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n')
  .join('\n');

/** A home with `rolecall` on its PATH, and the completion of a shell in a file. */
async function sitDown(context: TestContext, shell: string, more = '') {
  const home = await makeHome(context, { config: config + more });
  writeFound(home.directory);
  await writeStored(home.directory);
  const bin = join(home.directory, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'rolecall'), `#!/bin/sh\nexec ${programLine} "$@"\n`);
  await chmod(join(bin, 'rolecall'), 0o755);
  const env = { ...home.env, PATH: `${bin}:${home.env.PATH}` };
  const { out, code } = await runProgram(['completion', shell], { env });
  assert.equal(code, 0);
  const file = join(home.directory, `completion.${shell === 'powershell' ? 'ps1' : shell}`);
  await writeFile(file, out);
  return { home, env, file };
}

const needs = (shell: string) => (hasShell(shell) ? {} : { skip: `${shell} is not installed: NOT TESTED` });

async function bashCompletes(context: TestContext) {
  const { env, file, home } = await sitDown(context, 'bash');
  return async (...words: readonly string[]): Promise<string[]> => {
    const script = `. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); __rolecall; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = await run('bash', ['--norc', '-c', script, 'bash', file, 'rolecall', ...words], {
      env,
      cwd: home.directory,
    });
    return stdout.split('\n').filter(Boolean);
  };
}

test('bash completes verbs, flags, formats, shells and profiles', needs('bash'), async (context) => {
  const complete = await bashCompletes(context);
  assert.deepEqual(await complete('exe'), ['exec']);
  assert.deepEqual(await complete('team'), ['team-alpha', 'team-beta']);
  assert.ok((await complete('')).includes('credential-process'));
  assert.ok(!(await complete('')).includes('renew'), 'what is hidden is not offered');
  assert.deepEqual(await complete('exec', 'team-b'), ['team-beta']);
  assert.deepEqual(await complete('exec', '--dur'), ['--duration']);
  assert.deepEqual(await complete('exec', '--duration', '1h', 'team-a'), ['team-alpha']);
  assert.deepEqual(await complete('exec', 'team-beta', ''), ['--']);
  assert.ok((await complete('exec', 'team-beta', '--', 'bas')).includes('bash'));
  assert.deepEqual(await complete('export', '--format', 'po'), ['powershell']);
  assert.deepEqual(await complete('export', '--format', '=', 'po'), ['powershell']);
  assert.deepEqual(await complete('export', '--source-profile', 'team-a'), ['team-alpha']);
  assert.deepEqual(await complete('completion', 'z'), ['zsh']);
  assert.deepEqual(await complete('export', '--format=po'), ['--format=powershell'], 'where = parts no words');
  assert.deepEqual(await complete('export', '--format', '='), await complete('export', '--format', ''));
  assert.deepEqual(await complete('exec', '--duration', '=', '1h', 'team-a'), ['team-alpha']);
  assert.deepEqual(await complete('export', '--source-profile', 'mar'), ['mary'], 'the profile with the keys');
  assert.deepEqual(await complete('mar'), [], 'which is no role');
  assert.ok((await complete('exec', 'team-beta', 'bas')).includes('bash'), 'the command, and no -- in its place');
  assert.deepEqual(await complete('exec', 'team-beta', 'team-a'), ['team-alpha']);
  assert.deepEqual(await complete('exec', 'team-beta', 'ls', '--dur'), [], 'flags of another program');
  assert.deepEqual(await complete('team-beta', '--dur'), ['--duration']);
  assert.deepEqual(await complete('--dur'), ['--duration']);
  assert.deepEqual(await complete('--duration', '1h', 'team-a'), ['team-alpha']);
  assert.deepEqual(await complete('--debug', 'export', '--format', 'po'), ['powershell']);
  assert.deepEqual(await complete('demo', 'exe'), ['exec']);
  assert.deepEqual(await complete('demo', 'export', '--format', 'po'), ['powershell']);
  assert.deepEqual(await complete('demo', 'team'), [], 'the demo has profiles of its own');
  assert.deepEqual(await complete('help', 'ex'), ['exec', 'export']);
  assert.deepEqual(await complete('role', 'sh'), ['show']);
  assert.deepEqual(await complete('role', 'create', '--print', 't'), ['terraform']);
  assert.deepEqual(await complete('console', '--destination', 'lamb'), ['lambda', 'lambda-core', 'lambda-microvms']);
  assert.deepEqual(await complete('console', '--destination=cf'), ['--destination=cfn'], 'where = parts no words');
  assert.deepEqual(await complete('console', '--destination', 'ec2', 'team-b'), ['team-beta']);
  assert.deepEqual(await complete('console', '--destination', 'team'), []);
  assert.deepEqual(await complete('exec', '--region', 'eu-w'), ['eu-west-1', 'eu-west-2', 'eu-west-3']);
  for (const verb of ['remove', 'link', 'edit']) {
    assert.deepEqual(await complete(verb, 'team-b'), ['team-beta']);
    assert.deepEqual(await complete(verb, 'Web'), [], `${verb} takes no found role`);
  }
  for (const verb of ['rotate', 'export', 'remove']) {
    assert.deepEqual(await complete('key', verb, ''), ['stored'], `key ${verb} takes a stored key`);
  }
});

test('bash completes portals, and found roles whether : parts words or not', needs('bash'), async (context) => {
  const complete = await bashCompletes(context);
  assert.deepEqual(await complete('login', 'c'), ['corp']);
  assert.deepEqual(await complete('discover', 'te'), ['team-alpha', 'team-beta']);
  assert.deepEqual(await complete('c'), ['console', 'credential-process', 'completion']);
  assert.deepEqual(await complete('lab/'), ['lab/ReadOnly']);
  assert.deepEqual(await complete('exec', 'Web'), ['Web-shop/Admin']);
  assert.deepEqual(await complete('exec', 'xa'), [twin]);
  // As bash itself parts the word; it replaces what is behind the colon.
  assert.deepEqual(await complete('exec', 'xa', ':'), [twin.slice(3)]);
  assert.deepEqual(await complete('exec', 'xa', ':', 'tw'), [twin.slice(3)]);
  assert.deepEqual(await complete('xa', ':', 'twin-3'), [twin.slice(3)]);
  for (const before of [[], ['--']]) {
    const completed = await complete('exec', 'xa', ':', twin.slice(3), ...before, 'sha256su');
    assert.deepEqual([...new Set(completed)], ['sha256sum']);
  }
  assert.deepEqual(await complete('login', '--name', 'x', 'https', ':', '//'), []);
});

test('bash completes at a key what is in front of a colon and behind it', needs('bash'), async (context) => {
  const { home, env, file } = await sitDown(context, 'bash');
  await using terminal = new Terminal({
    file: '/bin/bash',
    args: ['--norc', '-i'],
    cwd: home.directory,
    env: { ...env, PS1: 'host$ ', HISTFILE: '/dev/null' },
    columns: 120,
  });
  terminal.enter(`. '${file}'`);
  await terminal.until(/host\$[^\n]*\nhost\$ $|host\$ $/);
  for (const typed of ['rolecall exec xa', 'rolecall exec xa:', 'rolecall exec xa:tw', 'rolecall xa:twin-3']) {
    const completed = typed.replace(/xa.*/, twin);
    terminal.type(`\u0015${typed}\t`);
    await terminal.until(({ lastLine }) => lastLine.endsWith(completed));
  }
  terminal.type('\u0015rolecall exec xa:tw\t-- sha256su\t');
  await terminal.until(({ lastLine }) => lastLine.endsWith(`rolecall exec ${twin} -- sha256sum`));
});

test('bash quotes a name that would be code or two words', needs('bash'), async (context) => {
  const complete = await bashCompletes(context);
  assert.deepEqual(await complete('with'), ['with\\ space']);
  assert.deepEqual(await complete('with\\ sp'), ['with\\ space']);
  assert.deepEqual(await complete('\\$'), ['\\$\\(touch\\ pwned\\)']);
});

test('fish completes verbs with what they do, flags, formats and profiles', needs('fish'), async (context) => {
  const { env, file } = await sitDown(context, 'fish');
  const complete = async (line: string): Promise<string[]> => {
    const { stdout } = await run('fish', ['--no-config', '-c', 'source $argv[1]; complete -C $argv[2]', file, line], {
      env,
    });
    return stdout.split('\n').filter(Boolean);
  };
  assert.deepEqual(await complete('rolecall exe'), ['exec\trun one command as a role']);
  assert.deepEqual(await complete('rolecall team'), ['team-alpha\tprofile', 'team-beta\tprofile']);
  assert.deepEqual(await complete('rolecall exec team-b'), ['team-beta']);
  assert.match((await complete('rolecall export --format po')).join(), /^powershell\t/);
  assert.match((await complete('rolecall exec --dur')).join(), /^--duration\t/);
  assert.deepEqual(await complete('rolecall completion z'), ['zsh']);
  assert.match((await complete('rolecall role sh')).join(), /^show\t/);
  assert.match((await complete('rolecall role create --print t')).join(), /^terraform\t/);
  assert.ok((await complete('rolecall exec team-beta -- bas')).some((word) => word.startsWith('bash')));
  const begins = async (line: string) => (await complete(line)).map((word) => word.split('\t')[0]);
  assert.ok((await begins('rolecall exec team-beta bas')).includes('bash'), 'the command without -- as well');
  assert.ok((await begins('rolecall exec --duration 1h team-beta bas')).includes('bash'));
  assert.deepEqual(await begins('rolecall exec team-beta team-a'), ['team-alpha']);
  assert.deepEqual(await begins('rolecall exec team-beta ls --dur'), [], 'flags of another program');
  assert.deepEqual(await complete('rolecall list team'), []);
  assert.match((await complete('rolecall team-beta --dur')).join(), /^--duration\t/);
  assert.match((await complete('rolecall --dur')).join(), /^--duration\t/);
  assert.deepEqual(
    await complete('rolecall export --source-profile mar').then((words) => words.map((word) => word.split('\t')[0])),
    ['mary'],
  );
  assert.match((await complete('rolecall demo exe')).join(), /^exec\t/);
  assert.deepEqual(await begins('rolecall login cor'), ['corp']);
  assert.deepEqual(await begins('rolecall --debug expo'), ['export']);
  assert.deepEqual(await begins('rolecall --live team-b'), ['team-beta']);
  assert.deepEqual(await begins('rolecall --duration 1h exec team-b'), ['team-beta']);
  assert.deepEqual(await begins('rolecall --debug list --na'), ['--names']);
  assert.ok((await begins('rolecall --debug exec team-beta bas')).includes('bash'));
  assert.deepEqual(await begins('rolecall --debug demo expo'), ['export']);
  assert.deepEqual(await begins('rolecall --source-profile mar'), ['mary']);
  assert.deepEqual(await begins('rolecall key rotate '), ['stored']);
  assert.deepEqual(await begins('rolecall remove Web'), []);
  assert.deepEqual(await begins('rolecall remove team-b'), ['team-beta']);
  assert.deepEqual(await begins('rolecall exec --region sa-'), ['sa-east-1']);
  assert.deepEqual(await begins('rolecall exec lab/R'), ['lab/ReadOnly']);
  assert.deepEqual(await begins('rolecall exec xa:tw'), [twin]);
  assert.deepEqual(await begins('rolecall console --destination cf'), ['cfn']);
  assert.deepEqual(await begins('rolecall console --destination team-alpha'), []);
});

/** What every shell completes at a key in the same way. */
const atKey: readonly (readonly [typed: string, completed: string])[] = [
  ['rolecall exe', 'rolecall exec'],
  ['rolecall exec team-b', 'rolecall exec team-beta'],
  ['rolecall role sho', 'rolecall role show'],
  ['rolecall completion z', 'rolecall completion zsh'],
  ['rolecall exec --read', 'rolecall exec --read-only'],
  ['rolecall exec team-beta -- sha256su', 'rolecall exec team-beta -- sha256sum'],
  ['rolecall exec team-beta sha256su', 'rolecall exec team-beta sha256sum'],
  ['rolecall team-beta --read', 'rolecall team-beta --read-only'],
  ['rolecall --read', 'rolecall --read-only'],
  ['rolecall export --source-profile mar', 'rolecall export --source-profile mary'],
  ['rolecall demo expo', 'rolecall demo export'],
  ['rolecall login cor', 'rolecall login corp'],
  ['rolecall exec lab/R', 'rolecall exec lab/ReadOnly'],
  ['rolecall Web', 'rolecall Web-shop/Admin'],
  ['rolecall key rotate sto', 'rolecall key rotate stored'],
  ['rolecall remove team-b', 'rolecall remove team-beta'],
  ['rolecall exec --region sa-', 'rolecall exec --region sa-east-1'],
  ['rolecall console --destination cloudform', 'rolecall console --destination cloudformation'],
  ['rolecall --debug expo', 'rolecall --debug export'],
  ['rolecall --debug list --na', 'rolecall --debug list --names'],
  ['rolecall --debug exec team-b', 'rolecall --debug exec team-beta'],
  ['rolecall --duration 1h team-b', 'rolecall --duration 1h team-beta'],
  ['rolecall exec --region=sa-', 'rolecall exec --region=sa-east-1'],
  ['rolecall export --format=po', 'rolecall export --format=powershell'],
];

test('zsh completes at a key: verbs, profiles quoted, flags', needs('zsh'), async (context) => {
  const { home, env, file } = await sitDown(context, 'zsh');
  const rc = `PS1='host%% '; autoload -Uz compinit; compinit -D -u; setopt no_beep; source '${file}'\n`;
  await writeFile(join(home.directory, '.zshrc'), rc);
  await using terminal = new Terminal({
    file: '/usr/bin/env',
    args: ['zsh', '-i'],
    cwd: home.directory,
    env: { ...env, HISTFILE: '/dev/null' },
    columns: 120,
    rows: 40,
  });
  await terminal.until('host%');
  const completes = async (typed: string, wanted: string | RegExp) => {
    terminal.type(`\u0015${typed}\t`);
    await terminal.until(wanted);
  };
  for (const [typed, completed] of atKey) await completes(typed, completed);
  await completes('rolecall exec with', 'rolecall exec with\\ space');
  await completes('rolecall exec xa:tw', `rolecall exec ${twin}`);
  await completes("rolecall exec '$", "rolecall exec '$(touch pwned)'");
  await completes('rolecall export --format po', '--format powershell');
  await completes('rolecall exec team-beta --read', 'rolecall exec team-beta --read-only');
  await completes('rolecall exec --duration 1h team-beta team-a', 'rolecall exec --duration 1h team-beta team-alpha');
  await completes("rolecall exec 'team-*' --dura", "rolecall exec 'team-*' --duration");
  await completes('rolecall exec team-beta team-alpha -- sha256su', 'team-beta team-alpha -- sha256sum');
  terminal.type('\u0015');
});

test(
  'nushell completes at a key: verbs, profiles quoted, flags, the command behind exec',
  needs('nu'),
  async (context) => {
    const { home, env, file } = await sitDown(context, 'nushell');
    const config = "$env.config.show_banner = false; $env.PROMPT_COMMAND = {|| 'host' }; $env.PROMPT_INDICATOR = '> '";
    const at = join(home.directory, '.config/nushell');
    await mkdir(at, { recursive: true });
    await writeFile(join(at, 'config.nu'), `${config}; $env.PROMPT_COMMAND_RIGHT = ''\nsource '${file}'\n`);
    await using terminal = new Terminal({
      file: whereIs('nu') ?? '',
      cwd: home.directory,
      env: { ...env, XDG_CONFIG_HOME: join(home.directory, '.config') },
      columns: 120,
      rows: 40,
    });
    await terminal.until('host>');
    const completes = async (typed: string, wanted: string) => {
      terminal.type(`\u0015${typed}\t`);
      await terminal.until(({ lastLine }) => lastLine.startsWith(`host> ${wanted}`));
    };
    for (const [typed, completed] of atKey) await completes(typed, completed);
    await completes('rolecall exec with', 'rolecall exec "with space"');
    await completes('rolecall exec xa', `rolecall exec "${twin}"`);
    await completes('rolecall exec "wi', 'rolecall exec "with space"');
    await completes('rolecall exec "$', 'rolecall exec "$(touch pwned)"');
    await completes('rolecall export --format po', 'rolecall export --format powershell');
  },
);

/** Plays lines in one PowerShell, whose start takes longer than all of them; gives the words that each is completed with. */
async function pwshCompletes(context: TestContext, lines: readonly string[], first = '', more = '') {
  const { home, env, file } = await sitDown(context, 'powershell', more);
  const script = join(home.directory, 'complete.ps1');
  const quoted = lines.map((line) => `'${line.replaceAll("'", "''")}'`).join(', ');
  await writeFile(
    script,
    `${first}
. '${file}'
$global:LASTEXITCODE = 7
$all = foreach ($line in ${quoted}) {
  $found = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)
  , @($found.CompletionMatches | ForEach-Object { $_.CompletionText })
}
[Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)
ConvertTo-Json -Compress -Depth 3 @(, @("$LASTEXITCODE") + $all)
`,
  );
  const { stdout } = await run('pwsh', ['-NoProfile', '-File', script], { env, cwd: home.directory });
  const [[code] = [], ...completed] = JSON.parse(stdout) as string[][];
  return { code, words: Object.fromEntries(lines.map((line, at) => [line, completed[at]])) };
}

test(
  'PowerShell completes verbs, flags, formats, profiles quoted, and the command of exec',
  needs('pwsh'),
  async (context) => {
    const wanted: Readonly<Record<string, readonly string[]>> = {
      'rolecall exe': ['exec'],
      'rolecall team': ['team-alpha', 'team-beta'],
      'rolecall exec team-b': ['team-beta'],
      'rolecall with': ["'with space'"],
      "rolecall 'with": ["'with space'"],
      'rolecall it': ["'it''s'"],
      "rolecall exec '$": ["'$(touch pwned)'"],
      'rolecall exec --dur': ['--duration'],
      'rolecall exec --duration 1h team-a': ['team-alpha'],
      'rolecall export --format po': ['powershell'],
      'rolecall export --format=po': ['--format=powershell'],
      'rolecall export --source-profile mar': ['mary'],
      'rolecall completion z': ['zsh'],
      'rolecall team-beta --dur': ['--duration'],
      'rolecall --dur': ['--duration'],
      'rolecall --duration 1h team-a': ['team-alpha'],
      'rolecall --debug export --format po': ['powershell'],
      'rolecall exec team-beta team-a': ['team-alpha'],
      'rolecall exec team-beta ls --dur': [],
      'rolecall demo exe': ['exec'],
      'rolecall demo export --format po': ['powershell'],
      'rolecall demo team': [],
      'rolecall help ex': ['exec', 'export'],
      'rolecall role sh': ['show'],
      'rolecall role create --print t': ['terraform'],
      'rolecall list team': [],
      'rolecall login cor': ['corp'],
      'rolecall exec lab/R': ['lab/ReadOnly'],
      'rolecall exec xa:tw': [twin],
      'rolecall key rotate ': ['stored'],
      'rolecall remove Web': [],
      'rolecall remove team-b': ['team-beta'],
      'rolecall exec --region sa-': ['sa-east-1'],
      'rolecall console --destination cf': ['cfn'],
      'rolecall console --destination=cf': ['--destination=cfn'],
      'rolecall console --destination team': [],
    };
    const commands = [
      'rolecall exec team-beta -- sha256su',
      'rolecall exec team-beta sha256su',
      "rolecall exec 'with space' sha256su",
      '1 | rolecall exec --duration 1h team-beta -- sha256su',
    ];
    const strict =
      "Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'; $PSNativeCommandUseErrorActionPreference = $true";
    const { code, words } = await pwshCompletes(context, [...Object.keys(wanted), ...commands], strict);
    for (const [line, completed] of Object.entries(wanted)) assert.deepEqual(words[line], completed, line);
    for (const line of commands) assert.ok(words[line]?.includes('sha256sum'), line);
    assert.equal(code, '7', 'the exit code of the last command is the person’s');
  },
);

test('PowerShell completes a name beyond ASCII, whatever its code page is', needs('pwsh'), async (context) => {
  const first = '[Console]::OutputEncoding = [Text.Encoding]::Latin1';
  const { words } = await pwshCompletes(
    context,
    ['rolecall show gr', 'rolecall exe'],
    first,
    '\n[profile größe]\nrole_arn = arn:aws:iam::444455556666:role/A\nsource_profile = mary\n',
  );
  assert.deepEqual(words, { 'rolecall show gr': ['größe'], 'rolecall exe': ['exec'] });
});

test('the texts hold no profile and no path, and are the same everywhere', async (context) => {
  for (const shell of shellKinds) {
    const { out } = await runProgram(['completion', shell], { env: (await makeHome(context, { config })).env });
    assert.doesNotMatch(out, /team-|\/home\/|\/tmp|111122223333/);
    assert.match(out, /list --names/);
    if (shell === 'powershell') assert.match(out, /^[\0-\x7f]*$/, 'it reads nothing else in every code page');
    assert.doesNotMatch(out, /cloudfront/, 'services are asked for too');
  }
  const { code, err } = await runProgram(['completion', 'tcsh'], { env: (await makeHome(context)).env });
  assert.equal(code, 2);
  assert.match(err, /bash, zsh, fish, powershell/);
});
