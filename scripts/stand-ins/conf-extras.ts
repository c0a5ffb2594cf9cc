/**
 * Stands for what `conf` needs to check settings against a schema and to migrate them: a validator and a comparison of
 * versions, 300 kB that are never called. Settings are read and checked by our own code.
 */
export class Ajv2020 {
  constructor() {
    throw new Error('conf was asked for a schema, and its validator is not in the bundle');
  }
}

export default new Proxy(
  {},
  {
    get: (_, name) => {
      throw new Error(`conf was asked for migrations or formats (${String(name)}), and they are not in the bundle`);
    },
  },
);
