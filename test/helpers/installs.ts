import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { node } from './node.ts';
import { installer } from './release.ts';

const run = promisify(execFile);

/** How a package is installed from a registry. @returns what is called then */
type Install = (at: {
  readonly prefix: string;
  readonly registry: string;
  readonly env: Environment;
}) => Promise<string>;
export type Environment = Readonly<Record<string, string>>;

const withNpm =
  (...npm: readonly [string, ...string[]]): Install =>
  async ({ prefix, registry, env }) => {
    const [file, ...words] = npm;
    const argv = ['install', '--global', '--prefix', prefix, '--registry', registry, 'rolecall'];
    const { stderr } = await run(file, [...words, ...argv], { env });
    assert.doesNotMatch(stderr, /script/, 'nothing runs at install');
    return join(prefix, 'bin', 'rolecall');
  };

const npm12 = installer('npm/bin/npm-cli.js');
const pnpm = installer('pnpm/bin/pnpm.mjs');

/** Every installer of npm's packages that is tried. */
export const installs: readonly { readonly name: string; readonly skip: string | false; readonly install: Install }[] =
  [
    { name: 'the npm in PATH', skip: false, install: withNpm('npm') },
    { name: 'npm 12', skip: npm12 === undefined && 'it was not fetched: .ci/run', install: withNpm(node, npm12 ?? '') },
    {
      name: 'pnpm',
      skip: pnpm === undefined && 'it was not fetched: .ci/run',
      install: async ({ prefix, registry, env }) => {
        const home = join(prefix, 'pnpm');
        const bin = join(home, 'bin');
        mkdirSync(bin, { recursive: true });
        const own = { ...env, PNPM_HOME: home, XDG_DATA_HOME: join(prefix, 'data'), PATH: `${bin}:${env.PATH}` };
        await run(node, [pnpm ?? '', 'add', '--global', '--registry', registry, 'rolecall'], { env: own });
        return join(bin, 'rolecall');
      },
    },
    {
      name: 'bun',
      skip: false,
      install: async ({ prefix, registry, env }) => {
        const home = join(prefix, '.bun');
        const own = { ...env, BUN_INSTALL: home, npm_config_registry: registry };
        await run(process.execPath, ['add', '--global', 'rolecall'], { env: own });
        return join(home, 'bin', 'rolecall');
      },
    },
  ];
