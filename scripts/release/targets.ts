/** A kind of machine that rolecall is built for. */
export type Target = {
  /** As packages and archives name it, and Bun without the prefix `bun-`. */
  readonly name: string;
  readonly os: 'linux' | 'darwin' | 'win32';
  readonly cpu: 'x64' | 'arm64';
  /** Of Linux alone. */
  readonly libc?: 'glibc' | 'musl';
  /** npm's package with Bun's executable. */
  readonly runtime: string;
  /** npm's package with the keychain's native part. */
  readonly keyring: string;
  /** The file name of the program. */
  readonly file: 'rolecall' | 'rolecall.exe';
  /** The oldest system that it runs on, as the makers of the runtime say. */
  readonly oldest: string;
  /** What it was tried on; undefined where it was built, and not tried. */
  readonly tried?: string;
};

const glibc = 'glibc 2.17, kernel 3.10';
const musl = 'musl with libstdc++ of GCC 13, kernel 3.10';
const macos = 'macOS 13';
const windows = 'Windows 10 1809';

/** Every target of a release. Packages, archives, install lines and checksums come from this table. */
export const targets: readonly Target[] = [
  {
    name: 'linux-x64',
    os: 'linux',
    cpu: 'x64',
    libc: 'glibc',
    file: 'rolecall',
    runtime: '@oven/bun-linux-x64',
    keyring: '@napi-rs/keyring-linux-x64-gnu',
    oldest: `${glibc}, a processor with SSE4.2`,
    tried: 'Debian',
  },
  {
    name: 'linux-arm64',
    os: 'linux',
    cpu: 'arm64',
    libc: 'glibc',
    file: 'rolecall',
    runtime: '@oven/bun-linux-aarch64',
    keyring: '@napi-rs/keyring-linux-arm64-gnu',
    oldest: glibc,
    tried: 'Debian, in qemu',
  },
  {
    name: 'linux-x64-musl',
    os: 'linux',
    cpu: 'x64',
    libc: 'musl',
    file: 'rolecall',
    runtime: '@oven/bun-linux-x64-musl',
    keyring: '@napi-rs/keyring-linux-x64-musl',
    oldest: `${musl}, a processor with SSE4.2`,
  },
  {
    name: 'linux-arm64-musl',
    os: 'linux',
    cpu: 'arm64',
    libc: 'musl',
    file: 'rolecall',
    runtime: '@oven/bun-linux-aarch64-musl',
    keyring: '@napi-rs/keyring-linux-arm64-musl',
    oldest: musl,
  },
  {
    name: 'darwin-arm64',
    os: 'darwin',
    cpu: 'arm64',
    file: 'rolecall',
    runtime: '@oven/bun-darwin-aarch64',
    keyring: '@napi-rs/keyring-darwin-arm64',
    oldest: macos,
  },
  {
    name: 'darwin-x64',
    os: 'darwin',
    cpu: 'x64',
    file: 'rolecall',
    runtime: '@oven/bun-darwin-x64',
    keyring: '@napi-rs/keyring-darwin-x64',
    oldest: macos,
  },
  {
    name: 'windows-x64',
    os: 'win32',
    cpu: 'x64',
    file: 'rolecall.exe',
    runtime: '@oven/bun-windows-x64',
    keyring: '@napi-rs/keyring-win32-x64-msvc',
    oldest: `${windows}, a processor with SSE4.2`,
    tried: 'Wine 8, with a stand-in for its missing bcryptprimitives.dll',
  },
  {
    name: 'windows-arm64',
    os: 'win32',
    cpu: 'arm64',
    file: 'rolecall.exe',
    runtime: '@oven/bun-windows-aarch64',
    keyring: '@napi-rs/keyring-win32-arm64-msvc',
    oldest: windows,
  },
];

/** Where it was tried, or that it was not. */
export const triedOn = ({ tried }: Target): string => (tried === undefined ? 'built, not tried' : `tried on ${tried}`);

/** The name of npm's package with the program of a target. */
export const packageOf = ({ name }: Target): string => `rolecall-${name}`;

/** The file name of the archive of a target, and of the folder in it. */
export const folderOf = ({ name }: Target, version: string): string => `rolecall-${version}-${name}`;
export const archiveOf = (target: Target, version: string): string =>
  `${folderOf(target, version)}.${target.os === 'win32' ? 'zip' : 'tar.gz'}`;
