// Preloaded before every test file. The runner does not print skipped suites, nor the reason of a skipped test; here both
// become skipped tests with the reason in their names.
const runner = require('node:test');

/** Wraps a function of the runner so that a skipped test or suite is printed with its reason. */
const saying = (register) =>
  Object.assign((name, options, ...rest) => {
    const reason = typeof options === 'object' ? options?.skip : undefined;
    if (!reason) return register(name, options, ...rest);
    return test(typeof reason === 'string' ? `${name}: ${reason}` : name, { skip: true }, () => {});
  }, register);

const { test } = runner;
for (const name of ['test', 'it', 'describe', 'suite']) runner[name] = saying(runner[name]);
