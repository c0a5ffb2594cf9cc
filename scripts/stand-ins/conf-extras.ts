/**
 * Replaces the schema validator and the version comparison of `conf`: 300 kB that are never called, because our own code
 * checks the settings.
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
