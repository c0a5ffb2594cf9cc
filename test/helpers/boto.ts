import { spawnSync } from 'node:child_process';

/** Why boto3 cannot be tried; false where it can. Before 1.28 it knows no endpoint but AWS's own. */
export const withoutBoto: string | false =
  spawnSync('python3', [
    '-c',
    'import boto3, sys; sys.exit(tuple(map(int, boto3.__version__.split(".")[:2])) < (1, 28))',
  ]).status !== 0 && 'no boto3 of 1.28 or newer: NOT TESTED';
