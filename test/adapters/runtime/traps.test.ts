import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { makeDemoHome, makeHome } from '../../helpers/home.ts';
import { program, programLine, runProgram } from '../../helpers/program.ts';
import { Terminal } from '../../helpers/terminal.ts';
import { hasShell } from '../../helpers/terminal-shells.ts';
import { hostileFolder, steeringVariables } from './hostile.ts';

const isLinux = process.platform === 'linux' ? false : 'it reads /proc';
const [file] = program;
const launcher = join(dirname(file), 'launcher');

type InHome = { readonly env: Readonly<Record<string, string>> };

/** A program in a home; it does not block the AWS of this process. */
const run = (home: InHome, [shell, ...argv]: readonly [string, ...string[]]) =>
  runProgram(argv, { env: home.env, program: [shell] });

/** A line of bash in a home, `rolecall` being the program. */
const line = (home: InHome, text: string, rolecall = programLine) =>
  run(home, ['/bin/bash', '-c', `rolecall() { ${rolecall} "$@"; }\n${text}`]);

describe('nothing of the folder, the home or the environment steers', () => {
  const verbs: readonly (readonly string[])[] = [
    ['--version'],
    ['list'],
    ['status'],
    ['show', 'ystataws'],
    ['exec', 'ystataws', '--', 'printenv', 'AWS_REGION'],
    ['completion', 'bash'],
    ['demo', 'list', '--names'],
  ];
  for (const argv of verbs) {
    test(`rolecall ${argv.join(' ')}`, async (context) => {
      const home = await makeDemoHome(context);
      await runProgram(['exec', 'ystataws', '--', 'true'], home);
      const plain = await runProgram(argv, { env: home.env, cwd: home.directory });
      const folder = hostileFolder(home.directory);
      const before = readdirSync(folder.path, { recursive: true }).sort();
      const values = ['1', folder.code, `--preload ${folder.code}`];
      for (const value of values) {
        const evil = Object.fromEntries(steeringVariables.map((name) => [name, value]));
        const env = { ...evil, ...home.env, XDG_CONFIG_HOME: folder.path };
        const { code, out, err } = await runProgram(argv, { env, cwd: folder.path });
        assert.deepEqual([code, out], [plain.code, plain.out], err);
      }
      assert.deepEqual(
        readdirSync(folder.path, { recursive: true }).sort(),
        before,
        'nothing ran, nothing was written',
      );
    });
  }
});

