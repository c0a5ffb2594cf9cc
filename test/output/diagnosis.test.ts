import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../source/domain/profiles/findings/finding.ts';
import { diagnosisJson, diagnosisText } from '../../source/output/diagnosis.ts';

const finding = (code: string, line: number): Finding => ({
  code,
  severity: 'warning',
  at: { file: '/config', line },
  what: `${code} in line ${line}.`,
  remedy: 'Mend it.',
});
const many = Array.from({ length: 1_000 }, (_, at) => finding('repeated', at + 1));
const shown = (found: readonly Finding[]) => diagnosisText(found, { colors: false, profiles: 3 });

test('a mistake made a thousand times is told twenty times, counted, and hides no other', () => {
  const text = shown([...many, finding('other', 1_001)]);
  assert.equal(text.match(/^! repeated/gm)?.length, 20);
  assert.match(text, /^! other in line 1001\.$/m);
  assert.match(text, /^… and 980 more of the kind repeated\n {2}to do +rolecall doctor --json shows them all\.\n/m);
  assert.match(text, /: 1001 warnings\.\n$/);
  assert.equal(JSON.parse(diagnosisJson(many)).length, 1_000);
});

test('as many as can be read are all told', () => {
  const text = shown(many.slice(0, 20));
  assert.equal(text.match(/^! repeated/gm)?.length, 20);
  assert.doesNotMatch(text, /more of the kind/);
});

test('a terminal breaks no word, at 80 columns and at 40', () => {
  const long = {
    ...finding('long', 1),
    what: 'The hook that switches in the current shell is not loaded. '.repeat(3).trim(),
  };
  const remedy = 'Unlock or install a keychain, or set sessionStore to file to keep it so. '.repeat(2).trim();
  for (const columns of [80, 40]) {
    const text = diagnosisText([{ ...long, remedy }], { colors: false, profiles: 3, columns });
    for (const line of text.split('\n').slice(0, -2)) assert.ok(line.length <= columns, line);
    assert.equal(text.replaceAll(/\s+/g, ' ').includes(remedy), true);
  }
});
