import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { jsonStopsAt, readTrustPolicy } from '../../../../source/domain/roles/trust/read.ts';

const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '111122223333' } };
const policy = (over: object, more: object = {}) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, ...over }], ...more });

/** A policy line by line, with more in its statement, and in the condition of that. */
const doubled = (more: string, conditions: string) => `{
  "Statement": [{
    ${more}
    "Effect": "Allow", "Action": "sts:AssumeRole",
    "Principal": { "AWS": ["111122223333", "444455556666"] },
    "Condition": {
      ${conditions}
      "StringEquals": { "aws:PrincipalOrgID": "o-1" }
    }
  }]
}`;

const bad: readonly (readonly [text: string, fault: RegExp, line?: number])[] = [
  ['', /It is empty/],
  ['{\n  "Version": "2012-10-17",\n  "Statement": [}\n}', /\} cannot be here/, 3],
  ['{\n"a": 1,\n', /not JSON/, 2],
  ['{\n  "a": 1\n  "b": 2\n}', /"b" cannot be here/, 3],
  ['{\n  "a": tru\n}', /tru cannot/, 2],
  ['[]', /object/],
  [doubled('"Effect": "Deny",', ''), /Effect is twice/, 4],
  [doubled('"\\u0045ffect"\n: "Deny",', ''), /Effect is twice/, 5],
  [doubled('', '"StringEquals": { "sts:ExternalId": "x" },'), /StringEquals is twice/, 8],
  [doubled('', '"Bool": { "a": "{\\"", "a": "true" },'), /a is twice/, 7],
  ['{}', /at least one Statement/],
  [policy({}, { Version: '2012-10-18' }), /Version/],
  [policy({}, { Statments: [] }), /Statments/],
  [policy({ Effect: 'allow' }), /Effect/],
  [policy({ Resource: '*' }), /Resource/],
  [policy({ Principal: undefined }), /needs a Principal/],
  [policy({ Principal: {} }), /names nobody/],
  [policy({ Principal: { AWS: [] } }), /nobody under AWS/],
  [policy({ Principal: { Aws: '1' } }), /type Aws/],
  [policy({ NotPrincipal: '*' }), /both/],
  [policy({ Action: undefined }), /needs an Action/],
  [policy({ NotAction: 'sts:TagSession' }), /both Action and NotAction/],
  [policy({ Action: 's3:GetObject' }), /s3:GetObject/],
  [policy({ Condition: { Bool: 'true' } }), /Condition/],
  [policy({ Principals: {} }), /Principals/],
];

for (const [text, fault, line] of bad) {
  test(`refused: ${text.slice(0, 60).replaceAll('\n', ' ')} for ${fault.source}`, () => {
    const { faults = [] } = readTrustPolicy(text);
    assert.equal(faults.length, 1, JSON.stringify(faults));
    assert.match(faults[0]?.text ?? '', fault);
    assert.equal(faults[0]?.line, line);
  });
}

test('what IAM takes is taken', () => {
  for (const text of [
    policy({}),
    policy({ Principal: '*' }),
    policy({ Action: ['sts:AssumeRole', 'sts:TagSession'], Sid: 'a' }),
  ]) {
    assert.deepEqual(readTrustPolicy(text).document, JSON.parse(text));
  }
});

test('the same key in two objects is no fault', () => {
  const key = { 'aws:PrincipalOrgID': 'o-1' };
  assert.equal(readTrustPolicy(policy({ Condition: { StringEquals: key, StringLike: key } })).faults, undefined);
});

test('a byte order mark is passed over', () => {
  assert.deepEqual(readTrustPolicy(`\uFEFF${policy({})}`).document, JSON.parse(policy({})));
});

test('no key is doubled in what JSON writes', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      const { faults = [] } = readTrustPolicy(policy({ Sid: JSON.parse(json) }));
      assert.deepEqual(faults, []);
    }),
  );
});

test('where JSON stops is where JSON.parse stops, whatever is cut away or put in', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '"', 'x', ' ', '\u0001'), (json, place, odd) => {
      const at = place % (json.length + 1);
      const text = json.slice(0, at) + odd + json.slice(at);
      assert.equal(jsonStopsAt(text) === undefined, isJson(text), text);
    }),
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
