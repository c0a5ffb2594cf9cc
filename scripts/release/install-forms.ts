import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { root } from '../bundle.ts';
import type { Artefact } from './system-packages.ts';
import { archiveOf, folderOf, type Target, targets } from './targets.ts';

/** What install forms are written from: the archives of one version, and where they will be. */
export type Published = {
  readonly version: string;
  /** SHA-256 of the archives, in hexadecimal, by file name. */
  readonly sums: ReadonlyMap<string, string>;
  /** The address of the folder with the archives; undefined where it is not known. */
  readonly from: string | undefined;
};

/** SHA-256, in hexadecimal. */
export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

function sumOf(target: Target, { version, sums }: Published): string {
  const sum = sums.get(archiveOf(target, version));
  if (sum === undefined) throw new Error(`There is no archive for ${target.name}.`);
  return sum;
}

function targetNamed(name: string): Target {
  const found = targets.find((target) => target.name === name);
  if (found === undefined) throw new Error(`There is no target ${name}.`);
  return found;
}

/** The text as one word of `sh`. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** `install.sh`, from its pattern. */
export function installScript(published: Published): Artefact {
  const { version, from } = published;
  const rows = targets
    .filter(({ os }) => os !== 'win32')
    .map((target) => `  ${target.name}) archive=${archiveOf(target, version)} sha256=${sumOf(target, published)} ;;`);
  const values = new Map([
    ['version', version],
    ['from', quoted(from ?? '')],
    ['from-said', from === undefined ? '' : ' (default: the address of this release)'],
    ['checksums', rows.join('\n')],
  ]);
  const pattern = readFileSync(join(root, 'scripts', 'release', 'install.sh'), 'utf8');
  return { name: 'install.sh', bytes: Buffer.from(filled(pattern, values)) };
}

/** A pattern with a value for each `{{name}}`. @throws Error for a name that has none */
export const filled = (pattern: string, values: ReadonlyMap<string, string>): string =>
  pattern.replace(/\{\{([a-z-]+)\}\}/g, (placeholder, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`There is no value for ${placeholder}.`);
    return value;
  });

/** The formula of Homebrew, for macOS and Linux; undefined where the address of the archives is not known. */
export function homebrewFormula(published: Published): Artefact | undefined {
  const { version, from } = published;
  if (from === undefined) return undefined;
  const download = (name: string) => {
    const target = targetNamed(name);
    return `      url "${addressOf(target, from, version)}"\n      sha256 "${sumOf(target, published)}"`;
  };
  const system = (on: string, arm: string, intel: string) =>
    `  ${on} do\n    on_arm do\n${download(arm)}\n    end\n    on_intel do\n${download(intel)}\n    end\n  end`;
  const text = `class Rolecall < Formula
  desc "Terminal role switcher for AWS"
  homepage "${from}"
  version "${version}"
  license "${manifest.license}"

${system('on_macos', 'darwin-arm64', 'darwin-x64')}
${system('on_linux', 'linux-arm64', 'linux-x64')}

  def install
    bin.install "rolecall"
    man1.install "rolecall.1"
    bash_completion.install "completions/rolecall.bash" => "rolecall"
    zsh_completion.install "completions/_rolecall"
    fish_completion.install "completions/rolecall.fish"
    doc.install "licenses.txt", "readme.md", "changelog.md", "docs", "schemas"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/rolecall --version")
  end
end
`;
  return { name: 'rolecall.rb', bytes: Buffer.from(text) };
}

/** The manifest of Scoop, for Windows; undefined where the address of the archives is not known. */
export function scoopManifest(published: Published): Artefact | undefined {
  const { version, from } = published;
  if (from === undefined) return undefined;
  const download = (name: string) => {
    const target = targetNamed(name);
    const hash = sumOf(target, published);
    return { url: addressOf(target, from, version), hash, extract_dir: folderOf(target, version) };
  };
  const text = {
    version,
    description: manifest.description,
    homepage: from,
    license: manifest.license,
    architecture: { '64bit': download('windows-x64'), arm64: download('windows-arm64') },
    bin: 'rolecall.exe',
  };
  return { name: 'rolecall.json', bytes: Buffer.from(`${JSON.stringify(text, undefined, 2)}\n`) };
}

const addressOf = (target: Target, from: string, version: string): string =>
  `${from.replace(/\/$/, '')}/${archiveOf(target, version)}`;
