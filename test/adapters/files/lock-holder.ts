import { locked } from '../../../source/adapters/files/lock.ts';

/** Holds a lock until it is killed. */
const [path = ''] = process.argv.slice(2);
await locked(path, async () => {
  process.stdout.write('held\n');
  const alive = setInterval(() => undefined, 60_000);
  await new Promise((resolve) => process.once('SIGTERM', resolve));
  clearInterval(alive);
});
process.exit();
