import manifest from '../../package.json' with { type: 'json' };
import { deb } from './archives/deb.ts';
import { gzip } from './archives/gzip.ts';
import { file, tar, withFolders } from './archives/tar.ts';
import { zip } from './archives/zip.ts';
import { type Built, completion, helpers, ownText, papers, type Release, under } from './contents.ts';
import { archiveOf, folderOf } from './targets.ts';

/** A file of the release: its name below the folder of the release, and its content. */
export type Artefact = { readonly name: string; readonly bytes: Buffer };

/** The archive of a target: program, manual page, completions and terms in a folder. */
export function archive(built: Built, { version, time }: Release): Artefact {
  const { target, program } = built;
  const entries = under(folderOf(target, version), [
    file(target.file, program, true),
    ...helpers(built),
    ...papers(built),
  ]);
  const bytes = target.os === 'win32' ? zip(entries, time) : gzip(tar(withFolders(entries), time));
  return { name: archiveOf(target, version), bytes };
}

/** What Debian calls the processors. */
const debianNames = { x64: 'amd64', arm64: 'arm64' } as const;

/** The package of Debian for a target; undefined where Debian does not run there. */
export function debianPackage(built: Built, { version, time }: Release): Artefact | undefined {
  const { target } = built;
  if (target.libc !== 'glibc') return undefined;
  const architecture = debianNames[target.cpu];
  const documents = 'usr/share/doc/rolecall';
  const copyright = `${ownText('license').trim()}\n\n${built.licenses}`;
  // Terms have a name of Debian's own, and so have changes, beside those that the pages lead to.
  const readable = papers(built).filter(({ path }) => path.endsWith('.md') || path.includes('/'));
  const control = {
    Package: 'rolecall',
    // Debian sorts what follows a tilde before the release itself.
    Version: version.replace('-', '~'),
    Architecture: architecture,
    Maintainer: 'The rolecall authors <authors@rolecall.invalid>',
    Depends: 'libc6 (>= 2.17), libgcc-s1 | libgcc1',
    Section: 'admin',
    Priority: 'optional',
    Description: `terminal role switcher for AWS\n ${manifest.description}`,
  };
  const entries = [
    file('usr/bin/rolecall', built.program, true),
    file('usr/share/man/man1/rolecall.1.gz', gzip(built.manual)),
    file('usr/share/bash-completion/completions/rolecall', completion('bash')),
    file('usr/share/zsh/vendor-completions/_rolecall', completion('zsh')),
    file('usr/share/fish/vendor_completions.d/rolecall.fish', completion('fish')),
    file(`${documents}/copyright`, copyright),
    file(`${documents}/changelog.gz`, gzip(ownText('changelog.md'))),
    ...under(documents, readable),
  ];
  return { name: `rolecall_${version}_${architecture}.deb`, bytes: deb(control, entries, time) };
}
