// As rolecall starts: the compile cache first, then the program.
process.getBuiltinModule('node:module').enableCompileCache?.(process.env.BENCH_COMPILED);
process.once('SIGTERM', () => process.exit(0));
const program = `./chunks/${process.env.BENCH_PROGRAM}.mjs`;
import(program);

export {};
