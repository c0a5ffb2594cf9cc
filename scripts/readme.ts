import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Command } from '../source/commands/registry/command.ts';
import { roleCommands } from '../source/commands/registry/role.ts';
import { commands } from '../source/commands/registry/table.ts';
import { keymap } from '../source/ui/core/keymap.ts';

export const readmePath = fileURLToPath(new URL('../readme.md', import.meta.url));

const cell = (text: string) => text.replaceAll('|', '\\|');

function commandTable(): string {
  const verbs = [...commands.filter(({ hidden, name }) => !hidden && name !== 'role'), ...roleCommands];
  const row = ({ usage, summary }: Command) =>
    `| ${usage.map((line) => `\`${cell(line)}\``).join('<br>')} | ${cell(summary)} |`;
  return ['| command | does |', '|---|---|', ...verbs.map(row)].join('\n');
}

const screens = [
  ['picker', 'in the list'],
  ['menu', 'behind tab'],
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
    .filter((key) => key !== 'delete' && !key.startsWith('alt+'))
    .map((key) => `\`${symbols[key] ?? key}\``)
    .join(' ');

/** The readme with its generated tables: the text between a table's two marks is replaced. */
export function withTables(readme: string): string {
  const tables = { commands: commandTable(), keys: keyTable() };
  return Object.entries(tables).reduce(
    (text, [name, table]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`),
        (_, open: string, close: string) => `${open}${table}\n${close}`,
      ),
    readme,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(readmePath, withTables(await readFile(readmePath, 'utf8')));
}
