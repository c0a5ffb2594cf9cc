import { pathToFileURL } from 'node:url';

/** What `import.meta.url` is in a CommonJS file. */
export const importMetaUrl = pathToFileURL(__filename).href;
