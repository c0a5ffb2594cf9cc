import { pathToFileURL } from 'node:url';

/** What `import.meta` is in a CommonJS file; its URL is made when it is asked for. */
export const importMeta = {
  get url(): string {
    return pathToFileURL(__filename).href;
  },
};
