import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { toYaml } from '../../../../source/domain/roles/print/cloudformation.ts';
import { printRole } from '../../../../source/domain/roles/print/print.ts';
import { hostileRole, plainRole } from './roles.ts';

for (const [name, role] of Object.entries({ plainRole, hostileRole })) {
  test(`${name}: YAML says what JSON says, read as YAML 1.1 and as 1.2`, () => {
    const template = JSON.parse(printRole(role, 'cloudformation-json'));
    const yaml = printRole(role, 'cloudformation');
    assert.deepEqual(parse(yaml), template);
    assert.deepEqual(parse(yaml, { version: '1.1' }), template);
    assert.equal(template.Resources.Role.Properties.RoleName, role.name);
    assert.equal(template.Resources.Role.Properties.AssumeRolePolicyDocument.Version, '2012-10-17');
  });
}

/** What the AWS CLI is made of. */
const python = ['-c', 'import sys, json, yaml; print(json.dumps(yaml.safe_load(sys.stdin.buffer.read())))'];
const hasPython = spawnSync('python3', ['-c', 'import yaml']).status === 0;

test('PyYAML reads the same', { skip: !hasPython }, () => {
  const { stdout } = spawnSync('python3', python, {
    input: printRole(hostileRole, 'cloudformation'),
    encoding: 'utf8',
  });
  assert.deepEqual(JSON.parse(stdout), JSON.parse(printRole(hostileRole, 'cloudformation-json')));
});

test('any data comes back from YAML', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('yes', 'NO', '1e3', '0x1', '1:30', '~', '- a', 'a: b', '', '2012-10-17', '\u2028', '\u0085', '<<'),
  );
  const data = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, text, fc.integer(), fc.boolean(), tie('list'), tie('map')),
    list: fc.array(tie('value'), { maxLength: 3 }),
    map: fc.dictionary(text, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  })).value;
  fc.assert(
    fc.property(data, (value) => {
      assert.deepEqual(parse(toYaml(value), { version: '1.1', merge: false }), value);
      assert.deepEqual(parse(toYaml(value)), value);
    }),
  );
});
