import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { problemText } from '../../source/output/problem-text.ts';
import { broken, cellWidth, graphemes, hanging, segmenter } from '../../source/output/width.ts';
import { width } from '../../source/ui/text/text.ts';

test('graphemes: an emoji is one', () => assert.deepEqual(graphemes('a👩‍💻b'), ['a', '👩‍💻', 'b']));

test('cells are counted as the list of the UI counts them', () => {
  for (const text of [
    'prod',
    'Zürich',
    'e\u0301',
    '漢字',
    '𠮷𠮷',
    '❤️',
    'a❤️b',
    '☎',
    '🇩🇪',
    '👩🏽‍💻',
    '1️⃣',
    'ｱ',
    '🈁',
    '…▌★',
  ])
    assert.equal(cellWidth(text), width(text), text);
});

test('texts are cut as Intl.Segmenter cuts them', () => {
  const unit = fc.oneof(
    fc.constantFrom(
      'a',
      '❯',
      '★',
      '⏎',
      '\u001b[1m',
      'é',
      '─',
      '👩‍💻',
      '🇩🇪',
      'e\u0301',
      '\r\n',
      '漢',
      '\u200d',
      '\ufe0f',
    ),
    fc.string({ unit: 'binary', maxLength: 2 }),
  );
  fc.assert(
    fc.property(fc.array(unit), (parts) => {
      const text = parts.join('');
      const itself = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
      assert.deepEqual(
        Array.from(segmenter.segment(text), ({ segment, index }) => [segment, index]),
        Array.from(itself.segment(text), ({ segment, index }) => [segment, index]),
      );
    }),
    { numRuns: 3000 },
  );
});

test('a message is broken at its words, below its own beginning, with its styles; what steers the terminal is not touched', () => {
  const dim = (text: string) => `\u001b[2m${text}\u001b[22m`;
  for (const [what, message, ...lines] of [
    ['short', 'No key.\n', 'No key.', ''],
    [
      'long',
      'In plain text in your files: mary, account-b-admin.\n',
      'In plain text in your',
      'files: mary,',
      'account-b-admin.',
      '',
    ],
    ['indented', '  Run it again with --write.', '  Run it again with', '  --write.'],
    ['with a style', `${dim('Run it again, and')} add --write.`, `${dim('Run it again, and')} add`, '--write.'],
    ['a question', 'Store the key in the keychain? [y/N] ', 'Store the key in the', 'keychain? [y/N] '],
    [
      'a line that is written over',
      '\r\u001b[KReading the accounts of the portal',
      '\r\u001b[KReading the accounts of the portal',
    ],
    [
      'a word longer than a line',
      'See https://example.com/a/very/long/address',
      'See',
      'https://example.com/a/very/long/address',
    ],
  ] as const)
    assert.equal(broken(message, 22), lines.join('\n'), what);
  for (const [text, ...lines] of [
    [
      'Every program finds it: aws sts get-caller-identity --profile mary',
      'Every program finds',
      'it:',
      'aws sts get-caller-identity --profile mary',
    ],
    ['rolecall exec --role-arn ARN --source-profile mary', 'rolecall exec --role-arn ARN --source-profile mary'],
    ['rolecall key add NAME stores one.', 'rolecall key add NAME', 'stores one.'],
  ] as const)
    assert.equal(hanging(text, 24, 2), lines.join('\n  '), 'a command stays whole, to be pasted');
  const paste = 'rolecall exec --role-arn ARN --source-profile mary';
  for (const columns of [22, 40]) {
    const laidOut = problemText(
      { code: 'x', title: 'It went wrong.', todo: [paste] },
      { colors: true, debug: false, columns },
    );
    assert.equal(broken(laidOut, columns), laidOut, 'what is laid out in columns is not broken again');
    assert.ok(laidOut.includes(paste));
  }
  assert.equal(broken('a word '.repeat(50), Number.POSITIVE_INFINITY), 'a word '.repeat(50));
});
