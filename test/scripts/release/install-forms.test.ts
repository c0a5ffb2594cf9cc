import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { file, tar, withFolders } from '../../../scripts/release/archives/tar.ts';
import {
  filled,
  homebrewFormula,
  installScript,
  type Published,
  scoopManifest,
  sha256,
} from '../../../scripts/release/install-forms.ts';
import { archiveOf, folderOf, targets } from '../../../scripts/release/targets.ts';
import { listen } from '../../helpers/listen.ts';

const version = '9.8.7';
const parts = [
  ...['rolecall.1', 'license', 'licenses.txt', 'readme.md', 'changelog.md'],
  ...[
    'completions/rolecall.bash',
    'completions/_rolecall',
    'completions/rolecall.fish',
    'docs/install.md',
    'schemas/settings.json',
  ],
];

/** Archives with a program that says its target. */
const archives = new Map(
  targets.map((target) => {
    const entries = [
      file(`${folderOf(target, version)}/rolecall`, `#!/bin/sh\necho ${target.name}\n`, true),
      ...parts.map((name) => file(`${folderOf(target, version)}/${name}`, name)),
    ];
    return [archiveOf(target, version), gzipSync(tar(withFolders(entries), 1_800_000_000))] as const;
  }),
);
const sums = new Map([...archives].map(([name, bytes]) => [name, sha256(bytes)]));
const published = (from?: string): Published => ({ version, sums, from });

/** Serves the archives on loopback; `broken` ones with another byte. */
async function serve(context: TestContext, broken = false) {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const bytes = archives.get(url.split('/').at(-1) ?? '');
    response
      .writeHead(bytes === undefined ? 404 : 200)
      .end(broken ? Buffer.concat([bytes ?? Buffer.alloc(0), Buffer.from('x')]) : bytes);
  });
  return { from: `http://127.0.0.1:${await listen(context, server)}/of/this`, asked };
}

/** Runs `install.sh`, with `tools` alone in PATH where they are given. */
async function install(
  context: TestContext,
  from: string | undefined,
  argv: readonly string[] = [],
  tools?: readonly string[],
  path = '/usr/bin:/bin',
) {
  const home = mkdtempSync(join(tmpdir(), 'rolecall install-'));
  context.after(() => rmSync(home, { recursive: true, force: true }));
  const script = join(home, 'install.sh');
  writeFileSync(script, installScript(published(from)).bytes);
  const PATH = tools === undefined ? path : join(home, 'tools');
  if (tools !== undefined) mkdirSync(PATH);
  for (const tool of tools ?? []) symlinkSync(Bun.which(tool) ?? '/nowhere', join(PATH, tool));
  mkdirSync(join(home, 'tmp'));
  const env = { HOME: home, PATH, TMPDIR: join(home, 'tmp') };
  const { code, out, err } = await new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile('/bin/sh', [script, ...argv], { env }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    );
  });
  assert.deepEqual(readdirSync(join(home, 'tmp')), [], 'nothing is left in the temporary folder');
  return { home, code, out, err };
}

const onWindows = process.platform === 'win32' && 'for systems with sh';

test('install.sh puts the program of this machine into ~/.local, and says how to remove it', {
  skip: onWindows,
}, async (context) => {
  const { from, asked } = await serve(context);
  const { home, code, out, err } = await install(context, from);
  assert.equal(code, 0, err);
  const program = join(home, '.local/bin/rolecall');
  const { stdout: said } = Bun.spawnSync([program]);
  const target = targets.find(({ name }) => name === said.toString().trim());
  assert.ok(target);
  assert.deepEqual([target.cpu, target.os], [process.arch, process.platform]);
  assert.deepEqual(asked, [`/of/this/${archiveOf(target, version)}`]);
  assert.equal(statSync(program).mode & 0o777, 0o755);
  assert.match(out, /is not in PATH/);
  const removal = out.split('To remove it:\n')[1] ?? '';
  Bun.spawnSync(['sh', '-ec', removal]);
  const left = readdirSync(join(home, '.local'), { recursive: true, encoding: 'utf8', withFileTypes: true });
  assert.deepEqual(
    left.filter((each) => each.isFile()),
    [],
    'removing as it says removes all',
  );
});

