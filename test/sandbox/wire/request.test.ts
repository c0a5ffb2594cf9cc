import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseForm, structureList, textList } from '../../../source/sandbox/wire/request.ts';
import { type Constraint, validate, violations } from '../../../source/sandbox/wire/validation.ts';

describe('parseForm', () => {
  const cases: [string, [string, string][]][] = [
    ['', []],
    [
      'a=1&b=2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['a', [['a', '']]],
    ['a=b=c', [['a', 'b=c']]],
    ['a=x+y%20z%2B&&', [['a', 'x y z+']]],
    ['a=1&a=2', [['a', '2']]],
    ['__proto__=x', [['__proto__', 'x']]],
  ];
  for (const [text, expected] of cases) {
    test(JSON.stringify(text), () => assert.deepEqual([...parseForm(text)], expected));
  }

  test('broken percent-encoding', () => {
    assert.throws(() => parseForm('a=%zz'), { status: 400, code: 'MalformedQueryString' });
  });
});

test('lists are read in the order of their numbers', () => {
  const parameters = parseForm('K.member.10=j&K.member.2=b&K.member.x=z&K.member.0=o&Kother.member.1=q');
  assert.deepEqual(textList(parameters, 'K'), ['b', 'j']);
  const tags = parseForm('Tags.member.2.Value=v&Tags.member.2.Key=k&Tags.member.1.Key=a&Tags=');
  assert.deepEqual(structureList(tags, 'Tags'), [{ Key: 'a' }, { Value: 'v', Key: 'k' }]);
});

describe('violations', () => {
  const text: Constraint = { type: 'text', min: 2, max: 3, pattern: '[a-z]*' };
  const integer: Constraint = { type: 'integer', min: 900, max: 1000 };
  const choice: Constraint = { type: 'enum', values: ['All', 'None'] };
  const cases: [string | undefined, Constraint, string[]][] = [
    ['ab', text, []],
    [undefined, text, []],
    [undefined, { ...text, required: true }, ['not be null']],
    ['a', text, ['have length greater than or equal to 2']],
    ['abcd', text, ['have length less than or equal to 3']],
    ['\u{1F600}\u{1F600}', { type: 'text', max: 2 }, []],
    ['A', text, ['have length greater than or equal to 2', 'satisfy regular expression pattern: [a-z]*']],
    ['ab\n', { ...text, max: 9 }, ['satisfy regular expression pattern: [a-z]*']],
    ['900', integer, []],
    ['899', integer, ['have value greater than or equal to 900']],
    ['1001', integer, ['have value less than or equal to 1000']],
    ['1e3', integer, ['be an integer']],
    ['All', choice, []],
    ['Some', choice, ['satisfy enum value set: [All, None]']],
  ];
  for (const [value, constraint, expected] of cases) {
    test(`${value} as ${constraint.type}`, () => assert.deepEqual(violations(value, constraint), expected));
  }
});

test('validate names every failure in one text', () => {
  const constraints = {
    Name: { type: 'text', required: true },
    MaxItems: { type: 'integer', min: 1, max: 9 },
  } as const;
  validate(parseForm('Name=x&MaxItems=9'), constraints);
  assert.throws(() => validate(parseForm('MaxItems=0'), constraints), {
    message:
      "2 validation errors detected: Value null at 'name' failed to satisfy constraint: Member must not be null; " +
      "Value '0' at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1",
  });
});
