import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Profile, Profiles } from '../../../../source/domain/profiles/profile.ts';
import { profilesOf, valuesOf } from '../files.ts';

/** Everything that was read of one section. */
const shown = (profile: Profile | undefined) => profile && { at: profile.at.line, values: [...profile.values] };

/** One section, where nothing else is asked for; and where all were read before. */
const alone = (text: string, find: (read: Profiles) => Profile | undefined) => shown(find(profilesOf(text)));
function all(text: string, find: (read: Profiles) => Profile | undefined) {
  const read = profilesOf(text);
  assert.ok(read.names);
  return shown(find(read));
}

type Row = { input: string; text: string; profiles: Record<string, Record<string, string>> };

// What the AWS CLI or the JS SDK accepts is accepted; where they differ over a value, the AWS CLI's holds.
const config: Row[] = [
  {
    input: '[default], then [profile default]',
    text: '[default]\na = 1\nb = 1\n[profile default]\na = 2\n',
    profiles: { default: { a: '2' } },
  },
  {
    input: '[profile default], then [default]',
    text: '[profile default]\na = 1\n[default]\na = 2\n',
    profiles: { default: { a: '2' } },
  },
  { input: 'no prefix', text: '[foo]\na = 1\n', profiles: {} },
  { input: 'double quotes', text: '[profile "x y"]\na = 1\n', profiles: { 'x y': { a: '1' } } },
  { input: 'single quotes', text: "[profile 'x y']\na = 1\n", profiles: { 'x y': { a: '1' } } },
  { input: 'needless quotes', text: '[profile "xy"]\na = 1\n', profiles: { xy: { a: '1' } } },
  { input: 'a space without quotes', text: '[profile x y]\na = 1\n', profiles: {} },
  { input: 'two spaces', text: '[profile  foo]\na = 1\n', profiles: { foo: { a: '1' } } },
  { input: 'a tab', text: '[profile\tfoo]\na = 1\n', profiles: { foo: { a: '1' } } },
  { input: 'spaces inside the brackets', text: '[ profile foo ]\na = 1\n[ default ]\na = 1\n', profiles: {} },
  { input: 'a space before the closing bracket', text: '[profile foo ]\na = 1\n', profiles: { foo: { a: '1' } } },
  {
    input: 'an indented header after a header',
    text: '[profile foo]\n  [profile bar]\na = 1\n',
    profiles: { foo: {}, bar: { a: '1' } },
  },
  {
    input: 'an indented header after a key',
    text: '[profile foo]\na = 1\n  [profile bar]\n  b = 2\n',
    profiles: { foo: { a: '1' }, bar: { b: '2' } },
  },
  { input: 'a second bracket at the end of the file', text: '[profile foo]]', profiles: { 'foo]': {} } },
  { input: 'the same, and a line end', text: '[profile foo]]\n', profiles: { 'foo]': {} } },
  {
    input: 'a header without its bracket: the keys behind it are nobody’s',
    text: '[profile foo]\na = 1\n[profile bar\na = 2\nb = 2\n[profile baz]\na = 3\n',
    profiles: { foo: { a: '1' }, baz: { a: '3' } },
  },
  {
    input: 'an indented line with a bracket goes on with a value',
    text: '[profile foo]\na = [1,\n  [2\n',
    profiles: { foo: { a: '[1,\n[2' } },
  },
  {
    input: 'comments, blank lines and CRLF between plain keys',
    text: '[profile foo]\r\n\r\na=1\r\n# a = 2\r\n;b = 2\r\nb =  2 3 \r\na = 4\r\n',
    profiles: { foo: { a: '4', b: '2 3' } },
  },
  { input: 'a comment after the header', text: '[profile foo] # c\na = 1\n', profiles: { foo: { a: '1' } } },
  {
    input: 'a bracket in a comment after the header',
    text: '[profile foo] # see [bar]\na = 1\n',
    profiles: { foo: { a: '1' } },
  },
  {
    input: 'junk after the header',
    text: '[profile a]\nx = 1\n[profile foo] junk\na = 1\n',
    profiles: { a: { x: '1' }, foo: { a: '1' } },
  },
  {
    input: 'characters that the JS SDK has no place for',
    text: '[profile é,=#]\na = 1\n[profile a]b]\na = 1\n[profile fo\\o]\na = 1\n',
    profiles: { 'é,=#': { a: '1' }, 'a]b': { a: '1' }, foo: { a: '1' } },
  },
  { input: 'an unclosed quote', text: '[profile "foo]\na = 1\n[profile bar]\n', profiles: { bar: {} } },
  {
    input: 'capitals in the header',
    text: '[Profile a]\nx = 1\n[PROFILE b]\nx = 1\n[Default]\nx = 1\n',
    profiles: {},
  },
  {
    input: '[DEFAULT]',
    text: '[DEFAULT]\nregion = eu-west-1\n[profile a]\nx = 1\n[profile b]\nregion = us-east-1\n',
    profiles: { a: { region: 'eu-west-1', x: '1' }, b: { region: 'us-east-1' } },
  },
  {
    input: 'the same header twice',
    text: '[profile foo]\na = 1\nb = 1\n[profile bar]\n[profile foo]\na = 2\n',
    profiles: { foo: { a: '2', b: '1' }, bar: {} },
  },
  { input: 'the same key twice', text: '[profile foo]\na = 1\na = 2\n', profiles: { foo: { a: '2' } } },
  {
    input: 'the same name with and without quotes',
    text: '[profile foo]\na = 1\nb = 1\n[profile "foo"]\na = 2\n',
    profiles: { foo: { a: '2' } },
  },
  {
    input: 'comments after values',
    text: '[profile foo]\na = v # c\nb = v ; c\nc = v\t# c\n',
    profiles: { foo: { a: 'v', b: 'v', c: 'v' } },
  },
  {
    input: 'a hash within a value',
    text: '[profile foo]\na = v#c\nb = v;c\n',
    profiles: { foo: { a: 'v#c', b: 'v;c' } },
  },
  {
    input: 'a value that starts with a hash',
    text: '[profile foo]\ncolor = #ff0000\nb = #00ff00 # green\n',
    profiles: { foo: { color: '#ff0000', b: '#00ff00' } },
  },
  {
    input: 'comment lines at any indentation',
    text: '# c\n[profile foo]\n; c\n  # c = d\na = 1\n    ; e\nb = 2\n',
    profiles: { foo: { a: '1', b: '2' } },
  },
  { input: 'a colon', text: '[profile foo]\na: v\nb:c = d\n', profiles: { foo: { a: 'v', b: 'c = d' } } },
  {
    input: 'capitals in a key',
    text: '[profile foo]\nRegion = eu-west-1\n',
    profiles: { foo: { region: 'eu-west-1' } },
  },
  {
    input: 'a nested block',
    text: '[profile foo]\ns3 =\n  a = b\n\n  c = d=e\nregion = x\n',
    profiles: { foo: { 's3.a': 'b', 's3.c': 'd=e', region: 'x' } },
  },
  {
    input: 'a colon in a nested block',
    text: '[profile foo]\ns3 =\n  a:b = c\n',
    profiles: { foo: { 's3.a:b': 'c' } },
  },
  {
    input: 'an indented key after a key with a value',
    text: '[profile foo]\nrole_arn = r\n  region = x\n  s3 =\n    a = b\n',
    profiles: { foo: { role_arn: 'r', region: 'x', 's3.a': 'b' } },
  },
  {
    input: 'an indented key that is there already',
    text: '[profile foo]\nregion = a\nx = 1\n  region = b\n',
    profiles: { foo: { region: 'a', x: '1' } },
  },
  {
    input: 'a value continued on the next line',
    text: '[profile foo]\ncredential_process = tool\n  --account 1\n  --role=x\nregion = x\n',
    profiles: { foo: { credential_process: 'tool\n--account 1\n--role=x', region: 'x' } },
  },
  {
    input: 'an indented body',
    text: '[profile foo]\n  a = 1\n  b = 2\n  s3 =\n    c = 3\n  d = 4\n',
    profiles: { foo: { a: '1', b: '2', 's3.c': '3', d: '4' } },
  },
  { input: 'an empty value', text: '[profile foo]\na =\nb = 1\n', profiles: { foo: { a: '', b: '1' } } },
  {
    input: 'a word without a value, and text before the first section',
    text: 'hello\nx = 1\n[profile foo]\nword\n= 3\na = 1\n',
    profiles: { foo: { a: '1' } },
  },
  { input: 'a byte order mark', text: '\ufeff[profile foo]\na = 1\n', profiles: { foo: { a: '1' } } },
  { input: 'CRLF', text: '[profile foo]\r\na = 1\r\ns3 =\r\n  b = 2\r\n', profiles: { foo: { a: '1', 's3.b': '2' } } },
  { input: 'CR alone', text: '[profile foo]\ra = 1\rb = 2', profiles: { foo: { a: '1', b: '2' } } },
  { input: 'invalid UTF-8', text: '[profile foo]\na = \ufffd\n', profiles: { foo: { a: '\ufffd' } } },
  { input: 'quotes around a value', text: '[profile foo]\na = "v"\n', profiles: { foo: { a: '"v"' } } },
  { input: 'a percent sign', text: '[profile foo]\na = %(b)s\nb = 1\n', profiles: { foo: { a: '%(b)s', b: '1' } } },
  { input: 'an empty section', text: '[profile foo]', profiles: { foo: {} } },
  {
    input: '__proto__',
    text: '[profile __proto__]\na = 1\n[profile foo]\n__proto__ = 1\nconstructor = 2\n',
    profiles: Object.fromEntries([
      ['__proto__', { a: '1' }],
      [
        'foo',
        Object.fromEntries([
          ['__proto__', '1'],
          ['constructor', '2'],
        ]),
      ],
    ]),
  },
  { input: 'no last newline', text: '[profile foo]\na = 1', profiles: { foo: { a: '1' } } },
  { input: 'a binary file', text: '[profile foo]\n\0\0', profiles: {} },
  { input: 'nothing', text: '', profiles: {} },
];

