import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEMO_PORTAL } from '../../../source/sandbox/demo/company.ts';
import { makeHome } from '../../helpers/home.ts';
import { runProgram } from '../../helpers/program.ts';

test('without a terminal the demo is a tour that ends well and names the portal', async (context) => {
  const { env } = await makeHome(context);
  const { code, out } = await runProgram(['demo'], { env });
  assert.equal(code, 0);
  assert.match(out, new RegExp(`rolecall login ${DEMO_PORTAL.session}\\b`));
  for (const line of out.split('\n').slice(-4)) assert.ok(line.length <= 120, line);
});
