/** Runs the tests: all, or those whose paths hold one of the arguments. Ends with a line of totals, 1 where any failed. */
import { runTests, totalsLine } from './run-tests.ts';

const totals = await runTests(process.argv.slice(2));
console.log(totalsLine(totals));
process.exitCode = totals.failed === 0 ? 0 : 1;
