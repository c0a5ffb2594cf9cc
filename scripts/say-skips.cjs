// Loaded before every test file. The runner says nothing of a suite that is skipped, and of a test not why: here both are
// skipped tests that carry the reason in their name.
const runner = require('node:test');

/** A function of the runner that registers what is skipped as a test with its reason. */
const saying = (register) =>
  Object.assign((name, options, ...rest) => {
    const reason = typeof options === 'object' ? options?.skip : undefined;
    if (!reason) return register(name, options, ...rest);
    return test(typeof reason === 'string' ? `${name}: ${reason}` : name, { skip: true }, () => {});
  }, register);

const { test } = runner;
for (const name of ['test', 'it', 'describe', 'suite']) runner[name] = saying(runner[name]);
