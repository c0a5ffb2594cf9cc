import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingsTold } from '../../../source/domain/settings/explain.ts';
import { defaultSettings, type SettingsFile, settingsIn } from '../../../source/domain/settings/settings.ts';

const yours = { isTrusted: true, mode: 0o100600 };
const of = (text: string): SettingsFile => ({ text, file: yours, directory: { isTrusted: true, mode: 0o40700 } });

/** A settings file in doubt, and what is said of it. */
const doubtful: readonly (readonly [string, SettingsFile, RegExp])[] = [
  [
    'syntax: a comma too many',
    of('{\n "sessionStore": "none",\n}'),
    /^:2: There is a comma before }\. Remove the comma/,
  ],
  ['syntax: a comma in a list', of('{"hidden": ["a",]}'), /^:1: There is a comma before \]/],
  ['syntax: a comma missing', of('{\n "prompt": true\n "sessionStore": "file"}'), /^:2: A comma is missing/],
  ['syntax: a colon missing', of('{"prompt" true}'), /^:1: A colon is missing after "prompt"/],
  ['syntax: cut off', of('{"favourites": ["prod"'), /^:1: It ends too early\. Close what is open: } \]/],
  ['syntax: closed wrongly', of('{"favourites": ["prod"}'), /^:1: } cannot be here/],
  ['syntax: words behind it', of('{}\n{}'), /^:2: { cannot be here/],
  ['syntax: a word of Python', of('{"sessionStore": None}'), /None is not valid JSON\. Write "none" instead/],
  ['syntax: a value without quotes', of('{"sessionStore": keychain}'), /Write "keychain" instead/],
  ['syntax: a key without quotes', of('{sessionStore: "none"}'), /sessionStore has no quotes/],
  ['syntax: single quotes', of("{'sessionStore': 'none'}"), /single quotes/],
  ['syntax: no closing quote', of('{"sessionStore": "none}'), /no closing quote/],
  ['syntax: a number of another language', of('{"mfaSessionDuration": 0x10}'), /0x10 is not valid JSON/],
  ['syntax: a blank of Unicode', of('{\u00a0"prompt": true}'), /cannot be here/],
  ['syntax: empty', of(''), /It is empty/],
  ['syntax: blanks alone', of(' \n'), /It is empty/],
  ['syntax: a list', of('[]'), /It is not a JSON object/],
  ['syntax: null', of('null'), /It is not a JSON object/],
  ['comment: to the end of the line', of('{ // mine\n"sessionStore": "none"}'), /^:1: There is a comment here/],
  ['comment: between signs', of('{\n/* mine\n */ "sessionStore": "none"}'), /^:2: There is a comment here/],
  ['comment: of a shell', of('# mine\n{}'), /^:1: There is a comment here/],
  ['comment: not closed', of('{} /*'), /There is a comment here/],
  ['BOM', of('\uFEFF{"sessionStore": "file"}'), /^:1: It begins with a byte order mark/],
  ['BOM and a comma', of('\uFEFF{"prompt": true,}'), /byte order mark[\s\S]*There is a comma before/],
  ['UTF-16', of('\uFFFD\uFFFD{\0}\0'), /It is UTF-16/],
  ['type: a list', of('{"favourites": "prod"}'), /favourites cannot be "prod"\. It is a list of names/],
  ['type: a list of numbers', of('{"recents": [1]}'), /recents cannot be \[1\]/],
  [
    'type: a word for a truth',
    of('{"prompt": "false"}'),
    /prompt cannot be "false"\. It is true or false, without quotes, or one of "name", "time" and "drift"/,
  ],
  ['type: a truth for a word', of('{"sessionStore": false}'), /sessionStore cannot be false/],
  ['type: null', of('{"sessionStore": null}'), /sessionStore cannot be null/],
  [
    'type: an object that no text can be made of',
    of('{"prompt": {"toString": 1}}'),
    /prompt cannot be \{"toString":1\}/,
  ],
  ['type: seconds in words', of('{"mfaSessionDuration": "12h"}'), /a number of seconds, 900 to 129600/],
  ['type: seconds out of range', of('{"mfaSessionDuration": 1}'), /mfaSessionDuration cannot be 1/],
  ['type: a line for a command', of('{"mfaAsk": "zenity --entry"}'), /mfaAsk is one string, but no shell reads it/],
  ['type: no command', of('{\n"mfaAsk": []}'), /^:2: mfaAsk names no program\. It is a list of words/],
  ['type: a command without a program', of('{"mfaAsk": [" "]}'), /mfaAsk has a wrong value\. It is a list/],
  ['type: a command of other things', of('{"mfaAsk": ["x", 1]}'), /for example \["zenity", "--entry"/],
  ['type: a word that the system does not take', of('{"mfaAsk": ["x", "a\\u0000"]}'), /mfaAsk has a wrong value/],
  ['type: a colour by name', of('{"colors": {"prod": "red"}}'), /for example {"prod": "#d13212"}/],
  ['type: a part of the prompt in a list', of('{"prompt": ["name"]}'), /prompt cannot be \["name"\]/],
  ['type: variables', of('{"alsoSet": true}'), /alsoSet cannot be true\. It is a list of names out of AWS_VAULT, /],
  ['type: variables that are numbers', of('{"alsoSet": ["AWS_VAULT", 1]}'), /alsoSet cannot be \["AWS_VAULT",1\]/],
  [
    'meaning: a variable that chooses a profile',
    of('{\n"alsoSet": "AWS_PROFILE"}'),
    /^:2: alsoSet cannot hold AWS_PROFILE: it chooses a profile, and programs would be that one instead of the role\./,
  ],
  [
    'meaning: the older of them, in a list',
    of('{"alsoSet": ["AWSUME_PROFILE", "AWS_DEFAULT_PROFILE"]}'),
    /alsoSet cannot hold AWS_DEFAULT_PROFILE: it chooses a profile/,
  ],
  [
    'meaning: a variable of keys',
    of('{"alsoSet": ["AWS_ACCESS_KEY_ID"]}'),
    /alsoSet cannot hold AWS_ACCESS_KEY_ID: AWS programs may act on it\. It is a list of names out of /,
  ],
  ['meaning: a variable of anything', of('{"alsoSet": ["PATH"]}'), /alsoSet cannot hold PATH\. It is a list/],
  ['type: the version', of('{"version": "1"}'), /version cannot be "1"/],
  ['type: the last request', of('{"lastRequest": "../x"}'), /lastRequest/],
  [
    'spelling: a key',
    of('{\n"sesionStore": "none"}'),
    /^:2: sesionStore is not a setting of rolecall\. Did you mean sessionStore\?/,
  ],
  ['spelling: a key in capitals', of('{"SessionStore": "none"}'), /Did you mean sessionStore\?/],
  ['spelling: a key of another country', of('{"favorites": []}'), /Did you mean favourites\?/],
  ['spelling: a key of nothing', of('{"vault": true}'), /vault is not a setting of rolecall\. Remove it/],
  [
    'spelling: an inherited word',
    of('{"constructor": 1, "__proto__": {}}'),
    /constructor is not a setting[\s\S]*__proto__ is not a setting/,
  ],
  ['spelling: a value', of('{"sessionStore": "None"}'), /sessionStore cannot be "None"\. Did you mean "none"\?/],
  ['spelling: a value with a letter too few', of('{"sessionStore": "keychan"}'), /Did you mean "keychain"\?/],
  ['spelling: a part of the prompt', of('{"prompt": "nam"}'), /prompt cannot be "nam"\. Did you mean "name"\?/],
  ['spelling: a variable', of('{"alsoSet": ["AWSUME_PROFIL"]}'), /Did you mean "AWSUME_PROFILE"\? It is a list/],
  ['twice', of('{"sessionStore": "none",\n"sessionStore": "file"}'), /^:2: sessionStore is already in line 1/],
  [
    'owner',
    { ...of('{"sessionStore": "file"}'), file: { ...yours, isTrusted: false } },
    /^: It belongs to another user/,
  ],
  ['owner of the directory', { directory: { isTrusted: false, mode: 0o40755 } }, /^: Its directory belongs to another/],
  [
    'mode',
    { ...of('{"sessionStore": "file"}'), file: { ...yours, mode: 0o100666 } },
    /^: It can be written by every user/,
  ],
  [
    'mode of the directory',
    { directory: { isTrusted: true, mode: 0o41777 } },
    /^: Its directory can be written by every/,
  ],
  ['mode: not readable', { unread: 'EACCES', file: undefined }, /^: It cannot be read: your user may not read it/],
  ['a directory', { unread: 'EISDIR' }, /it is a directory/],
  ['a damaged disk', { unread: 'EIO' }, /the system says EIO/],
  [
    'a newer version',
    of('{"version": 2, "sessionStore": "file", "vault": {}}'),
    /^: It was written by a newer rolecall/,
  ],
];

for (const [what, file, said] of doubtful) {
  test(`settings in doubt, ${what}: said, and nothing is written in plain`, () => {
    const { settings, faults } = settingsIn(file);
    assert.ok(['keychain', 'none'].includes(settings.sessionStore), settings.sessionStore);
    const told = settingsTold('', faults);
    assert.match(told.replaceAll('rolecall: ', ''), new RegExp(said.source, 'm'));
    assert.match(told, /until that is fixed, no session is written to a plain file/);
  });
}

test('what nobody doubts in them holds all the same, and none stays none', () => {
  const { settings } = settingsIn(of('{"sessionStore": "none", "promt": true, "screenReader": true, "hidden": ["a"]}'));
  assert.deepEqual(settings, { ...defaultSettings, sessionStore: 'none', screenReader: true, hidden: ['a'] });
});

test('one variable may stand without a list, and of several only those count that a role may set', () => {
  const alsoSet = (text: string) => settingsIn(of(`{"alsoSet": ${text}}`)).settings.alsoSet;
  assert.deepEqual(alsoSet('"AWSUME_PROFILE"'), ['AWSUME_PROFILE']);
  assert.deepEqual(alsoSet('["AWS_PROFILE", "AWS_VAULT", "PATH"]'), ['AWS_VAULT']);
  assert.deepEqual(alsoSet('null'), []);
});

test('the segment in the prompt: all of it, a part, or none', () => {
  const prompt = (text: string) => settingsIn(of(`{"prompt": ${text}}`)).settings.prompt;
  assert.deepEqual(['true', 'false', '"name"', '"time"', '"drift"', '"off"'].map(prompt), [
    true,
    false,
    'name',
    'time',
    'drift',
    true,
  ]);
});

const fine: readonly (readonly [string, SettingsFile])[] = [
  ['there are none', {}],
  ['an empty object', of('{}')],
  [
    'those of 0.1.0',
    of(
      '{\n\t"version": 1,\n\t"favourites": ["prod"],\n\t"recents": ["a","b"],\n\t"hidden": [],\n\t"colors": {},\n\t"prompt": true,\n\t"screenReader": false,\n\t"mfaSessionDuration": 43200,\n\t"sessionStore": "auto"\n}',
    ),
  ],
  ['signs in names', of('{"favourites": ["a, // b", "{", "it\\"s", "#1"], "colors": {"prod": "#D13212"}}')],
  ['a part of the prompt', of('{"prompt": "time"}')],
  ['a variable of another prompt', of('{"alsoSet": "AWS_VAULT"}')],
  ['variables of other prompts', of('{"alsoSet": ["AWSUME_PROFILE", "AWS_SSO_PROFILE"]}')],
  ['of the system, as a package of dotfiles links it', { ...of('{}'), file: { isTrusted: true, mode: 0o100444 } }],
  ['a file that the own group may write', { ...of('{}'), file: { isTrusted: true, mode: 0o100664 } }],
  ['a system without owners', { text: '{"sessionStore": "auto"}' }],
];

for (const [what, file] of fine) {
  test(`settings without doubt: ${what}`, () => {
    const { settings, faults } = settingsIn(file);
    assert.deepEqual(faults, []);
    assert.equal(settings.sessionStore, 'auto');
    assert.equal(settingsTold('', faults), '');
  });
}

test('of many faults the first three are told, and how many more there are', () => {
  const told = settingsTold('s.json', settingsIn(of('{"a1":1,\n"b2":1,\n"c3":1,\n"d4":1}')).faults);
  assert.match(told, /s\.json:3: c3 is not a setting[\s\S]*s\.json: 1 more; rolecall doctor/);
});
