import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DraftField, emptyDraft, readDraft } from '../../../source/domain/roles/draft.ts';

const draft = { ...emptyDraft, name: 'ystataws', trusted: '111122223333' };

function definitionOf(over: object, own: string | undefined = '444455556666') {
  const read = readDraft({ ...draft, ...over }, own);
  assert.ok(read.faults === undefined, JSON.stringify(read.faults));
  return read.definition;
}

test('a draft with a name and an account is a role', () => {
  assert.deepEqual(definitionOf({}), {
    name: 'ystataws',
    path: '/',
    description: '',
    tags: [],
    maxSessionSeconds: 3600,
    trust: { principals: ['111122223333'], requireMfa: false, externalId: undefined },
    policyArns: [],
    boundaryArn: undefined,
  });
});

const trusted: readonly (readonly [typed: string, principals: readonly string[]])[] = [
  ['1111-2222-3333', ['111122223333']],
  ['this', ['444455556666']],
  ['this, 111122223333,111122223333', ['444455556666', '111122223333']],
  ['111122223333 arn:aws:iam::111122223333:role/a', ['111122223333', 'arn:aws:iam::111122223333:role/a']],
  ['arn:aws:iam::111122223333:user/a,b, this', ['arn:aws:iam::111122223333:user/a,b', '444455556666']],
  ['arn:aws:sts::111122223333:assumed-role/a/mary', ['arn:aws:sts::111122223333:assumed-role/a/mary']],
];

for (const [typed, principals] of trusted) {
  test(`trusted: ${typed}`, () => assert.deepEqual(definitionOf({ trusted: typed }).trust.principals, principals));
}

const faults: readonly (readonly [field: DraftField, value: unknown, fault: RegExp])[] = [
  ['trusted', '', /Which account/],
  ['trusted', '*', /anyone/],
  ['trusted', '12345', /12 digits; 12345 has 5/],
  ['trusted', 'arn:aws:iam::111122223333:group/g', /group/],
  ['trusted', 'mary', /neither/],
  ['tags', 'Team', /key=value/],
  ['tags', 'team=a, Team=b', /twice/],
  ['maxSession', 'soon', /1h/],
  ['maxSession', '13h', /12h/],
  ['policies', ['ReadOnlyAccess'], /ARN/],
  ['policies', Array.from({ length: 21 }, (_, n) => `arn:aws:iam::aws:policy/P${n}`), /20/],
];

for (const [field, value, fault] of faults) {
  test(`${field} ${JSON.stringify(value).slice(0, 40)} is a fault of that field alone`, () => {
    const { faults: found } = readDraft({ ...draft, [field]: value }, '444455556666') as { faults: object };
    assert.deepEqual(Object.keys(found), [field]);
    assert.match(String(Object.values(found)[0]), fault);
  });
}

test('without an account nobody can say which one is this', () => {
  assert.match(readDraft({ ...draft, trusted: 'this' }, undefined).faults?.trusted ?? '', /credentials/);
});

test('a tag value may hold an equals sign and be empty', () => {
  assert.deepEqual(definitionOf({ tags: 'a=b=c, d=' }).tags, [
    { key: 'a', value: 'b=c' },
    { key: 'd', value: '' },
  ]);
});
