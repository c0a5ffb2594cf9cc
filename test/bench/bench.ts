import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg, platform, release } from 'node:os';
import { parseArgs } from 'node:util';
import { betweenMarks, pagePath } from '../../scripts/pages.ts';
import { arrivingSuite } from './arriving.ts';
import { buildPrograms } from './build-programs.ts';
import { commandSuite, memorySuite, terminalSuite } from './commands.ts';
import { discoverySuite } from './discovery.ts';
import { callsSuite, enteringSuite } from './entering.ts';
import { foundKeySuite, foundRowSuite, foundVerbSuite, keepSuite } from './found.ts';
import { keychainSuite } from './keychain.ts';
import { launcherSuite } from './launcher.ts';
import { awsCliSuite, compareOthers } from './others.ts';
import { packageSuite } from './package-size.ts';
import { parsingSuite } from './parsing.ts';
import { firstRowSuite, keySuite } from './picker.ts';
import { measuredValue, type Row } from './row.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '21' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const usage = `npm run bench -- [--rounds N] [--only SUITE] [--json] [--write]
Every figure that the specification limits, measured on the built program: real processes in a home of their own, in
turns with what they are compared with, medians. SUITE is one of: commands, terminal, memory, keychain, first row, keys,
entering, parsing, calls, found verbs, found row, found keys, keep, arriving, discovery, launcher, package, aws-cli, others.
--write puts the table of all suites into docs/speed.md as well.`;

const machine = () =>
  `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} threads, ${platform()} ${release()} ${arch()}, Bun ${Bun.version}, load ${loadavg()[0]?.toFixed(1)}`;

const figure = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1));

function line(row: Row): string {
  const value = measuredValue(row);
  const times = row.ratio === undefined ? '' : ' ×';
  const unit = row.ratio === undefined && row.unit !== '' ? ` ${row.unit}` : '';
  const measured =
    row.theirs === undefined ? '' : `${figure(row.ours)} ${row.unit} to ${figure(row.theirs)} ${row.unit}`;
  const note = [measured, row.note].filter(Boolean).join('; ');
  const limit = row.atMost === undefined ? '' : `${figure(row.atMost)}${times}${unit}`;
  const missed = row.atMost !== undefined && value > row.atMost ? ' (missed)' : '';
  return `| ${row.what} | ${row.against} | ${limit} | ${figure(value)}${times}${unit}${missed} | ${note} |`;
}

function writeTable(text: string): void {
  const page = pagePath('docs/speed.md');
  writeFileSync(page, betweenMarks(readFileSync(page, 'utf8'), 'bench', text));
}

async function measure(): Promise<void> {
  const rounds = Number(values.rounds);
  const programs = await buildPrograms();
  try {
    const suites = [
      commandSuite(programs.floor),
      terminalSuite(programs.floor),
      memorySuite(programs.floor),
      keychainSuite,
      firstRowSuite(programs),
      parsingSuite(programs),
      keySuite,
      enteringSuite(programs.floor),
      callsSuite,
      foundVerbSuite(programs.floor),
      foundRowSuite(programs),
      foundKeySuite,
      keepSuite,
      arrivingSuite,
      discoverySuite,
      launcherSuite,
      packageSuite,
      awsCliSuite,
    ].filter(({ name }) => values.only === undefined || name === values.only);
    const rows: Row[] = [];
    const begun = machine();
    for (const { name, run } of suites) {
      console.error(`… ${name}`);
      rows.push(...(await run(rounds)));
    }
    const others = values.only === undefined || values.only === 'others' ? await compareOthers(rounds) : [];
    if (values.json) {
      console.log(JSON.stringify({ machine: begun, rounds, rows, others }, null, 2));
      return;
    }
    const head = '| what | against | at most | measured | medians |\n|---|---|---|---|---|';
    const text = [`${head}\n${rows.map(line).join('\n')}`, `${begun}; ${rounds} rounds`, ...others].join('\n\n');
    console.log(text);
    if (values.write && values.only === undefined) writeTable(text);
  } finally {
    rmSync(programs.directory, { recursive: true, force: true });
  }
}

if (values.help) console.log(usage);
else await measure();
process.exit();