test('install.sh installs for everybody into a prefix with a quote in its name, and says how to remove it', {
  skip: onWindows,
}, async (context) => {
  const { from } = await serve(context);
  const parent = mkdtempSync(join(tmpdir(), 'rolecall-prefix-'));
  context.after(() => rmSync(parent, { recursive: true, force: true }));
  const prefix = join(parent, "o'b''s");
  const before = process.umask(0o077);
  const { code, out, err } = await install(context, from, ['--prefix', `${prefix}//`]).finally(() =>
    process.umask(before),
  );
  assert.equal(code, 0, err);
  assert.ok(out.includes(`Installed ${prefix}/bin/rolecall\n`), out);
  for (const each of readdirSync(prefix, { recursive: true, encoding: 'utf8' })) {
    const found = statSync(join(prefix, each));
    assert.equal(found.mode & 0o055, found.isDirectory() ? 0o055 : found.mode & 0o100 ? 0o055 : 0o044, each);
  }
  Bun.spawnSync(['sh', '-ec', out.split('To remove it:\n')[1] ?? '']);
  const left = readdirSync(prefix, { recursive: true, encoding: 'utf8', withFileTypes: true });
  assert.deepEqual(
    left.filter((each) => each.isFile()),
    [],
  );
});

test('install.sh knows a prefix in PATH with a slash at its end, and no folder for a program', {
  skip: onWindows,
}, async (context) => {
  const { from } = await serve(context);
  const prefix = mkdtempSync(join(tmpdir(), 'rolecall-prefix-'));
  context.after(() => rmSync(prefix, { recursive: true, force: true }));
  const { out } = await install(context, from, ['--prefix', `${prefix}/`], undefined, `${prefix}/bin:/usr/bin:/bin`);
  assert.doesNotMatch(out, /is not in PATH/);
  rmSync(join(prefix, 'bin/rolecall'));
  mkdirSync(join(prefix, 'bin/rolecall'));
  const { code, err } = await install(context, from, ['--prefix', prefix]);
  assert.deepEqual([code, err], [1, `install.sh: ${prefix}/bin/rolecall is a folder; nothing was installed\n`]);
});

