import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');

/** Where `scripts/fetch-aws-cli.ts` puts the AWS CLI v2. */
export const cachedAwsCli = join(cache, 'rolecall-tools', 'aws-cli-2', 'dist', 'aws');

/** The AWS CLI v2 of this machine, as it was fetched; undefined where it was not. */
export const awsCli = (): string | undefined => (existsSync(cachedAwsCli) ? cachedAwsCli : undefined);
