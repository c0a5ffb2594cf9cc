import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { externalDataInterceptor, loadSharedConfigFiles } from '@smithy/core/config';
import fc from 'fast-check';
import { addProfile, addSession, changeSections, removeProfile } from '../../../../source/domain/profiles/edit/edit.ts';
import type { Changes, ProfileFile } from '../../../../source/domain/profiles/profile.ts';
import { Problem } from '../../../../source/problem.ts';
import { profilesOf, valuesOf } from '../files.ts';
import { fuzzedFile } from '../fuzzed.ts';

const ROLE: Changes = { role_arn: 'arn:aws:iam::444455556666:role/Admin', source_profile: 'mary' };
const ADDED = '[profile new]\nrole_arn = arn:aws:iam::444455556666:role/Admin\nsource_profile = mary\n';

function config(text: string | undefined): ProfileFile {
  return { kind: 'config', path: '~/.aws/config', text };
}

const setKeys = (file: ProfileFile, name: string, settings: Changes): string =>
  changeSections(file, [{ does: 'set', name, settings }]);

function codeOf(edit: () => unknown): string {
  try {
    edit();
  } catch (error) {
    if (error instanceof Problem) return error.text.code;
    throw error;
  }
  return 'none';
}

test('a change stops at a header without its bracket', () => {
  const behind = '\n[profile prod\nregion = us-east-1\n';
  const text = `[profile dev]\nregion = eu-west-1\n${behind}`;
  assert.equal(removeProfile(config(text), 'dev'), behind);
  assert.equal(setKeys(config(text), 'dev', { region: undefined }), `[profile dev]\n${behind}`);
  assert.equal(
    setKeys(config(text), 'dev', { region: 'eu-north-1', output: 'json' }),
    `[profile dev]\nregion = eu-north-1\noutput = json\n${behind}`,
  );
});

test('nothing is removed that would leave a header without its bracket below another section', () => {
  const text = '[profile x]\nk = 1\n\n[profile a]\ny = 1\n\n[profile b\nrole_arn = r\n';
  assert.throws(
    () => removeProfile(config(text), 'a'),
    (error) => {
      assert.ok(error instanceof Problem);
      const { code, title, at } = error.text;
      assert.deepEqual(
        [code, title, at],
        ['header-open', 'Below a, the ] of [profile b is missing.', [{ file: '~/.aws/config', line: 7 }]],
      );
      return true;
    },
  );
  assert.equal(removeProfile(config(text), 'x'), text.slice('[profile x]\nk = 1\n'.length));
  // Of two sections of a name only the later one is read.
  const twice = `${text}\n[profile "a"]\ny = 2\n`;
  assert.equal(
    codeOf(() => removeProfile(config(twice), 'a')),
    'header-open',
  );
});

describe('addSession', () => {
  const keys = { sso_start_url: 'https://corp.awsapps.com/start', sso_region: 'eu-west-1' };
  const added = '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n';
  const rows: [of: string, before: string | undefined, after: string][] = [
    ['no file', undefined, added],
    ['a file', '[default]\na = 1\n', `[default]\na = 1\n\n${added}`],
    ['no last line end', '[default]\na = 1', `[default]\na = 1\n\n${added.trimEnd()}`],
    ['blank lines at the end', '[default]\na = 1\n\n\n', `[default]\na = 1\n\n${added}\n\n`],
    ['CRLF', '[default]\r\na = 1\r\n', `[default]\r\na = 1\r\n\r\n${added.replaceAll('\n', '\r\n')}`],
    ['a profile of that name', '[profile corp]\na = 1\n', `[profile corp]\na = 1\n\n${added}`],
  ];
  for (const [of, before, after] of rows) {
    test(of, () => assert.equal(addSession(config(before), 'corp', keys), after));
  }

  test('what is refused: a name that is taken or unsafe, a value that is, a file that is no text', () => {
    const taken = "[sso-session 'corp']\nsso_region = x\n";
    assert.equal(
      codeOf(() => addSession(config(taken), 'corp', keys)),
      'session-exists',
    );
    for (const name of ['a b', '', 'a]', 'é', '__proto__', "x'"])
      assert.equal(
        codeOf(() => addSession(config(''), name, keys)),
        'name-unsafe',
        name,
      );
    const evil = { sso_start_url: 'https://x\n[profile evil]' };
    assert.equal(
      codeOf(() => addSession(config(''), 'corp', evil)),
      'value-unsafe',
    );
    assert.equal(
      codeOf(() => addSession(config('\0'), 'corp', keys)),
      'file-not-editable',
    );
  });

  test('any file: every byte of it stays, or it is refused', () => {
    fc.assert(
      fc.property(fuzzedFile, (text) => {
        let after: string;
        try {
          after = addSession(config(text), 'corp', keys);
        } catch (error) {
          assert.ok(error instanceof Problem);
          return;
        }
        const [start] = [...after.matchAll(/\[sso-session corp\]/g)].slice(-1);
        assert.ok(start);
        assert.equal(profilesOf(after).ssoSession('corp')?.values.get('sso_region'), 'eu-west-1');
        assert.ok(text.startsWith(after.slice(0, start.index).trimEnd()), 'what stands before it is what stood there');
      }),
    );
  });
});

