import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { printRole } from '../../../../source/domain/roles/print/print.ts';
import { trustPolicy } from '../../../../source/domain/roles/trust/policy.ts';
import { hostileRole, plainRole } from './roles.ts';

/** Tested with where it is installed. */
const program = 'terraform';
const skip = spawnSync(program, ['version']).status !== 0;

for (const [name, role] of Object.entries({ plainRole, hostileRole })) {
  test(`${name} is written as terraform fmt writes it`, { skip }, () => {
    const text = printRole(role, 'terraform');
    assert.equal(
      execFileSync(program, ['fmt', '-'], { input: text, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] }),
      text,
    );
  });
}

test('Terraform reads hostile texts and the policy back', { skip }, () => {
  const text = printRole(hostileRole, 'terraform');
  // Without the provider no resource can be planned; the same expressions as local values can be evaluated.
  const attribute = (name: string) =>
    new RegExp(`^  ${name} +=([\\s\\S]*?)\\n(?=  [a-z_]+ +=|\\})`, 'm').exec(text)?.[1];
  const names = ['name', 'path', 'description', 'assume_role_policy', 'tags'];
  const locals = names.map((name) => `${name} = ${attribute(name)}`).join('\n');
  const directory = mkdtempSync(join(tmpdir(), 'rolecall-test-'));
  try {
    writeFileSync(join(directory, 'main.tf'), `locals {\n  all = {\n${locals}\n}\n}\n`);
    const out = execFileSync(program, ['console'], {
      cwd: directory,
      input: 'jsonencode(local.all)\n',
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const read = JSON.parse(JSON.parse(out));
    assert.equal(read.name, hostileRole.name);
    assert.equal(read.path, hostileRole.path);
    assert.equal(read.description, hostileRole.description);
    assert.deepEqual(JSON.parse(read.assume_role_policy), trustPolicy(hostileRole.trust));
    assert.deepEqual(read.tags, Object.fromEntries(hostileRole.tags.map(({ key, value }) => [key, value])));
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('a name that Terraform cannot take as a label is made one', () => {
  assert.match(printRole({ ...plainRole, name: '1+1' }, 'terraform'), /"role_1_1" \{/);
});
