import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { program } from '../helpers/program.ts';
import { Pty } from './pty.ts';
import { inWorld, warmed } from './world.ts';

type CpuProfile = {
  /** Microseconds of the machine's own clock. */
  readonly startTime: number;
  readonly nodes: readonly { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

/** Where the time from the start to a first frame goes, by package and room. */
export function explainFirstFrame(): Promise<readonly string[]> {
  return inWorld(1000, async (world) => {
    await warmed(world);
    const directory = mkdtempSync(join(tmpdir(), 'rolecall-profile-'));
    try {
      let painted = 0;
      for (const flags of [[], ['--cpu-prof', '--cpu-prof-interval', '100', '--cpu-prof-dir', directory]]) {
        const pty = new Pty({
          file: process.execPath,
          argv: [...flags, ...program.slice(1)],
          env: world.env,
          cwd: world.home,
        });
        await pty.until(() => pty.output.includes('type to search'));
        painted = Number(process.hrtime.bigint() / 1000n);
        pty.type('\u001b');
        await pty.ended;
      }
      const [file = ''] = readdirSync(directory);
      return table(JSON.parse(readFileSync(join(directory, file), 'utf8')), painted);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
}

function table({ startTime, nodes, samples, timeDeltas }: CpuProfile, until: number): readonly string[] {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  const times = new Map<string, number>();
  let now = startTime;
  samples.forEach((id, index) => {
    now += timeDeltas[index] ?? 0;
    if (now > until) return;
    const place = places.get(id) ?? '?';
    times.set(place, (times.get(place) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
  });
  return [...times]
    .filter(([place, time]) => time >= 0.5 && place !== '(idle)')
    .sort(([, one], [, other]) => other - one)
    .map(([place, time]) => `${time.toFixed(1).padStart(7)} ms  ${place}`);
}

function placeOf({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string {
  if (url.startsWith('node:')) return `Node: ${url}`;
  if (!url.startsWith('file:')) return functionName === '' ? 'Node' : functionName;
  return sourceAt(fileURLToPath(url), lineNumber);
}

const read = new Map<string, readonly string[]>();

/** esbuild says in a comment from where what follows is. */
function sourceAt(file: string, line: number): string {
  const lines = read.get(file) ?? readFileSync(file, 'utf8').split('\n');
  read.set(file, lines);
  for (let at = line; at >= 0; at--) {
    const path = /^\s*\/\/ (\S*(?:node_modules|source)\/\S+)$/.exec(lines[at] ?? '')?.[1];
    if (path === undefined) continue;
    const library = /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules)/.exec(path)?.[1];
    return library ?? path.split('/').slice(0, 2).join('/');
  }
  return 'loading modules';
}
