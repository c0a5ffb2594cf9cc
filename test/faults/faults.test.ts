import { describe, test } from 'node:test';
import { faults } from './all.ts';
import { runFault } from './fault.ts';

// `npm run test:faults` tries all of each.
describe('faults do no harm', () => {
  for (const fault of faults) {
    test(fault.name, { skip: fault.skip ?? false }, async (context) => {
      context.diagnostic(`${await runFault(fault, 'quick')} tried`);
    });
  }
});
