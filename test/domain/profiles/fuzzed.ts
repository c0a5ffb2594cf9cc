import fc from 'fast-check';

const eol = fc.constantFrom('\n', '\r\n');
const blanks = fc.constantFrom('', '', ' ', '  ', '\t', '    ');
const word = fc.constantFrom(
  'a',
  'b',
  'prod',
  'x y',
  'é',
  '__proto__',
  'default',
  'DEFAULT',
  'prod-admin',
  "o'neil",
  '#1',
);
const key = fc.constantFrom(
  'region',
  'role_arn',
  'source_profile',
  's3',
  'Region',
  'color',
  '__proto__',
  'constructor',
);
const value = fc.constantFrom(
  '',
  'eu-west-1',
  'mary # me',
  '#ff0000',
  '"quoted"',
  'a = b',
  'x;y',
  'v ; c',
  '[profile a]',
  'ü',
);

const header = fc.oneof(
  fc
    .tuple(fc.constantFrom('profile ', 'profile  ', 'profile\t', '', 'Profile ', 'sso-session ', 'services '), word)
    .map(([kind, name]) => `[${kind}${name}]`),
  word.map((name) => `[profile "${name}"]`),
  fc.constantFrom(
    '[default]',
    '[DEFAULT]',
    '[ default ]',
    '[profile a] junk',
    '[profile b] # c',
    '[profile "open]',
    '[profile open',
    '[]',
    '[',
  ),
);
const line = fc.oneof(
  { weight: 3, arbitrary: header },
  { weight: 6, arbitrary: fc.tuple(key, fc.constantFrom(' = ', '=', ': '), value).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.constantFrom('# comment', '; comment', '#', '# [profile z]') },
  { weight: 1, arbitrary: fc.constantFrom('', '', 'junk', '= junk', '\u00a0') },
);

/** Files as no person would write them, of lines that each reader of AWS's has its own mind about. */
export const fuzzedFile: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', '', '', '\ufeff'),
    fc.array(fc.tuple(blanks, line, eol), { maxLength: 14 }),
    fc.constantFrom('', '', '', 'region = x', '# end', '  ', '[profile last]'),
  )
  .map(([mark, lines, end]) => mark + lines.map((parts) => parts.join('')).join('') + end);
