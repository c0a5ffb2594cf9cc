// As rolecall starts: the compile cache first, then the program.
const nodeModule = process.getBuiltinModule('node:module');
nodeModule.enableCompileCache?.(process.env.BENCH_COMPILED);
process.once('SIGTERM', () => process.exit(0));
await import(
  process.env.BENCH_PROGRAM === 'parse-sdk'
    ? './parse-sdk.ts'
    : process.env.BENCH_PROGRAM === 'parse-own'
      ? './parse-own.ts'
      : './twenty-lines.tsx'
);

export {};
