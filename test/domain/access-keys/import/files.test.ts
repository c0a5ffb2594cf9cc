import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { importFromFiles } from '../../../../source/domain/access-keys/import/files.ts';
import { moveEdits } from '../../../../source/domain/access-keys/import/move.ts';
import { planFor } from '../../../../source/domain/access-keys/import/plan.ts';
import type { KnownKeys, Place } from '../../../../source/domain/access-keys/known.ts';
import type { ProfileFile } from '../../../../source/domain/profiles/profile.ts';
import { loadProfiles } from '../../../../source/domain/profiles/resolve/load.ts';
import { Problem } from '../../../../source/problem.ts';

const id = 'AKIAIOSFODNN7EXAMPLE';
const other = 'AKIAI44QH8DHBEXAMPLE';
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const pair = `aws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;
const mary = `[mary]\n${pair}`;
const lineOf = (name: string) => `/opt/rolecall credential-process ${name}`;
const line = `credential_process = ${lineOf('mary')}\n`;

const filesOf = (config: string | undefined, credentials: string | undefined) => ({
  config: { kind: 'config', path: '/c', text: config } as ProfileFile,
  credentials: { kind: 'credentials', path: '/k', text: credentials } as ProfileFile,
});

function planned(config: string | undefined, credentials: string | undefined, known: KnownKeys = new Map()) {
  const files = filesOf(config, credentials);
  return importFromFiles(loadProfiles(files.config, files.credentials), known, lineOf);
}

/** Both texts after the edit of every key of a plan. */
function edited(config: string | undefined, credentials: string | undefined) {
  const moves = planned(config, credentials).keys.map(({ name, key }) => ({
    name,
    line: lineOf(name),
    ...(key && { key }),
  }));
  const files = filesOf(config, credentials);
  return moveEdits(moves).map(({ kind, change }) => change(files[kind]));
}

const stored = (accessKeyId: string, place: Place = 'keychain'): KnownKeys =>
  new Map([['mary', { place, accessKeyId, user: '', storedAt: 0 }]]);

describe('importFromFiles: keys that stay, and why', () => {
  const temporary = pair.replace('AKIA', 'ASIA');
  const rows: readonly (readonly [
    what: string,
    config: string | undefined,
    credentials: string,
    list: 'left' | 'conflicts',
    why: RegExp,
    known?: KnownKeys,
  ])[] = [
    ['a token', undefined, `${mary}aws_session_token = t\n`, 'left', /temporary/],
    ['a token by its old name', undefined, `${mary}aws_security_token = t\n`, 'left', /temporary/],
    ['a token in the other file', '[profile mary]\naws_session_token = t\n', mary, 'left', /temporary/],
    ['a temporary key', undefined, `[mary]\n${temporary}`, 'left', /temporary/],
    ['no secret', undefined, `[mary]\naws_access_key_id = ${id}\n`, 'left', /only half/],
    ['no ID', undefined, `[mary]\naws_secret_access_key = ${secret}\n`, 'left', /only half/],
    ['an empty secret', undefined, `[mary]\naws_access_key_id = ${id}\naws_secret_access_key =\n`, 'left', /only half/],
    [
      'halves in two files',
      `[profile mary]\naws_access_key_id = ${id}\n`,
      `[mary]\naws_secret_access_key = ${secret}\n`,
      'left',
      /in two files/,
    ],
    [
      'a secret with blanks',
      undefined,
      `[mary]\naws_access_key_id = ${id}\naws_secret_access_key = a b\n`,
      'left',
      /spaces/,
    ],
    [
      'an ID that is none',
      undefined,
      `[mary]\naws_access_key_id = YOUR-KEY\naws_secret_access_key = ${secret}\n`,
      'left',
      /not one that AWS gives/,
    ],
    ['a role', '[profile mary]\nrole_arn = arn:aws:iam::111122223333:role/a\n', mary, 'left', /also a role/],
    [
      'a role of a web identity',
      '[profile mary]\nrole_arn = arn:aws:iam::111122223333:role/a\nweb_identity_token_file = /t\n',
      mary,
      'left',
      /also a role/,
    ],
    ['IAM Identity Center', '[profile mary]\nsso_account_id = 111122223333\n', mary, 'left', /Identity Center/],
    ['a sign-in', '[profile mary]\nlogin_session = s\n', mary, 'left', /sign-in/],
    ['a name like a flag', undefined, `[-mary]\n${pair}`, 'left', /flag/],
    ['a name with a blank', undefined, `[mary ann]\n${pair}`, 'left', /not every AWS tool/],
    [
      'another process',
      '[profile mary]\ncredential_process = /bin/other\n',
      mary,
      'conflicts',
      /another credential_process/,
    ],
    [
      'a command of the person’s',
      `[profile mary]\n${line}rolecall_key_process = pass\n`,
      mary,
      'conflicts',
      /command of yours/,
    ],
    ['two keys in two files', `[profile mary]\n${pair.replace(id, other)}`, mary, 'conflicts', /different keys/],
    [
      'two secrets in two files',
      `[profile mary]\n${pair.replace('wJal', 'xJal')}`,
      mary,
      'conflicts',
      /different keys/,
    ],
    [
      'half of another key in the other file',
      `[profile mary]\naws_access_key_id = ${other}\n`,
      mary,
      'conflicts',
      /different keys/,
    ],
    ['two keys in one file', undefined, `${mary}\n${mary.replace(id, other)}`, 'conflicts', /lines 2 and 6/],
    [
      'keys for every section',
      undefined,
      `[DEFAULT]\n${pair}[mary]\nregion = eu-west-1\n`,
      'conflicts',
      /safely|stored key/,
    ],
    ['another key is stored', undefined, mary, 'conflicts', new RegExp(other), stored(other)],
    ['a command is noted', undefined, mary, 'conflicts', /command of yours/, stored(id, 'command')],
  ];
  for (const [what, config, credentials, list, why, known] of rows) {
    test(what, () => {
      const plan = planned(config, credentials, known);
      assert.deepEqual(plan.keys, []);
      assert.deepEqual(plan[list].length, 1, JSON.stringify(plan));
      assert.match(plan[list][0]?.why ?? '', why);
      assert.ok(!JSON.stringify(plan).includes(secret));
    });
  }
});

describe('importFromFiles: keys that are imported', () => {
  test('from each file, in their order, with their places', () => {
    const { keys } = planned(`[default]\n${pair.replace(id, other)}[profile bob]\nregion = eu-west-1\n`, mary);
    assert.deepEqual(
      keys.map(({ name, key, at, isStored }) => [name, key?.accessKeyId, at, isStored]),
      [
        ['default', other, { file: '/c', line: 3 }, false],
        ['mary', id, { file: '/k', line: 3 }, false],
      ],
    );
  });
  test('one that is stored already, and what is alike', () => {
    const { keys } = planned(undefined, `${mary}\n[copy]\n${pair}`, stored(id));
    assert.deepEqual(
      keys.map(({ name, isStored, alike }) => [name, isStored, alike]),
      [
        ['mary', true, ['copy']],
        ['copy', false, ['mary']],
      ],
    );
  });
  test('those that were named, and the names that are not there', () => {
    const plan = planned(undefined, `${mary}\n[bob]\n${pair}`);
    const chosen = planFor(plan, ['bob', 'eve', 'ann'], (name) => name === 'ann');
    assert.deepEqual(
      [chosen.plan.keys.map(({ name }) => name), chosen.plan.same, chosen.unknown],
      [['bob'], ['ann'], ['eve']],
    );
  });
});

describe('moveEdits: the texts after it', () => {
  const rows: readonly (readonly [
    what: string,
    before: readonly [string | undefined, string | undefined],
    after: readonly [string, string],
  ])[] = [
    ['a section for the line', [undefined, mary], [`[profile mary]\n${line}`, '']],
    ['default', [undefined, `[default]\n${pair}`], [`[default]\n${line.replace('mary', 'default')}`, '']],
    [
      'the section that is there',
      ['# a\n[profile mary]\nregion = x # of mine\n\n# b\n', mary],
      [`# a\n[profile mary]\nregion = x # of mine\n${line}\n# b\n`, ''],
    ],
    [
      'other keys stay where they are',
      [undefined, `${mary}region = x\n`],
      [`[profile mary]\n${line}`, '[mary]\nregion = x\n'],
    ],
    [
      'a comment in the section',
      [undefined, `[mary]\n# hers\n${pair}\n[bob]\nregion = x\n`],
      [`[profile mary]\n${line}`, '[mary]\n# hers\n\n[bob]\nregion = x\n'],
    ],
    ['a comment right behind the key', [undefined, `${mary}# old\n`], [`[profile mary]\n${line}`, '[mary]\n# old\n']],
    [
      'a comment about what follows',
      [undefined, `[a]\nregion = x\n\n${mary}\n# bob's\n[bob]\nregion = x\n`],
      [`[profile mary]\n${line}`, "[a]\nregion = x\n\n# bob's\n[bob]\nregion = x\n"],
    ],
    [
      'CRLF',
      ['[profile mary]\r\nregion = x\r\n', `${mary}region = y\n`.replaceAll('\n', '\r\n')],
      [`[profile mary]\r\nregion = x\r\n${line.trimEnd()}\r\n`, '[mary]\r\nregion = y\r\n'],
    ],
    ['no line end at the end', [undefined, mary.trimEnd()], [`[profile mary]\n${line}`, '']],
    [
      'a key in the config file',
      [`[profile mary]\n${pair}region = x\n`, undefined],
      [`[profile mary]\nregion = x\n${line}`, ''],
    ],
    ['the same key in both', [`[profile mary]\n${pair}`, mary], [`[profile mary]\n${line}`, '']],
    [
      'the ID in the config file, too',
      [`[profile mary]\naws_access_key_id = ${id}\n`, mary],
      [`[profile mary]\n${line}`, ''],
    ],
    [
      'an empty half in the config file',
      ['[profile mary]\naws_secret_access_key =\n', mary],
      [`[profile mary]\n${line}`, ''],
    ],
    ['the line is there already', [`[profile mary]\n${line}`, mary], [`[profile mary]\n${line}`, '']],
    [
      'an old line of ours',
      ['[profile mary]\ncredential_process = /old/rolecall credential-process mary\n', mary],
      [`[profile mary]\n${line}`, ''],
    ],
    [
      'several at once',
      [undefined, `${mary}\n[bob]\n${pair}`],
      [`[profile mary]\n${line}\n[profile bob]\n${line.replace('mary', 'bob')}`, ''],
    ],
  ];
  for (const [what, before, after] of rows) {
    test(what, () => assert.deepEqual(edited(...before), after));
  }
  test('refuses where another key stands there by now', () => {
    const [{ key } = { key: undefined }] = planned(undefined, mary).keys;
    assert.ok(key);
    const [, edit] = moveEdits([{ name: 'mary', line, key }]);
    const { credentials } = filesOf(undefined, mary.replace('wJal', 'xJal'));
    assert.throws(
      () => edit?.change(credentials),
      (error) => error instanceof Problem && error.text.code === 'file-changed' && !error.text.title.includes('Jal'),
    );
  });
});
