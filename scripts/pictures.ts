import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import xterm from '@xterm/headless';
import { openPty } from '../test/helpers/pty.ts';
import { root } from './bundle.ts';
import { companyConfig } from './company.ts';
import { type Cell, looks, svgOf } from './svg.ts';

type Step = { readonly keys: string; readonly shows: RegExp };
type Scene = {
  readonly name: string;
  readonly title: string;
  readonly size: { readonly columns: number; readonly rows: number };
  /** Arguments of rolecall; the configuration is that of a large company without them. */
  readonly args: readonly string[];
  readonly steps: readonly Step[];
};

const usual = { columns: 100, rows: 24 };

const scenes: readonly Scene[] = [
  {
    name: 'picker',
    title: 'The picker: role profiles in their colours',
    size: usual,
    args: ['demo'],
    steps: [{ keys: '\u001b[B', shows: /prod-admin .*/ }],
  },
  {
    name: 'search',
    title: 'A company of 1,980 roles: pay prod adm',
    size: usual,
    args: [],
    steps: [{ keys: 'pay prod adm', shows: /found/ }],
  },
  {
    name: 'in-role',
    title: 'Inside a role: who one is, as what, for how long; Enter goes back',
    size: usual,
    args: ['demo'],
    steps: [
      { keys: '\r', shows: /is now ystataws/ },
      { keys: 'rolecall audit\r', shows: /is now Audit/ },
      { keys: 'clear; rolecall\r', shows: /mary → .*Audit/ },
    ],
  },
];

/** Draws every scene, for dark and for light pages. */
async function pictures(): Promise<void> {
  const directory = join(root, 'docs', 'pictures');
  await mkdir(directory, { recursive: true });
  for (const scene of scenes) {
    const cells = await play(scene);
    for (const [look, colors] of Object.entries(looks)) {
      await writeFile(join(directory, `${scene.name}-${look}.svg`), svgOf(cells, colors, scene.title));
    }
  }
}

/** Runs rolecall in a terminal of a home of its own. @returns what is on the screen in the end */
async function play({ args, size, steps }: Scene): Promise<readonly (readonly Cell[])[]> {
  const home = await mkdtemp(join(tmpdir(), 'rolecall-pictures-'));
  if (args.length === 0) {
    await mkdir(join(home, '.aws'));
    await writeFile(join(home, '.aws', 'config'), companyConfig({ rich: true }), { mode: 0o600 });
    const keys = '[mary]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = example\n';
    await writeFile(join(home, '.aws', 'credentials'), keys, { mode: 0o600 });
  }
  const screen = new xterm.Terminal({ cols: size.columns, rows: size.rows, allowProposedApi: true });
  let onScreen = () => {};
  const pty = openPty({
    file: join(root, 'dist', 'rolecall'),
    args,
    ...size,
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
  try {
    await until(/type to search/);
    for (const { keys, shows } of steps) {
      pty.write(keys);
      await until(shows);
      // The chain of the role in focus comes with the next frame.
      await settled();
    }
    return cellsOf(screen);
  } finally {
    onScreen = () => {};
    pty.kill('SIGHUP');
    screen.dispose();
    await rm(home, { recursive: true, force: true });
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 700));

type Screen = InstanceType<typeof xterm.Terminal>;

const textOf = (screen: Screen): string =>
  Array.from({ length: screen.rows }, (_, row) => lineOf(screen, row)?.translateToString(true) ?? '').join('\n');

const lineOf = ({ buffer: { active } }: Screen, row: number) => active.getLine(active.viewportY + row);

/** The screen without the empty rows at its end. */
function cellsOf(screen: Screen): readonly (readonly Cell[])[] {
  const all = Array.from({ length: screen.rows }, (_, row) =>
    Array.from({ length: screen.cols }, (_, column) => cellAt(screen, row, column)).filter(
      ({ columns: wide }) => wide > 0,
    ),
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
// The demo's shell has children that a terminal would end.
process.exit(0);
