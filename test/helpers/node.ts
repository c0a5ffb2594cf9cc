import { fileURLToPath } from 'node:url';

/** A real Node, of the project's own dependencies: what people run the SDK with, and whose .env reader we write for. */
export const node = fileURLToPath(import.meta.resolve('node/bin/node'));
