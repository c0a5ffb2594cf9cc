/** Fetches what a release is built from: of all targets, the runtime and the keychain's native part. */
import { fetchRuntimes } from './runtimes.ts';

fetchRuntimes();
