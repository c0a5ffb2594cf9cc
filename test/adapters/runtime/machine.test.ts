import assert from 'node:assert/strict';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { test } from 'node:test';
import { machineOf, thisMachine } from '../../../source/adapters/runtime/machine.ts';

test('machines are told apart by name, start and process IDs, so far as the system tells them', () => {
  const host = 'build';
  const boot = '6f0c2c1e-8a6b-4d0c-9a55-3f1f1f2a7b10';
  const processes = 'pid:[4026531836]';
  const all = [
    { host },
    { host: 'other' },
    { host, boot },
    { host, processes },
    { host, boot, processes },
    { host, boot, processes: 'pid:[4026532201]' },
    { host, boot: '00000000-0000-0000-0000-000000000000', processes },
    { host: 'other', boot, processes },
  ].map(machineOf);
  assert.equal(new Set(all).size, all.length);
  assert.equal(machineOf({ host, boot, processes }), machineOf({ host, boot, processes }));
});

test('this machine is the same at every look, and has what Linux tells', () => {
  assert.equal(thisMachine(), thisMachine());
  assert.ok(thisMachine().includes(hostname()));
  if (!existsSync('/proc/self/ns/pid')) return;
  assert.ok(thisMachine().includes(readlinkSync('/proc/self/ns/pid')));
  assert.ok(thisMachine().includes(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()));
});
