import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { awsCli } from '../helpers/aws-cli.ts';
import { program } from '../helpers/program.ts';
import { processTime, sideBySide } from './measure.ts';
import { compared, type Suite } from './row.ts';
import { type BenchWorld, inWorld, role, warmed } from './world.ts';

type Work = 'cached credentials' | 'list of profiles';

/** The same work in other tools, as their manuals say it. */
const others: readonly { readonly tool: string; readonly work: Work; readonly argv: readonly string[] }[] = [
  { tool: 'aws', work: 'cached credentials', argv: ['configure', 'export-credentials', '--profile', role] },
  { tool: 'aws', work: 'list of profiles', argv: ['configure', 'list-profiles'] },
  { tool: 'aws-vault', work: 'cached credentials', argv: ['exec', role, '--', 'true'] },
  { tool: 'aws-vault', work: 'list of profiles', argv: ['list', '--profiles'] },
  { tool: 'granted', work: 'cached credentials', argv: ['credential-process', '--profile', role] },
  { tool: 'awsume', work: 'cached credentials', argv: [role, '-s'] },
  { tool: 'awsume', work: 'list of profiles', argv: ['--list-profiles'] },
  { tool: 'aws-sso', work: 'list of profiles', argv: ['list'] },
];

const ours: Readonly<Record<Work, readonly string[]>> = {
  'cached credentials': ['credential-process', role],
  'list of profiles': ['list', '--names'],
};

/** The program of a tool: of the AWS CLI the v2 that was fetched, where it was, since an `aws` on PATH may be v1. */
function programOf(tool: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = folders.map((folder) => join(folder, tool)).find((file) => existsSync(file));
  return tool === 'aws' ? (awsCli() ?? found) : found;
}

/** The AWS CLI v2 on the same work, where it is there; `scripts/fetch-aws-cli.ts` fetches it. */
export const awsCliSuite: Suite = {
  name: 'aws-cli',
  run: (rounds) =>
    inWorld(1000, async ({ env, ...world }) => {
      const file = awsCli();
      if (file === undefined) {
        console.error('skipped: there is no AWS CLI v2; bun scripts/fetch-aws-cli.ts fetches it');
        return [];
      }
      await warmed({ env, ...world }, ours['cached credentials']);
      const theirs = [file, 'configure', 'export-credentials', '--profile', role] as const;
      const [us, them] = await sideBySide(
        [
          { name: 'rolecall', once: () => processTime([...program, ...ours['cached credentials']], env) },
          { name: 'aws', once: () => processTime(theirs, env) },
        ],
        Math.max(3, rounds / 3),
      );
      const against = 'AWS CLI v2, `configure export-credentials`';
      return [{ what: '`credential-process`', against, ...compared(us, them), unit: 'ms', atMost: 0.04 }];
    }),
};

/** A line for each tool that is on PATH and does the work, for each that is not, and for each that could not. */
export function compareOthers(rounds: number): Promise<readonly string[]> {
  return inWorld(1000, async (world) => {
    await warmed(world, ...Object.values(ours));
    const lines: string[] = [];
    for (const { tool, work, argv } of others) {
      const file = programOf(tool);
      lines.push(
        file === undefined ? `${tool}: not on PATH` : await against(world, file, { tool, work, argv }, rounds),
      );
    }
    return [...new Set(lines)];
  });
}

async function against(
  { env }: BenchWorld,
  file: string,
  { tool, work, argv }: (typeof others)[number],
  rounds: number,
): Promise<string> {
  const vault = { AWS_VAULT_BACKEND: 'file', AWS_VAULT_FILE_PASSPHRASE: 'bench' };
  const theirEnv = tool === 'aws-vault' ? { ...env, ...vault } : env;
  try {
    const [us, them] = await sideBySide(
      [
        { name: 'rolecall', once: () => processTime([...program, ...ours[work]], env) },
        { name: tool, once: () => processTime([file, ...argv], theirEnv) },
      ],
      Math.max(3, rounds / 3),
    );
    const { ours: mine, theirs, ratio } = compared(us, them);
    return `${work}: ${tool} ${argv[0]} ${theirs.toFixed(0)} ms, rolecall ${mine.toFixed(0)} ms (${(1 / ratio).toFixed(1)} times)`;
  } catch (error) {
    return `${work}: ${tool} could not: ${error instanceof Error ? error.message : String(error)}`;
  }
}
