import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from '../source/commands/registry/command.ts';
import { commands } from '../source/commands/registry/commands.ts';
import { globalFlags } from '../source/commands/registry/flags.ts';
import { profileKeys } from '../source/domain/profiles/keys.ts';
import { shellKinds } from '../source/domain/shells/registry.ts';
import { keymap } from '../source/ui/screens/screens.tsx';
import { betweenMarks, pageNames, pagePath } from './pages.ts';
import { type Target, targets, triedOn } from './release/targets.ts';
import { settingsSchema } from './settings-schema.ts';

const cell = (text: string) => text.replaceAll('|', '\\|');

function commandTable(): string {
  const verbs = commands.filter(({ hidden }) => !hidden).flatMap(({ verbs, ...command }) => verbs ?? [command]);
  const row = ({ usage, summary }: Command) =>
    `| ${usage.map((line) => `\`${cell(line)}\``).join('<br>')} | ${cell(summary)} |`;
  return ['| command | does |', '|---|---|', ...verbs.map(row)].join('\n');
}

function targetTable(): string {
  const row = (target: Target) => `| ${target.name} | ${target.oldest} | ${triedOn(target)} |`;
  return ['| program | oldest system | |', '|---|---|---|', ...targets.map(row)].join('\n');
}

function profileKeyTable(): string {
  const rows = profileKeys()
    .filter(({ owner, instead }) => owner !== 'AWS' && owner !== 'rolecall' && instead === undefined)
    .map(({ name, owner, meaning }) => `| \`${name}\` | ${owner} | ${cell(meaning)} |`);
  return ['| key | of | means |', '|---|---|---|', ...rows].join('\n');
}

const screens = [
  ['picker', 'in the list'],
  ['menu', 'after Tab'],
  ['mfa', 'where a code is asked for'],
  ['problem', 'where a role was refused'],
] as const;

function keyTable(): string {
  const rows = screens.flatMap(([screen, where]) =>
    keymap[screen]
      .filter(({ help }) => help !== '')
      .map(({ keys, help }) => `| ${where} | ${cell(keysOf(keys))} | ${cell(help)} |`),
  );
  return ['| where | key | does |', '|---|---|---|', ...rows].join('\n');
}

const symbols: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  pageup: 'page up',
  pagedown: 'page down',
  enter: 'Enter',
  backspace: '⌫',
};

const keysOf = (keys: readonly string[]): string =>
  keys
    .filter((key) => !key.startsWith('alt+'))
    .map((key) => `\`${symbols[key] ?? key}\``)
    .join(' ');

/** A page with its generated tables: the text between a table's two marks is replaced. */
export function withTables(page: string): string {
  const tables = {
    commands: commandTable(),
    keys: keyTable(),
    'profile keys': profileKeyTable(),
    targets: targetTable(),
  };
  return Object.entries(tables).reduce((text, [name, table]) => betweenMarks(text, name, table), page);
}

/** The verbs that change no shell, and the flags that only print: an integration passes them on as they were typed. */
export const plainWords: readonly string[] = [
  ...commands
    .filter(({ inPlace }) => inPlace !== true)
    .map(({ name }) => name)
    .sort(),
  ...globalFlags.flatMap(({ name, short }) => (short === undefined ? [] : [`-${short}`, `--${name}`])),
];

/** The integration of a shell with {@link plainWords} in the line below its mark, between whatever the shell wants between words. */
export const withPlainWords = (integration: string): string =>
  integration.replace(/(npm run generate writes the next line\.\n.*?)\badd(\W+).*--version/, (_, before, between) => {
    return before + plainWords.join(between);
  });

async function rewrite(path: string, change: (text: string) => string): Promise<void> {
  await writeFile(path, change(await readFile(path, 'utf8')));
}

const schemas = fileURLToPath(new URL('../schemas/', import.meta.url));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await mkdir(schemas, { recursive: true });
  await writeFile(join(schemas, 'settings.json'), `${JSON.stringify(settingsSchema, null, 2)}\n`);
  for (const name of pageNames) await rewrite(pagePath(name), withTables);
  for (const kind of shellKinds) {
    const folder = fileURLToPath(new URL(`../source/domain/shells/${kind}/`, import.meta.url));
    for (const name of await readdir(folder))
      if (!name.endsWith('.ts')) await rewrite(join(folder, name), withPlainWords);
  }
}
