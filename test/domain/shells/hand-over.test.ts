import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DetectedShell } from '../../../source/domain/shells/detect.ts';
import { commandHandOver, depthOf, shellHandOver } from '../../../source/domain/shells/hand-over.ts';
import { keysToRestore } from '../../../source/domain/shells/outside.ts';
import { shellKinds } from '../../../source/domain/shells/registry.ts';
import { exampleRole } from './example.ts';

const at = { integration: '/opt/rolecall/integration', program: ['/bin/node', '/opt/rolecall/rolecall.js'] as const };
const before = {
  HOME: '/home/mary',
  ZDOTDIR: '/home/mary/zsh',
  AWS_ACCESS_KEY_ID: 'AKIAOWN',
  AWS_SECRET_ACCESS_KEY: 'own-secret',
};
const start = (kind: DetectedShell['kind'], file: string, login = false) =>
  shellHandOver({ kind, file, login }, exampleRole(), before, at);

describe('shellHandOver', () => {
  it('starts each shell with our files, and no value in its arguments', () => {
    assert.deepEqual(start('bash', '/bin/bash').argv, [
      'bash',
      '--rcfile',
      '/opt/rolecall/integration/bash/rc.bash',
      '-i',
    ]);
    assert.deepEqual(start('zsh', '/bin/zsh', true).argv, ['zsh', '-l', '-i']);
    assert.deepEqual(start('fish', '/usr/bin/fish', true).argv, [
      'fish',
      '-l',
      '-i',
      '-C',
      'source -- "$ROLECALL_INTEGRATION/fish/start.fish"',
    ]);
    assert.deepEqual(start('powershell', 'C:\\pwsh.exe').argv, [
      'pwsh.exe',
      '-NoLogo',
      '-NoExit',
      '-Command',
      "$global:__rolecall_folder = $env:ROLECALL_INTEGRATION + '/powershell/'; . ([ScriptBlock]::Create([IO.File]::ReadAllText($__rolecall_folder + 'start.ps1')))",
    ]);
    assert.deepEqual(start('nushell', '/usr/bin/nu', true).argv, [
      'nu',
      '-l',
      '-e',
      'source "/opt/rolecall/integration/nushell/start.nu"',
    ]);
  });

  it('gives a shell without an integration the environment alone, and not the person’s own keys', () => {
    const { argv, environment } = start('other', '/bin/dash');
    assert.deepEqual(argv, ['dash']);
    assert.equal(environment.AWS_ACCESS_KEY_ID, 'ASIAROLE');
    assert.doesNotMatch(JSON.stringify(environment), /own-secret|ROLECALL_ENTER/);
  });

  it('hands nothing of the person’s own keys to a subshell, in no variable and of no shell', () => {
    for (const kind of [...shellKinds, 'other'] as const) {
      for (const login of [true, false]) {
        const { argv, environment } = start(kind, `/bin/${kind}`, login);
        assert.doesNotMatch(JSON.stringify([argv, environment]), /own-secret|AKIAOWN/, kind);
      }
    }
    // Nor from a shell that was switched in place, and knows them.
    const role = { ...before, ROLECALL_PROFILE: 'a', ROLECALL_OUTSIDE_KEYS: keysToRestore(before) };
    const { environment } = shellHandOver({ kind: 'bash', file: 'bash', login: false }, exampleRole(), role, at);
    assert.doesNotMatch(JSON.stringify(environment), /own-secret|AKIAOWN/);
  });

  it('leads zsh to our files and tells it where the person’s are', () => {
    const { environment } = start('zsh', '/bin/zsh');
    assert.equal(environment.ZDOTDIR, '/opt/rolecall/integration/zsh');
    assert.equal(environment.ROLECALL_ZDOTDIR, '/home/mary/zsh');
  });

  it('counts how deep we are', () => {
    assert.equal(start('other', 'sh').environment.ROLECALL_DEPTH, '1');
    assert.equal(
      shellHandOver({ kind: 'other', file: 'sh', login: false }, exampleRole(), start('other', 'sh').environment, at)
        .environment.ROLECALL_DEPTH,
      '2',
    );
    assert.equal(depthOf({ ROLECALL_DEPTH: 'x' }), 0);
  });
});

describe('commandHandOver', () => {
  it('is the command in the role', () => {
    const { file, argv, environment } = commandHandOver(['aws', 's3', 'ls'], exampleRole(), before);
    assert.deepEqual([file, ...argv], ['aws', 'aws', 's3', 'ls']);
    assert.equal(environment.AWS_ACCESS_KEY_ID, 'ASIAROLE');
    assert.doesNotMatch(JSON.stringify(environment), /own-secret/);
  });

  it('has a file with the keys where one is wanted, and its variables; rolecall goes on reading the person’s own', () => {
    const own = { ...before, AWS_SHARED_CREDENTIALS_FILE: '/own' };
    const asFile = { path: '/cache/x', ownCredentialsFile: '/own' };
    const { environment, commandFile } = commandHandOver(['java'], exampleRole({ asFile }), own);
    assert.equal(commandFile?.path, '/cache/x');
    assert.match(commandFile?.text ?? '', /\[prod-admin\]\naws_access_key_id = ASIAROLE\n/);
    assert.equal(environment.AWS_SHARED_CREDENTIALS_FILE, '/cache/x');
    assert.equal(environment.AWS_CREDENTIAL_PROFILES_FILE, '/cache/x');
    assert.equal(environment.ROLECALL_CREDENTIALS_FILE, '/own');
    assert.equal(environment.AWS_ACCESS_KEY_ID, 'ASIAROLE');
    const inside = commandHandOver(['aws'], exampleRole(), environment);
    assert.equal(inside.commandFile, undefined);
    assert.equal(inside.environment.AWS_SHARED_CREDENTIALS_FILE, '/own', 'in another role the person’s own is back');
    assert.equal(inside.environment.AWS_CREDENTIAL_PROFILES_FILE, undefined);
    assert.equal(inside.environment.ROLECALL_CREDENTIALS_FILE, undefined);
  });

  it('hands on nothing that was meant for a shell', () => {
    const { environment } = commandHandOver(['env'], exampleRole(), {
      ...before,
      ROLECALL_ENTER: 'x',
      ROLECALL_OUTSIDE_KEYS: '{}',
    });
    assert.equal(environment.ROLECALL_ENTER, undefined);
    assert.equal(environment.ROLECALL_OUTSIDE_KEYS, undefined);
  });
});
