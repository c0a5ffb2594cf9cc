import { fileURLToPath } from 'node:url';

/** A real Node, of the project's own dependencies: what people run the SDK with, and whose .env reader we write for. */
export const node = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