describe('addProfile', () => {
  const rows: [of: string, before: string | undefined, after: string][] = [
    ['no file', undefined, ADDED],
    ['an empty file', '', ADDED],
    ['a file', '[default]\na = 1\n', `[default]\na = 1\n\n${ADDED}`],
    ['no last line end', '[default]\na = 1', `[default]\na = 1\n\n${ADDED.trimEnd()}`],
    ['blank lines at the end', '[default]\na = 1\n\n\n', `[default]\na = 1\n\n${ADDED}\n\n`],
    ['a comment at the end', '[default]\n# end', `[default]\n# end\n\n${ADDED.trimEnd()}`],
    ['CRLF', '[default]\r\na = 1\r\n', `[default]\r\na = 1\r\n\r\n${ADDED.replaceAll('\n', '\r\n')}`],
    ['a byte order mark alone', '\ufeff', `\ufeff${ADDED}`],
  ];
  for (const [of, before, after] of rows) {
    test(of, () => {
      assert.equal(addProfile(config(before), 'new', ROLE), after);
      assert.equal(removeProfile(config(after), 'new'), before ?? '');
    });
  }

  test('headers: default, and the bare names of the credentials file', () => {
    assert.equal(addProfile(config(''), 'default', { region: 'eu-west-1' }), '[default]\nregion = eu-west-1\n');
    assert.equal(addProfile({ ...config(''), kind: 'credentials' }, 'new', { region: 'x' }), '[new]\nregion = x\n');
  });

  const refused: [of: string, name: string, settings: Changes, code: string][] = [
    ['a name with a space', 'a b', ROLE, 'name-unsafe'],
    ['a name with a bracket', 'a]', ROLE, 'name-unsafe'],
    ['a name with a letter that is not ASCII', 'é', ROLE, 'name-unsafe'],
    ['no name', '', ROLE, 'name-unsafe'],
    ['__proto__', '__proto__', ROLE, 'name-unsafe'],
    ['a name that is taken', 'taken', ROLE, 'profile-exists'],
    ['a key with capitals', 'new', { Region: 'x' }, 'key-unsafe'],
    ['a key that opens a section', 'new', { '[profile x]': 'x' }, 'key-unsafe'],
    ['a line break', 'new', { region: 'x\n[profile evil]' }, 'value-unsafe'],
    ['a carriage return', 'new', { region: 'x\ry' }, 'value-unsafe'],
    ['a comment', 'new', { region: 'x # y' }, 'value-unsafe'],
    ['a hash first', 'new', { color: '#ff0000' }, 'value-unsafe'],
    ['white space at the end', 'new', { region: 'x ' }, 'value-unsafe'],
    ['nothing', 'new', { region: '' }, 'value-unsafe'],
    ['half a character', 'new', { region: '\ud800' }, 'value-unsafe'],
  ];
  for (const [of, name, settings, code] of refused) {
    test(`refuses ${of}`, () => {
      assert.equal(
        codeOf(() => addProfile(config('[profile "taken"]\n'), name, settings)),
        code,
      );
    });
  }

  test('a refusal does not repeat the value', () => {
    assert.throws(
      () => addProfile(config(''), 'new', { aws_secret_access_key: 'hush # hush' }),
      (error: Problem) => !JSON.stringify(error.text).includes('hush'),
    );
  });

  for (const [of, text] of [
    ['binary', '[default]\n\0'],
    ['not UTF-8', '[default]\na = \ufffd\n'],
    ['of carriage returns', '[default]\ra = 1\r'],
  ] as const) {
    test(`leaves a file ${of} alone`, () => {
      assert.equal(
        codeOf(() => addProfile(config(text), 'new', ROLE)),
        'file-not-editable',
      );
    });
  }
});

