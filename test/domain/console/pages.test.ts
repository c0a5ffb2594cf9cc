import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namedPages } from '../../../source/domain/console/pages.ts';
import { serviceLists } from '../../../source/domain/console/services.ts';

const listed = serviceLists.map(([partitions, words]) => ({ partitions, words: words.split(/\s/) }));

test('a service stands in one list, and shares the page of one that stands in one too', () => {
  const words = listed.flatMap((list) => list.words.map((word) => word.split('=')));
  const names = words.map(([name]) => name);
  assert.equal(new Set(names).size, names.length);
  for (const [name, owner] of words) assert.ok(owner === undefined || names.includes(owner), `${name} of ${owner}`);
});

test('each list names partitions that have a console', () => {
  for (const { partitions } of listed) assert.match(partitions, /^(aws( aws-cn)?( aws-us-gov)?( aws-eusc)?)?$/);
});

test('what is known of a page: its service, its path, its partitions', () => {
  const pages = namedPages();
  const everywhere = ['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc'];
  assert.deepEqual(pages.get('cfn'), {
    service: 'cloudformation',
    page: 'cloudformation/home',
    partitions: everywhere,
  });
  assert.equal(pages.get('cfn'), pages.get('cloudformation'));
  assert.deepEqual(pages.get('budgets')?.partitions, ['aws', 'aws-cn', 'aws-eusc']);
  assert.equal(pages.get('vpc')?.partitions, undefined);
  assert.equal(pages.get('constructor'), undefined);
});
