import { locked } from '../../../source/adapters/files/lock.ts';

/** Holds a lock until it is killed; with `exit` it ends at once, in the middle. */
const [path = '', how] = process.argv.slice(2);
await locked(path, async () => {
  if (how === 'exit') process.exit();
  process.stdout.write('held\n');
  const alive = setInterval(() => undefined, 60_000);
  await new Promise((resolve) => process.once('SIGTERM', resolve));
  clearInterval(alive);
});
process.exit();
