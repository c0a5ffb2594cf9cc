#!/usr/bin/env node
// No static named import of a built-in here: an older Node must get as far as the sentence below.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 12)) {
  console.error(`rolecall needs Node.js 22 or newer; this is ${process.version}. See https://nodejs.org/en/download`);
  process.exitCode = 1;
} else {
  const argv = process.argv.slice(2);
  const isQuick = argv[0] === 'credential-process' || argv[0] === 'exec';
  if (!isQuick || !(await (await import('./quick.ts')).answerFromCache(argv, process.env))) {
    const { main } = await import('./cli.ts');
    await main();
  }
}

export {};
