import { faults } from './all.ts';
import { runFault } from './fault.ts';

/** Tries every fault to its full extent, and prints how often it was survived. */
let failed = 0;
let tried = 0;
for (const fault of faults) {
  if (fault.skip !== undefined) {
    console.log(`SKIPPED ${fault.name}: ${fault.skip}`);
    continue;
  }
  try {
    const times = await runFault(fault, 'all');
    tried += times;
    console.log(`${fault.name}: ${times} tried, ${times} survived`);
  } catch (error) {
    failed += 1;
    console.error(`✗ ${fault.name}\n${error instanceof Error ? error.stack : error}`);
  }
}
console.log(failed === 0 ? `${tried} faults tried, ${tried} survived` : `${failed} kinds of fault did harm`);
process.exitCode = failed === 0 ? 0 : 1;