test('install.sh replaces an older program, in a prefix and from an address of one’s own', {
  skip: onWindows,
}, async (context) => {
  const { from } = await serve(context);
  const prefix = mkdtempSync(join(tmpdir(), 'rolecall-prefix-'));
  context.after(() => rmSync(prefix, { recursive: true, force: true }));
  mkdirSync(join(prefix, 'bin'));
  writeFileSync(join(prefix, 'bin/rolecall'), 'older');
  const { code, err } = await install(context, undefined, ['--prefix', prefix, '--from', `${from}/`]);
  assert.equal(code, 0, err);
  assert.match(readFileSync(join(prefix, 'bin/rolecall'), 'utf8'), /^#!/);
  assert.deepEqual(readdirSync(join(prefix, 'bin')), ['rolecall']);
});

for (const [what, tools] of [
  ['wget', ['wget', 'sha256sum']],
  ['curl and openssl', ['curl', 'openssl']],
] as const) {
  const all = [...tools, 'uname', 'mktemp', 'rm', 'tar', 'gzip', 'mkdir', 'cp', 'mv', 'chmod', 'cat', 'ls'];
  const missing = all.filter((tool) => Bun.which(tool) === null);
  test(`install.sh does with ${what}`, {
    skip: onWindows || (missing.length > 0 && `there is no ${missing}`),
  }, async (context) => {
    const { code, err } = await install(context, (await serve(context)).from, [], all);
    assert.equal(code, 0, err);
  });
}

test('install.sh installs nothing that has another checksum', { skip: onWindows }, async (context) => {
  const { home, code, err } = await install(context, (await serve(context, true)).from);
  assert.equal(code, 1);
  assert.match(err, /not the one from this release; nothing was installed\n {2}SHA-256 expected [0-9a-f]{64}\n/);
  assert.equal(existsSync(join(home, '.local')), false);
});

test('half of install.sh does nothing', { skip: onWindows }, async () => {
  const text = installScript(published('http://127.0.0.1:1')).bytes.toString();
  for (const part of [0.3, 0.6, 0.99]) {
    const { stdout, exitCode } = Bun.spawnSync(['sh', '-c', text.slice(0, text.length * part)], { stderr: 'ignore' });
    assert.notEqual(exitCode, 0);
    assert.equal(stdout.toString(), '');
  }
});

test('install.sh says what it lacks: an address, an archive, a sensible flag', { skip: onWindows }, async (context) => {
  assert.match((await install(context, undefined)).err, /--from URL/);
  const { from } = await serve(context);
  assert.match((await install(context, from.replace(/:\d+/, ':1'))).err, /the download failed; nothing was installed/);
  assert.match((await install(context, from, ['--prefix', 'relative'])).err, /absolute path/);
  const { code, err } = await install(context, from, ['--force']);
  assert.equal(code, 2);
  assert.match(err, /^Usage: /);
});

test('install.sh installs nothing into the root of the system where HOME is not set', {
  skip: onWindows,
}, async (context) => {
  const directory = mkdtempSync(join(tmpdir(), 'rolecall-homeless-'));
  context.after(() => rmSync(directory, { recursive: true, force: true }));
  const run = async (from: string, ...argv: string[]) => {
    const script = join(directory, 'install.sh');
    writeFileSync(script, installScript(published(from)).bytes);
    const child = Bun.spawn(['/bin/sh', script, ...argv], { env: { PATH: '/usr/bin:/bin' }, stderr: 'pipe' });
    return { code: await child.exited, err: await new Response(child.stderr).text() };
  };
  const { code, err } = await run('http://127.0.0.1:1');
  assert.deepEqual([code, err], [1, 'install.sh: HOME is not set: choose a folder of yours with --prefix DIR\n']);
  const prefix = join(directory, 'prefix');
  assert.equal((await run((await serve(context)).from, '--prefix', prefix)).code, 0);
  assert.equal(existsSync(join(prefix, 'bin/rolecall')), true);
  assert.equal((await run('http://127.0.0.1:1', '--help')).code, 0);
});

test('a placeholder that nobody knows ends the release, and is not filled with nothing', () => {
  assert.equal(filled('a {{b}} {{c-d}}', new Map(Object.entries({ b: '1', 'c-d': '' }))), 'a 1 ');
  assert.throws(() => filled('sha256={{checksum}}', new Map()), /\{\{checksum\}\}/);
});

test('formula and manifest name every archive of their systems with its checksum', () => {
  const from = 'https://example.invalid/rolecall/';
  const formula = homebrewFormula(published(from))?.bytes.toString() ?? '';
  for (const target of targets.filter(({ os, libc }) => os !== 'win32' && libc !== 'musl')) {
    const archive = archiveOf(target, version);
    assert.ok(formula.includes(`url "${from}${archive}"\n      sha256 "${sums.get(archive)}"`), archive);
  }
  const { architecture, bin } = JSON.parse(scoopManifest(published(from))?.bytes.toString() ?? '');
  assert.equal(bin, 'rolecall.exe');
  for (const [name, target] of [
    ['64bit', 'windows-x64'],
    ['arm64', 'windows-arm64'],
  ] as const) {
    const archive = `rolecall-${version}-${target}.zip`;
    assert.deepEqual(architecture[name], {
      url: `${from}${archive}`,
      hash: sums.get(archive),
      extract_dir: `rolecall-${version}-${target}`,
    });
  }
});

test('without an address there is no formula and no manifest', () => {
  assert.deepEqual([homebrewFormula(published()), scoopManifest(published())], [undefined, undefined]);
});