describe('what was handed over for the command is there', { skip: isLinux }, () => {
  for (const [name, start] of [
    ['the program', programLine],
    ['the launcher that npm installs', `'${launcher}'`],
  ] as const) {
    test(`descriptors, by ${name}`, async (context) => {
      const home = await makeDemoHome(context);
      const ran = await line(
        home,
        `rolecall exec ystataws -- bash -c 'cat <&3; cat <&11' 3<<<three 11<<<eleven`,
        start,
      );
      assert.equal(ran.out, 'three\neleven\n', ran.err);
      const sockets = await line(
        home,
        `LISTEN_FDS=1 rolecall exec ystataws -- sh -c 'readlink /proc/self/fd/3' 3<>/dev/zero`,
        start,
      );
      assert.equal(sockets.out, '/dev/zero\n', sockets.err);
    });
  }

  test('and nothing of ours beside them', async (context) => {
    const home = await makeDemoHome(context);
    const list = `ls -l /proc/self/fd | sed -n 's/.* \\([0-9]*\\) -> \\(.*\\)/\\1 \\2/p' | grep -v '^[012] \\|/proc/'`;
    const plain = await line(home, list);
    const ran = await line(
      home,
      `rolecall exec prod-readonly -- sh -c "${list.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
    );
    assert.equal(ran.out.replace(/\d+/g, ''), plain.out.replace(/\d+/g, ''), ran.err);
  });

  test('a process substitution of zsh', { skip: hasShell('zsh') ? false : 'there is no zsh' }, async (context) => {
    const home = await makeDemoHome(context);
    const { out, err } = await run(home, ['zsh', '-fc', `${programLine} exec ystataws -- cat <(echo substituted)`]);
    assert.equal(out, 'substituted\n', err);
  });

  test('the job server of make', { skip: hasShell('make') ? false : 'there is no make' }, async (context) => {
    const home = await makeDemoHome(context);
    const makefile = join(home.directory, 'Makefile');
    writeFileSync(
      makefile,
      `all:\n\t+@${programLine} exec ystataws -- $(MAKE) -s inner\ninner: one two\none two:\n\t@echo $@\n`,
    );
    const { out, err } = await run(home, ['make', ...['-s', '-j2', '-f', makefile, '-C', home.directory]]);
    assert.deepEqual([...out.trim().split('\n')].sort(), ['one', 'two']);
    assert.doesNotMatch(err, /jobserver/);
  });

  test('signals that were ignored stay so, and those that the runtime ignores are not', async (context) => {
    const home = await makeDemoHome(context);
    const ignored = `trap '' HUP CHLD; rolecall exec ystataws -- grep SigIgn /proc/self/status`;
    const mask = Number.parseInt(/SigIgn:\s*(\S+)/.exec((await line(home, ignored)).out)?.[1] ?? '', 16);
    assert.equal(mask, (1 << 0) | (1 << 16));
    assert.match((await line(home, 'rolecall exec ystataws -- yes | head -1; echo $PIPESTATUS')).out, /141\n$/);
  });

  test('limits are the caller’s own, that of core files included, while none is left of this process', async (context) => {
    const home = await makeDemoHome(context);
    const { out } = await line(
      home,
      `ulimit -Sn 300; ulimit -Sc 1000; rolecall exec ystataws -- bash -c 'ulimit -Sn; ulimit -Sc'`,
    );
    assert.equal(out, '300\n1000\n');
    const both = await line(
      home,
      `ulimit -Sn 300; ulimit -Sc 1000; rolecall exec 'prod-r*' ystataws -- bash -c 'ulimit -Sc'`,
    );
    assert.match(both.out, /1000[\s\S]*1000/, both.err);
  });

  test('a slow reader gets all of 13 MB', async (context) => {
    const home = await makeDemoHome(context);
    const { out } = await line(home, 'rolecall exec ystataws -- head -c 13000000 /dev/zero | { sleep 1; wc -c; }');
    assert.equal(out.trim(), '13000000');
  });

  test('the end of children may be ignored by whoever started it', async (context) => {
    const home = await makeDemoHome(context);
    const { out, code, err } = await line(home, `trap '' CHLD; rolecall exec prod-readonly ystataws -- echo done`);
    assert.equal(code, 0, err);
    assert.match(out, /done[\s\S]*done/);
  });
});

describe('what the kernel cannot run is 126, with words and without a core file', { skip: isLinux }, () => {
  const garbage = Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.alloc(200, 7)]);
  const kinds: readonly (readonly [string, (path: string) => void])[] = [
    ['garbage that begins like a program', (path) => writeFileSync(path, garbage)],
    ['a script whose interpreter is not there', (path) => writeFileSync(path, '#!/no/such/interpreter\n')],
    ['a script whose interpreter may not be run', (path) => writeFileSync(path, '#!/etc/passwd\n')],
    ['a directory', (path) => mkdirSync(path)],
  ];
  for (const [name, make] of kinds) {
    test(name, async (context) => {
      const home = await makeDemoHome(context);
      const path = join(home.directory, 'command');
      make(path);
      chmodSync(path, 0o755);
      const { code, err } = await line(
        home,
        `cd; ulimit -Sc unlimited 2>/dev/null; rolecall exec ystataws -- "$HOME/command"`,
      );
      assert.equal(code, 126, err);
      assert.match(err, /^✗ .*command/m);
      assert.doesNotMatch(err, /bun|panic|errno/i);
      assert.deepEqual(
        readdirSync(home.directory).filter((entry) => entry.startsWith('core')),
        [],
      );
    });
  }

  test('one that is being written to', async (context) => {
    const home = await makeDemoHome(context);
    const path = join(home.directory, 'command');
    copyFileSync('/bin/true', path);
    chmodSync(path, 0o755);
    const { code, err } = await line(home, `exec 9>>"$HOME/command"; rolecall exec ystataws -- "$HOME/command"`);
    assert.equal(code, 126, err);
    assert.match(err, /being written to/);
  });

  test('more arguments than there is room for', async (context) => {
    const home = await makeDemoHome(context);
    const { code, err } = await line(
      home,
      `rolecall exec ystataws -- /bin/echo "$(head -c 140000 /dev/zero | tr '\\0' x)"`,
    );
    assert.ok(code === 126 || /Argument list too long/.test(err), err);
  });
});

describe('it is one file', () => {
  test('copied elsewhere it works, with an empty environment', async (context) => {
    const home = await makeDemoHome(context);
    const elsewhere = join(home.directory, 'else where');
    mkdirSync(elsewhere);
    copyFileSync(file, join(elsewhere, 'rolecall'));
    chmodSync(join(elsewhere, 'rolecall'), 0o755);
    const { stdout, stderr, status } = spawnSync(join(elsewhere, 'rolecall'), ['demo', 'list', '--names'], {
      env: { PATH: '/usr/bin:/bin' },
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^ystataws$/m);
    const bare = spawnSync(join(elsewhere, 'rolecall'), ['--version'], { env: {}, encoding: 'utf8' });
    assert.match(bare.stdout, /^\d+\.\d+\.\d+\n$/, bare.stderr);
  });

  test('it names itself as PATH leads to it, the launcher of npm included', async (context) => {
    const home = await makeDemoHome(context);
    const bin = join(home.directory, 'bin');
    mkdirSync(bin);
    const env = { ...home.env, PATH: `${bin}:${home.env.PATH}` };
    const named = async () =>
      /__rolecall_program=\('([^']+)'\)/.exec((await line({ env }, 'rolecall init bash')).out)?.[1];
    assert.equal(await named(), file, 'PATH does not lead to it');
    symlinkSync(launcher, join(bin, 'rolecall'));
    assert.equal(await named(), join(bin, 'rolecall'));
    const { stdout } = spawnSync(join(bin, 'rolecall'), ['--version'], { env, encoding: 'utf8' });
    assert.match(stdout, /^\d/);
  });

  const isRoot = process.getuid?.() === 0;
  test('in a home that cannot be written a shell opens without the prompt, and a sentence says so', {
    skip: isRoot && !hasShell('setpriv') ? 'root may write everywhere, and there is no setpriv' : false,
  }, async (context) => {
    const home = await makeDemoHome(context);
    for (const path of [home.config, home.credentials]) chmodSync(path, 0o444);
    chmodSync(home.directory, 0o555);
    const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', file] as const;
    const [start, ...args] = isRoot ? asNobody : [file];
    try {
      await using terminal = new Terminal({ file: start, args: [...args, 'ystataws'], env: home.env, columns: 200 });
      await terminal.until('the prompt does not show the role');
      assert.equal(await terminal.run('printenv ROLECALL_PROFILE'), 'ystataws');
    } finally {
      // Before the home is taken away, which is done first of what follows the test.
      chmodSync(home.directory, 0o700);
    }
  });

  test('licences and manual are inside', async (context) => {
    const home = await makeHome(context);
    const { out } = await runProgram(['help', 'licenses'], home);
    for (const name of ['react', 'ink', 'conf', '@aws-sdk/client-sts', 'proper-lockfile', 'bun', '@napi-rs/keyring'])
      assert.match(out, new RegExp(`^${name}\\S* [\\d.]+ \\((MIT|Apache-2.0)\\)$`, 'm'));
    assert.match(out, /LGPL/);
    assert.match((await runProgram(['help', 'manual'], home)).out, /^\.TH ROLECALL 1/);
  });
});

test('the keychain’s native part needs no temporary directory, and leaves nothing in one', {
  skip: isLinux,
}, async (context) => {
  const home = await makeHome(context, { config: '' });
  mkdirSync(join(home.directory, '.config', 'rolecall'), { recursive: true });
  writeFileSync(join(home.directory, '.config', 'rolecall', 'settings.json'), '{"sessionStore":"keychain"}');
  const temporary = join(home.directory, 'tmp');
  mkdirSync(temporary);
  // A bus that nobody is at: the library has to be there to find that out.
  const bus = `unix:path=${join(home.directory, 'no-bus')}`;
  for (const TMPDIR of [temporary, '/nonexistent']) {
    const { out } = await runProgram(['doctor'], { env: { ...home.env, TMPDIR, DBUS_SESSION_BUS_ADDRESS: bus } });
    assert.doesNotMatch(out, /cannot be loaded/, out);
    assert.match(out, /keychain/i);
  }
  assert.deepEqual(readdirSync(temporary), []);
});

const mayMount = () => spawnSync('unshare', ['--mount', 'true']).status === 0;

test('nor does it matter that nothing may be run from there', {
  skip: isLinux || (mayMount() ? false : 'a place where nothing may be run takes root and unshare'),
}, async (context) => {
  const home = await makeHome(context, { config: '' });
  mkdirSync(join(home.directory, '.config', 'rolecall'), { recursive: true });
  writeFileSync(join(home.directory, '.config', 'rolecall', 'settings.json'), '{"sessionStore":"keychain"}');
  const temporary = join(home.directory, 'tmp');
  mkdirSync(temporary);
  const bus = `unix:path=${join(home.directory, 'no-bus')}`;
  const env = { ...home.env, TMPDIR: temporary, DBUS_SESSION_BUS_ADDRESS: bus };
  const inside = `mount -t tmpfs -o noexec none '${temporary}' && ${programLine} doctor; ls -A '${temporary}'`;
  const { out } = await run({ env }, ['unshare', '--mount', 'sh', '-c', inside]);
  assert.match(out, /keychain\. .*no-bus/, 'the library was loaded, and found no bus');
  assert.match(out, /\nLooked at .*\n$/, 'nothing is left there');
});

test('who you are is what the system says, not what USER says', { skip: isLinux }, async (context) => {
  const home = await makeDemoHome(context);
  const name = spawnSync('id', ['-un'], { encoding: 'utf8' }).stdout.trim();
  const [key, secret] = [...readFileSync(home.credentials, 'utf8').matchAll(/= (\S+)/g)].map(([, value = '']) => value);
  const keys = JSON.stringify({ Version: 1, AccessKeyId: key, SecretAccessKey: secret });
  writeFileSync(join(home.directory, 'keys.json'), keys);
  writeFileSync(
    home.config,
    `${readFileSync(home.config, 'utf8')}\n[profile outside]\ncredential_process = cat ${join(home.directory, 'keys.json')}\nregion = us-east-1\nendpoint_url = ${home.aws.url}\n`,
  );
  const argv = [
    'exec',
    '--role-arn',
    'arn:aws:iam::444455556666:role/ystataws',
    '--source-profile',
    'outside',
    '--',
    'true',
  ];
  const { code, err } = await runProgram(argv, { env: { ...home.env, USER: 'mallory', LOGNAME: 'mallory' } });
  assert.equal(code, 0, err);
  const sessions = home.aws.calls.flatMap(({ params }) => params.RoleSessionName ?? []);
  assert.ok(!sessions.includes('mallory') && (sessions.includes(name) || sessions.includes('mary')), String(sessions));
});

test('a crash of the runtime calls nobody, prints no secret and leaves no core file', {
  skip: isLinux,
}, async (context) => {
  const home = await makeDemoHome(context);
  const bin = join(home.directory, 'bin');
  mkdirSync(bin);
  for (const name of ['curl', 'wget']) {
    writeFileSync(join(bin, name), `#!/bin/sh\necho "$@" >> '${join(home.directory, 'called')}'\n`, { mode: 0o755 });
  }
  home.aws.failNext({ kind: 'hang' });
  const env = { ...home.env, PATH: `${bin}:${home.env.PATH}`, BUN_ENABLE_CRASH_REPORTING: '1' };
  const child = spawn(
    '/bin/bash',
    ['-c', `ulimit -Sc unlimited 2>/dev/null; cd; exec ${programLine} exec ystataws -- true`],
    { env },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  while (home.aws.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.match(readFileSync(`/proc/${child.pid}/limits`, 'utf8'), /Max core file size\s+0 /);
  child.kill('SIGSEGV');
  await new Promise((resolve) => child.once('close', resolve));
  for (const [, secret = ''] of readFileSync(home.credentials, 'utf8').matchAll(/secret_access_key = (\S+)/g)) {
    assert.ok(!said.includes(secret));
  }
  assert.ok(!existsSync(join(home.directory, 'called')));
  assert.deepEqual(
    readdirSync(home.directory).filter((entry) => entry.startsWith('core')),
    [],
  );
});