describe('loadProfiles', () => {
  for (const { input, text, profiles } of config) {
    test(`config: ${input}`, () => {
      assert.deepEqual(valuesOf(profilesOf(text)), profiles);
      for (const name of [...Object.keys(profiles), 'none'])
        assert.deepEqual(
          alone(text, (read) => read.get(name)),
          all(text, (read) => read.get(name)),
          name,
        );
    });
  }

  test('credentials: sections are bare names, taken literally', () => {
    const text = '[foo]\na = 1\n[profile bar]\na = 2\n["x"]\na = 3\n[sso-session s]\na = 4\n[services s]\na = 5\n';
    assert.deepEqual(valuesOf(profilesOf(undefined, text)), {
      foo: { a: '1' },
      'profile bar': { a: '2' },
      '"x"': { a: '3' },
    });
  });

  test('credentials win key by key, each setting knows its file and line', () => {
    const profiles = profilesOf('[profile a]\nx = 1\ny = 1\n', '[b]\n[a]\n\ny = 2\nrole_arn = r\n');
    assert.deepEqual(profiles.names, ['a', 'b']);
    assert.deepEqual(profiles.get('a')?.at, { file: '~/.aws/config', line: 1 });
    assert.deepEqual(
      Array.from(profiles.get('a')?.values.keys() ?? [], (key) => [key, profiles.get('a')?.setting(key)]),
      [
        ['x', { value: '1', at: { file: '~/.aws/config', line: 2 } }],
        ['y', { value: '2', at: { file: '~/.aws/credentials', line: 4 } }],
        ['role_arn', { value: 'r', at: { file: '~/.aws/credentials', line: 5 } }],
      ],
    );
  });

  test('lines count through CRLF, CR and a byte order mark', () => {
    const profiles = profilesOf('\ufeff# c\r\n\r\n[profile a]\r\nx = 1\r[profile b]\ry = 2\n');
    assert.equal(profiles.get('a')?.at.line, 3);
    assert.equal(profiles.get('a')?.setting('x')?.at.line, 4);
    assert.equal(profiles.get('b')?.at.line, 5);
    assert.equal(profiles.get('b')?.setting('y')?.at.line, 6);
  });

  test('the names of sessions are found alone as they are among all, in file order, each once', () => {
    const plain = '[sso-session b]\nx = 1\n[sso-session a]\n[profile c]\ny = 2\n';
    for (const [text, names] of [
      [plain, ['b', 'a']],
      [`${plain}[sso-session b]\nx = 2\n`, ['b', 'a']],
      [`${plain}[sso-session "d e"]\n`, ['b', 'a', 'd e']],
      [`${plain}[sso-session d] # here\n`, ['b', 'a', 'd']],
      [`${plain}[sso-session d]`, ['b', 'a', 'd']],
      [`${plain}key = [sso-session d]\n`, ['b', 'a']],
      [plain.replaceAll('\n', '\r\n'), ['b', 'a']],
      ['[profile c]\n', []],
      ['', []],
    ] as const) {
      assert.deepEqual(profilesOf(text).ssoSessions, names, text);
      const read = profilesOf(text);
      assert.ok(read.names);
      assert.deepEqual(read.ssoSessions, names, `among all: ${text}`);
    }
    assert.deepEqual(profilesOf(plain, '[sso-session z]\nx = 1\n').ssoSessions, ['b', 'a'], 'credentials have none');
  });

  test('[sso-session] and [services] are found by name and are no profiles', () => {
    const profiles = profilesOf(
      '[sso-session corp]\nsso_region = eu-west-1\n[services local]\nsts =\n  endpoint_url = http://localhost:4566\n',
    );
    assert.deepEqual(profiles.names, []);
    assert.equal(profiles.ssoSession('corp')?.values.get('sso_region'), 'eu-west-1');
    assert.equal(profiles.services('local')?.values.get('sts.endpoint_url'), 'http://localhost:4566');
    assert.equal(profiles.get('corp'), undefined);
  });

  test('one section is found alone as it is among all, of every kind', () => {
    const plain = '[sso-session a]\nx = 1\n[services a]\nx = 2\n[profile a]\nx = 3\n[default]\nx = 4\n';
    const rows = {
      plain,
      'the same name twice': `${plain}[sso-session a]\nx = 5\n[services a]\nx = 6\n`,
      'a name in quotes': `${plain}[sso-session "a"]\nx = 5\n`,
      'a comment behind a header': `${plain}[services a] # here\nx = 5\n`,
      'an indented header': `${plain}  [sso-session a]\nx = 5\n`,
      'keys for all': `${plain}[DEFAULT]\ny = 5\n`,
      'a session called default': '[sso-session default]\nx = 1\n[profile default]\nx = 2\n',
      'a header without an end of line': `${plain}[sso-session b]`,
      'line ends of Windows': plain.replaceAll('\n', '\r\n'),
    };
    for (const [what, text] of Object.entries(rows)) {
      for (const name of ['a', 'b', 'default', 'none', ''])
        for (const find of [
          (read: Profiles) => read.get(name),
          (read: Profiles) => read.ssoSession(name),
          (read: Profiles) => read.services(name),
        ])
          assert.deepEqual(alone(text, find), all(text, find), `${what}: ${find} of ${name}`);
    }
    assert.deepEqual(
      alone(plain, (read) => read.ssoSession('a')),
      { at: 1, values: [['x', '1']] },
    );
  });

  test('no files, no profiles', () => {
    assert.deepEqual(profilesOf(undefined).names, []);
    assert.equal(profilesOf(undefined).get('default'), undefined);
  });
});
