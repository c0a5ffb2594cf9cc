import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import xterm from '@xterm/headless';
import { openPty } from '../test/helpers/pty.ts';
import { root } from './bundle.ts';
import { type Cell, looks, svgOf } from './svg.ts';

const columns = 100;
const rows = 24;

/** The pictures, with the keys to press before each one. */
const story = [
  { name: 'picker', title: 'The picker: role profiles in their colours', keys: '', shows: /type to search/ },
  { name: 'search', title: 'Searching: prod adm', keys: 'prod adm', shows: /1 of/ },
] as const;

/** Runs the demo in a terminal and draws its screens, for dark and for light pages. */
async function pictures(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'rolecall-pictures-'));
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  let onScreen = () => {};
  const pty = openPty({
    file: join(root, 'dist', 'rolecall'),
    args: ['demo'],
    columns,
    rows,
    cwd: home,
    env: {
      HOME: home,
      PATH: process.env.PATH ?? '',
      TERM: 'xterm-256color',
      COLORTERM: 'truecolor',
      SHELL: '/bin/bash',
      LANG: 'C.UTF-8',
    },
    onText: (text) => screen.write(text, () => onScreen()),
  });
  screen.onData((reply) => pty.write(reply));
  const until = (expected: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no ${expected} within 30 s:\n${textOf(screen)}`)), 30_000);
      onScreen = () => {
        if (!expected.test(textOf(screen))) return;
        clearTimeout(late);
        resolve();
      };
      onScreen();
    });
  await mkdir(join(root, '.github', 'pictures'), { recursive: true });
  try {
    for (const { name, title, keys, shows } of story) {
      pty.write(keys);
      await until(shows);
      const cells = cellsOf(screen);
      for (const [look, colors] of Object.entries(looks)) {
        await writeFile(join(root, '.github', 'pictures', `${name}-${look}.svg`), svgOf(cells, colors, title));
      }
    }
  } finally {
    onScreen = () => {};
    pty.kill('SIGTERM');
    screen.dispose();
    await rm(home, { recursive: true, force: true });
  }
}

type Screen = InstanceType<typeof xterm.Terminal>;

const textOf = (screen: Screen): string =>
  Array.from({ length: rows }, (_, row) => lineOf(screen, row)?.translateToString(true) ?? '').join('\n');

const lineOf = ({ buffer: { active } }: Screen, row: number) => active.getLine(active.viewportY + row);

/** The screen without the empty rows at its end. */
function cellsOf(screen: Screen): readonly (readonly Cell[])[] {
  const all = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => cellAt(screen, row, column)).filter(({ columns: wide }) => wide > 0),
  );
  const last = all.findLastIndex((row) => row.some(({ text }) => text.trim() !== ''));
  return all.slice(0, last + 1);
}

function cellAt(screen: Screen, row: number, column: number): Cell {
  const cell = lineOf(screen, row)?.getCell(column);
  const color = (isDefault: boolean | undefined, isRgb: boolean | undefined, value = 0) =>
    isDefault !== false ? undefined : isRgb ? `#${value.toString(16).padStart(6, '0')}` : value;
  const foreground = color(cell?.isFgDefault(), cell?.isFgRGB(), cell?.getFgColor());
  const background = color(cell?.isBgDefault(), cell?.isBgRGB(), cell?.getBgColor());
  const inverse = Boolean(cell?.isInverse());
  return {
    text: cell?.getChars() || ' ',
    columns: cell?.getWidth() ?? 1,
    foreground: inverse ? (background ?? 0) : foreground,
    background: inverse ? (foreground ?? 7) : background,
    bold: Boolean(cell?.isBold()),
    dim: Boolean(cell?.isDim()),
  };
}

await pictures();
