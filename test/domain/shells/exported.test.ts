import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyChange, type Environment } from '../../../source/domain/shells/environment.ts';
import { exportFormats, exportText } from '../../../source/domain/shells/export-formats.ts';
import { exportedIn, exportedRecord } from '../../../source/domain/shells/exported.ts';
import { outsideOf } from '../../../source/domain/shells/outside.ts';
import { enterRole, leaveRole } from '../../../source/domain/shells/role.ts';
import { exampleRole } from './example.ts';

const home = { HOME: '/home/mary', PATH: '/bin' };
const { session } = exampleRole();
/** A role behind an endpoint of its own, and one that says nothing of how AWS is reached. */
const behind = { ...session, region: 'eu-north-1', reach: { AWS_ENDPOINT_URL: "http://127.0.0.1:9/it's" } };
const { region: _, reach: __, ...plain } = { ...session, reach: undefined };

/** The environment of a POSIX shell that evaluated the text; its values have no line breaks. */
function evaluated(before: Environment, exported: Parameters<typeof exportText>[0]): Record<string, string> {
  const { stdout } = Bun.spawnSync(['/bin/sh', '-c', `${exportText(exported, 'env', before)}\nexec env -0`], {
    env: before as Record<string, string>,
  });
  const entries = stdout.toString().split('\0').filter(Boolean);
  return Object.fromEntries(
    entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
}

describe('what rolecall export set', () => {
  it('is not the person’s own way to AWS', () => {
    const after = evaluated(home, behind);
    assert.equal(after.AWS_ENDPOINT_URL, behind.reach.AWS_ENDPOINT_URL);
    const { environment } = outsideOf(after);
    assert.equal(environment.AWS_ENDPOINT_URL, undefined);
    assert.equal(environment.AWS_REGION, undefined);
    assert.equal(environment.AWS_ACCESS_KEY_ID, 'ASIAROLE', 'keys in the environment stay a source');
  });

  it('goes when another role is exported over it', () => {
    const after = evaluated(evaluated(home, behind), plain);
    assert.equal(after.AWS_ENDPOINT_URL, undefined);
    assert.equal(after.AWS_REGION, undefined);
    assert.equal(after.ROLECALL_EXPORTED, undefined);
  });

  it('stays the person’s own where the person has set it since', () => {
    const after = { ...evaluated(home, behind), AWS_REGION: 'us-west-2' };
    assert.equal(outsideOf(after).environment.AWS_REGION, 'us-west-2');
    assert.equal(outsideOf(after).environment.AWS_ENDPOINT_URL, undefined);
    assert.equal(evaluated(after, plain).AWS_REGION, 'us-west-2');
  });

  it('leaves what the person had all along', () => {
    const own = { ...home, AWS_ENDPOINT_URL: 'https://own.example' };
    assert.equal(evaluated(own, plain).AWS_ENDPOINT_URL, 'https://own.example');
    assert.equal(exportText({ ...plain, reach: own }, 'env', own).includes('ROLECALL_EXPORTED'), false);
  });

  it('does not reach a role that is entered in that shell, and comes back with its keys', () => {
    const before = evaluated(home, behind);
    const role = { ...exampleRole(), session: plain, sdkVariables: {} };
    const inside = applyChange(before, enterRole(role, before));
    assert.equal(inside.AWS_ENDPOINT_URL, undefined);
    assert.equal(inside.AWS_REGION, undefined);
    assert.equal(inside.ROLECALL_EXPORTED, undefined);
    assert.deepEqual(applyChange(inside, leaveRole(inside)), before);
    const second = applyChange(inside, enterRole({ ...exampleRole(), sdkVariables: {} }, inside));
    assert.equal(second.AWS_ENDPOINT_URL, undefined);
    assert.deepEqual(applyChange(second, leaveRole(second)), before);
  });

  it('takes the place of what the role brought that the shell is in', () => {
    const role = { ...exampleRole(), sdkVariables: { AWS_ENDPOINT_URL: 'http://role.example' } };
    const inside = applyChange(home, enterRole(role, home));
    const text = exportText(plain, 'env', inside);
    assert.match(text, /^unset .*\bAWS_ENDPOINT_URL\b/);
    assert.match(text, /^unset .*\bAWS_REGION\b/);
  });

  it('is named only in formats that a shell reads, in characters that each of them carries', () => {
    for (const format of exportFormats) {
      const isOfShell = !['env-no-export', 'dotenv', 'json', 'process'].includes(format);
      const readable = { ...behind, reach: { AWS_ENDPOINT_URL: 'http://127.0.0.1:9/a!b' } };
      if (format === 'windows-cmd') readable.reach.AWS_ENDPOINT_URL = 'http://127.0.0.1:9/';
      assert.equal(exportText(readable, format).includes('ROLECALL_EXPORTED'), isOfShell, format);
    }
    assert.match(exportedRecord({ AWS_REGION: 'eu-west-1', AWS_CA_BUNDLE: `/a b/"%!'é` }), /^[\w=+ .-]+$/);
  });

  it('names nothing else, whatever the variable holds', () => {
    const set = { AWS_REGION: 'x' };
    for (const record of [
      '',
      'PATH=/bin HOME=/home/mary',
      'AWS_REGION',
      '=',
      'constructor=1',
      '__proto__= AWS_REGION=y',
    ])
      assert.deepEqual(exportedIn({ ...home, ...set, ROLECALL_EXPORTED: record }), [], record);
    assert.deepEqual(exportedIn({ ...home, ...set, ROLECALL_EXPORTED: 'PATH=/bin AWS_REGION=x' }), ['AWS_REGION']);
  });
});
