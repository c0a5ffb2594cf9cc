import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Terminal } from '../test/helpers/terminal.ts';
import { root } from './bundle.ts';
import { type Found, foundBy, outcomeOf, type Run } from './release/found.ts';

const nodes = ['20', '24', '26'];

const usage = `npm run release:check
Checks before a release that need the network or several versions of Node:

  audit    npm knows no vulnerability in the bundled packages; a registry without audits is reported and is no failure
  clone    a fresh clone installs, builds and packs
  begin    how long a newcomer takes from git clone to the prompt of a role, with an empty HOME
  install  the package installs from its file under Node ${nodes.join(', ')} (npm's own package \`node\`, each in a directory of
           its own that goes afterwards), and runs without any of them
`;

type Check = { readonly name: string; readonly run: Run };

/** Runs a program. @returns its output where it failed */
function fails(file: string, argv: readonly string[], cwd: string, env = process.env): string | undefined {
  const { status, stdout, stderr, error } = spawnSync(file, argv, { cwd, env, encoding: 'utf8' });
  if (status === 0) return undefined;
  return `${file} ${argv.join(' ')} ended with ${status}: ${error?.message ?? `${stdout}\n${stderr}`.trim().slice(-1500)}`;
}

const clone = (directory: string) => join(directory, 'clone');

const checks: readonly Check[] = [
  { name: 'audit', run: audit },
  {
    name: 'clone',
    run: (directory) =>
      fails('git', ['clone', '--quiet', root, clone(directory)], directory) ??
      fails('npm', ['ci', '--loglevel=error'], clone(directory)) ??
      fails('npm', ['pack', '--loglevel=error', '--pack-destination', directory], clone(directory)),
  },
  { name: 'begin', run: begin },
  ...nodes.map(
    (version): Check => ({ name: `install, Node ${version}`, run: (directory) => installUnder(version, directory) }),
  ),
];

/** Types what the readme says, in a terminal, until the prompt of the demo's first role is there. */
async function begin(directory: string): Promise<Found> {
  const [home, where] = [join(directory, 'newcomer'), join(directory, 'newcomer', 'rolecall')];
  mkdirSync(home);
  const started = Date.now();
  const problem =
    fails('git', ['clone', '--quiet', root, where], home) ??
    fails('npm', ['ci', '--loglevel=error'], where, { ...process.env, HOME: home });
  if (problem !== undefined) return problem;
  const installed = Date.now();
  const env = { HOME: home, PATH: process.env.PATH ?? '', TERM: 'xterm-256color', SHELL: '/bin/bash', LANG: 'C.UTF-8' };
  const npm = Bun.which('npm') ?? 'npm';
  await using terminal = new Terminal({ file: npm, args: ['run', 'demo'], cwd: where, env, columns: 110, rows: 30 });
  await terminal.until(/❯.*ystataws/);
  terminal.type('\r');
  await terminal.until(({ lastLine }) => / ystataws @ account-b {2}/.test(lastLine));
  const seconds = (from: number) => ((Date.now() - from) / 1000).toFixed(1);
  return { told: `${seconds(started)} s, ${seconds(installed)} of them after npm ci` };
}

function audit(): Found {
  // `npm run --silent` makes the npm called here silent too.
  const problem = fails('npm', ['audit', '--audit-level=high', '--loglevel=error'], root);
  return problem?.includes('audit endpoint returned an error') ? { unknown: problem } : problem;
}

function installUnder(version: string, directory: string): string | undefined {
  const tarball = readdirSync(directory).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) return 'there is no package: see clone';
  const prefix = join(directory, `node-${version}`);
  mkdirSync(prefix);
  // The package `node` fetches its binary in an install script, which npm runs only for a project that allows it.
  writeFileSync(join(prefix, 'package.json'), '{"private":true,"allowScripts":{"node":true}}');
  const problem =
    fails('npm', ['install', '--loglevel=error', `node@${version}`], prefix) ??
    fails('npm', ['install', '--loglevel=error', '--global', '--prefix', prefix, join(directory, tarball)], directory);
  if (problem !== undefined) return problem;
  const node = join(prefix, 'node_modules', 'node', 'bin', 'node');
  if (!existsSync(node)) return `npm brought no Node ${version}`;
  const env = { PATH: '/usr/bin:/bin', HOME: prefix };
  const told = spawnSync(join(prefix, 'bin', 'rolecall'), ['demo'], { cwd: prefix, env, encoding: 'utf8' });
  return told.status === 0 ? undefined : `rolecall demo ended with ${told.status}: ${told.stderr}`;
}

async function main(): Promise<void> {
  console.log(usage);
  const directory = mkdtempSync(join(tmpdir(), 'rolecall-release-'));
  try {
    for (const { name, run } of checks) {
      const found = await foundBy(run, directory);
      const [mark, why] = outcomeOf(found);
      console.log(`${mark} ${name}${why === undefined ? '' : `\n  ${why.replaceAll('\n', '\n  ')}`}`);
      if (typeof found === 'string') process.exitCode = 1;
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

await main();