describe('keys that are set', () => {
  const rows: [of: string, before: string, changes: Changes, after: string][] = [
    [
      'replaces a value',
      '[profile a]\nx = 1\nregion=eu # here\n',
      { region: 'us' },
      '[profile a]\nx = 1\nregion=us # here\n',
    ],
    [
      'adds after the last key',
      '[profile a]\nx = 1\n\n# end\n[profile b]\n',
      { y: '2' },
      '[profile a]\nx = 1\ny = 2\n\n# end\n[profile b]\n',
    ],
    ['adds to an empty section', '[profile a]\n# c\n', { y: '2' }, '[profile a]\ny = 2\n# c\n'],
    ['adds to a header without a line end', '[profile a]', { y: '2' }, '[profile a]\ny = 2'],
    ['adds after a block', '[profile a]\ns3 =\n  m = 1\n', { y: '2' }, '[profile a]\ns3 =\n  m = 1\ny = 2\n'],
    [
      'adds before an indented block',
      '[profile a]\n  x = 1\n  s3 =\n    m = 1\n',
      { y: '2' },
      '[profile a]\n  y = 2\n  x = 1\n  s3 =\n    m = 1\n',
    ],
    ['takes a key out', '[profile a]\nx = 1\ny = 2\n', { x: undefined }, '[profile a]\ny = 2\n'],
    ['takes the last key out, without a line end', '[profile a]\nx = 1\ny = 2', { y: undefined }, '[profile a]\nx = 1'],
    ['takes a block out', '[profile a]\ns3 =\n  m = 1\ny = 2\n', { s3: undefined }, '[profile a]\ny = 2\n'],
    ['takes a key out that is not there', '[profile a]\nx = 1\n', { y: undefined }, '[profile a]\nx = 1\n'],
    [
      'all at once',
      '[profile a]\r\nx = 1\r\ny = 2\r\n',
      { x: undefined, y: '3', z: '4' },
      '[profile a]\r\ny = 3\r\nz = 4\r\n',
    ],
    ['the last key for a new one', '[profile a]\nx = 1', { x: undefined, z: '4' }, '[profile a]\nz = 4'],
    ['writes a colon as an equals sign', '[profile a]\nx: 1\n', { x: '2' }, '[profile a]\nx = 2\n'],
    ['writes capitals small', '[profile a]\n  Region = 1\n', { region: '2' }, '[profile a]\n  region = 2\n'],
    [
      'fills an empty value',
      '[profile a]\nmfa_serial =\nx = 1\n',
      { mfa_serial: 's' },
      '[profile a]\nmfa_serial = s\nx = 1\n',
    ],
    [
      'replaces a value in several lines',
      '[profile a]\nx = 1\n  more\ny = 2\n',
      { x: '3' },
      '[profile a]\nx = 3\ny = 2\n',
    ],
    ['replaces a hash', '[profile a]\ncolor = #ff0000\n', { color: '00ff00' }, '[profile a]\ncolor = 00ff00\n'],
    ['a value that the key contains', '[profile a]\nregion = region\n', { region: 'x' }, '[profile a]\nregion = x\n'],
    [
      'the section that counts',
      '[profile a]\nx = 1\n[profile "a"]\ny = 1\n',
      { y: '2', x: '3' },
      '[profile a]\nx = 1\n[profile "a"]\ny = 2\nx = 3\n',
    ],
    [
      'the value that counts',
      '[profile a]\nx = 1\n[profile a]\nx = 2\n',
      { x: '3' },
      '[profile a]\nx = 1\n[profile a]\nx = 3\n',
    ],
  ];
  for (const [of, before, changes, after] of rows) {
    test(of, () => assert.equal(setKeys(config(before), 'a', changes), after));
  }

  test('refuses a profile that is not there, and what is not safe', () => {
    assert.equal(
      codeOf(() => setKeys(config('[profile b]\n'), 'a', { x: '1' })),
      'profile-unknown',
    );
    assert.equal(
      codeOf(() => setKeys(config('[profile a]\n'), 'a', { x: '1\n' })),
      'value-unsafe',
    );
  });
});

