import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { element, escapeXml, problemAnswer, resultAnswer, STS } from '../../../source/sandbox/wire/answer.ts';
import { accessDenied } from '../../../source/sandbox/wire/problem.ts';

describe('element', () => {
  const cases: [string, Parameters<typeof element>[1], string][] = [
    ['text', 'a', '<E>a</E>'],
    ['no text', '', '<E></E>'],
    ['a number', 7, '<E>7</E>'],
    ['a boolean', false, '<E>false</E>'],
    ['a time, to the second', new Date('2026-01-02T03:04:05.678Z'), '<E>2026-01-02T03:04:05Z</E>'],
    ['a list', ['a', 'b'], '<E><member>a</member><member>b</member></E>'],
    ['an empty list', [], '<E></E>'],
    ['children, without the absent ones', { A: 'a', B: undefined, C: { D: 1 } }, '<E><A>a</A><C><D>1</D></C></E>'],
  ];
  for (const [name, content, expected] of cases) {
    test(name, () => assert.equal(element('E', content), expected));
  }
});

test('escapeXml leaves nothing that XML cannot carry', () => {
  assert.equal(escapeXml(`<a href="x">&'`), '&lt;a href=&quot;x&quot;&gt;&amp;&#39;');
  assert.equal(escapeXml('a\0b\u001bc\uD800d\uFFFEe'), 'a\uFFFDb\uFFFDc\uFFFDd\uFFFDe');
  assert.equal(escapeXml('tab\t, line\n, smile \u{1F600}, return\r'), 'tab\t, line\n, smile \u{1F600}, return&#xD;');
});

test('resultAnswer wraps the result, and leaves it out where there is none', () => {
  assert.equal(
    resultAnswer(STS, 'GetIt', { It: 'x' }, 'id').body,
    '<GetItResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetItResult><It>x</It></GetItResult>' +
      '<ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></GetItResponse>\n',
  );
  assert.doesNotMatch(resultAnswer(STS, 'DoIt', undefined, 'id').body, /DoItResult/);
});

test('problemAnswer has status, code and text', () => {
  const { status, body } = problemAnswer(STS, accessDenied('No <way>.'), 'id');
  assert.equal(status, 403);
  assert.equal(
    body,
    '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code>' +
      '<Message>No &lt;way&gt;.</Message></Error><RequestId>id</RequestId></ErrorResponse>\n',
  );
});
