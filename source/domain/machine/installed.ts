/** How a copy of rolecall came to a machine, and what to type to have a newer one, or none. */
export type Installed = {
  /** In words: `by npm`. */
  readonly how: string;
  readonly update: readonly string[];
  readonly remove: readonly string[];
};

/** What can be looked up. @returns whether there is such a file or folder */
type IsThere = (path: string) => Promise<boolean>;

/** The packagers whose folders say that they brought a program. The first that fits counts. */
const packagers: readonly (readonly [folder: RegExp, installed: Installed])[] = [
  [
    /^\/nix\/store\//,
    {
      how: 'by Nix',
      update: ['nix profile upgrade rolecall, or the newer version where you declared it'],
      remove: ['nix profile remove rolecall, or remove it where you declared it'],
    },
  ],
  [
    /[\\/]Cellar[\\/]rolecall[\\/]/,
    {
      how: 'by Homebrew',
      update: ['brew upgrade rolecall, once its tap has the newer formula'],
      remove: ['brew uninstall rolecall'],
    },
  ],
  [
    /[\\/]scoop[\\/]apps[\\/]rolecall[\\/]/i,
    { how: 'by Scoop', update: ['scoop update rolecall'], remove: ['scoop uninstall rolecall'] },
  ],
  [
    /[\\/]\.bun[\\/]install[\\/]global[\\/]/,
    { how: 'by bun', update: ['bun add --global rolecall@latest'], remove: ['bun remove --global rolecall'] },
  ],
  [
    /[\\/]yarn[\\/](?:data[\\/])?global[\\/]/i,
    {
      how: 'by Yarn',
      update: ['yarn global upgrade rolecall --latest'],
      remove: ['yarn global remove rolecall'],
    },
  ],
  [
    /[\\/]pnpm[\\/].*[\\/]node_modules[\\/]/,
    { how: 'by pnpm', update: ['pnpm add --global rolecall@latest'], remove: ['pnpm remove --global rolecall'] },
  ],
  [
    /[\\/]lib[\\/]node_modules[\\/]rolecall\b/,
    { how: 'by npm', update: ['npm install --global rolecall@latest'], remove: ['npm uninstall --global rolecall'] },
  ],
  [
    /[\\/]node_modules[\\/]/,
    {
      how: 'by npm, for the project around it',
      update: ['npm install rolecall@latest'],
      remove: ['npm uninstall rolecall'],
    },
  ],
];

/**
 * How the copy at a path came there.
 * @param program absolute path of the running program, links followed
 * @param isThere looks at this machine
 */
export async function installedAt(program: string, isThere: IsThere): Promise<Installed> {
  const packager = packagers.find(([folder]) => folder.test(program))?.[1];
  if (packager !== undefined) return packager;
  const [, clone] = /^(.*)[\\/]dist(?:-test)?[\\/][^\\/]+$/.exec(program) ?? [];
  if (clone !== undefined && (await isThere(`${clone}/source/cli.ts`))) {
    return {
      how: `by building it in ${clone}`,
      update: ['git pull && npm ci && npm run build, there'],
      remove: [`Delete ${clone}.`],
    };
  }
  if (program === '/usr/bin/rolecall' && (await isThere('/var/lib/dpkg/info/rolecall.list'))) {
    return {
      how: 'by dpkg',
      update: ['sudo dpkg --install rolecall_VERSION_ARCHITECTURE.deb, with the newer package'],
      remove: ['sudo dpkg --remove rolecall'],
    };
  }
  return {
    how: 'as a single file',
    update: [`Replace it with the newer program: ${program}`],
    remove: [`Delete ${program}, and what was installed with it: completions, the manual.`],
  };
}