describe('removeProfile', () => {
  const rows: [of: string, before: string, after: string][] = [
    [
      'between others',
      '[profile x]\nk = 1\n\n[profile a]\ny = 1\n\n[profile z]\n',
      '[profile x]\nk = 1\n\n[profile z]\n',
    ],
    [
      'comments stay',
      '# mine\n[profile a]\ny = 1\n# of a\nz = 1\n\n# of z\n[profile z]\n',
      '# mine\n\n# of z\n[profile z]\n',
    ],
    ['the only one', '[profile a]\ny = 1', ''],
    ['in every spelling', '[profile a]\ny = 1\n[profile z]\n[profile "a"]\nx = 1\n', '[profile z]\n'],
    ['with its block', '[profile a]\ns3 =\n  m = 1\n[profile z]\n', '[profile z]\n'],
  ];
  for (const [of, before, after] of rows) test(of, () => assert.equal(removeProfile(config(before), 'a'), after));

  test('refuses a profile that is not there', () => {
    assert.equal(
      codeOf(() => removeProfile(config('[profile b]\n'), 'a')),
      'profile-unknown',
    );
  });
});

describe('any file', () => {
  test('adding and removing gives back the same bytes', () => {
    fc.assert(
      fc.property(fuzzedFile, (text) => {
        assert.equal(removeProfile(config(addProfile(config(text), 'new', ROLE)), 'new'), text);
      }),
      { numRuns: 2000 },
    );
  });

  test('whatever other profiles said, they still say to rolecall and to the JS SDK', async () => {
    await fc.assert(
      fc.asyncProperty(fuzzedFile, async (text) => {
        const after = addProfile(config(text), 'new', ROLE);
        const { new: added, ...others } = valuesOf(profilesOf(after));
        assert.deepEqual(added && { ...added, ...ROLE }, added);
        assert.deepEqual(others, valuesOf(profilesOf(text)));
        const sdkBefore = await sdkProfiles(text);
        const { new: sdkAdded, ...sdkOthers } = await sdkProfiles(after);
        assert.deepEqual(sdkOthers, sdkBefore);
        // The SDK gives up on a whole file with this name in it.
        if (!text.includes('__proto__]')) assert.deepEqual(sdkAdded, ROLE);
      }),
      { numRuns: 500 },
    );
  });

  test('setting a key and taking it out again leaves the others as they were', () => {
    fc.assert(
      fc.property(fuzzedFile, (text) => {
        for (const name of Object.keys(valuesOf(profilesOf(text)))) {
          const code = codeOf(() => {
            const set = setKeys(config(text), name, { mfa_serial: 'GAHT12345678' });
            assert.equal(setKeys(config(set), name, { mfa_serial: undefined }), text);
          });
          assert.ok(code === 'none' || code === 'edit-unsafe', code);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

/** What the JS SDK's own loader makes of a config file. */
async function sdkProfiles(text: string): Promise<Record<string, unknown>> {
  externalDataInterceptor.interceptFile('/nowhere/config', text);
  externalDataInterceptor.interceptFile('/nowhere/credentials', '');
  const files = await loadSharedConfigFiles({ configFilepath: '/nowhere/config', filepath: '/nowhere/credentials' });
  // A profile __proto__ becomes the prototype of what the loader gives: leave that behind.
  return Object.fromEntries(Object.entries(files.configFile));
}

describe('changeSections', () => {
  test('keys at the end of a text without a last line end: no blank line is left where they were', () => {
    const changes = { a: undefined, b: undefined, c: 'x' };
    assert.equal(setKeys(config('[profile p]\na = 1\nb = 2'), 'p', changes), '[profile p]\nc = x');
    assert.equal(setKeys(config('[profile p]\na = 1\nb = 2'), 'p', { a: undefined, b: undefined }), '[profile p]');
  });

  const text = '\ufeff# one\n[profile p]\na = #no\n  ; two\r\nb = 1\n# three';
  const rows: [of: string, lines: number[], after: string][] = [
    ['comments alone', [1, 4, 6], '\ufeff[profile p]\na = #no\nb = 1\n'],
    ['nothing else', [2, 3, 5, 7, 0], text],
  ];
  for (const [of, lines, after] of rows) {
    test(`uncomment takes out ${of}`, () =>
      assert.equal(changeSections(config(text), [{ does: 'uncomment', lines }]), after));
  }
});
