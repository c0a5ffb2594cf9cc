import { run } from './process.ts';

void run(process.argv.slice(2));
