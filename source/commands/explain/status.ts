import type { Context } from '../../context.ts';
import { jsonText, plain } from '../../domain/display/sanitize.ts';
import { unreadableFile } from '../../domain/profiles/names.ts';
import type { Profiles } from '../../domain/profiles/profile.ts';
import { whoHere } from '../../domain/shells/current.ts';
import { done, type Outcome } from '../../outcome.ts';
import { loginsJson, loginsText } from '../../output/login.ts';
import { portalsJson, portalsText } from '../../output/portals.ts';
import { statusFormat, statusJson, statusPlaceholders, statusText } from '../../output/status.ts';
import { orProblem, Problem, unlessProblem, wrongUsage } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { loginStates, portalStates } from './shared/portals.ts';

/**
 * Who the programs of this shell are, by its environment alone, and which sign-ins lie on this machine; with `--verify`,
 * what AWS says to that.
 */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const who = whoHere(context.env);
  const now = context.clock.now();
  const template = args.value('format');
  if (template !== undefined) {
    checkTemplate(template);
    // In no role a prompt has nothing to show.
    if (who.tag === 'role') context.output.write(`${statusFormat(template, who, now)}\n`);
    return done;
  }
  const verified = args.flag('verify') ? await (await import('./verify.ts')).verify(who, args, context) : undefined;
  const read = await orProblem(context.profiles.load());
  const profiles = read instanceof Problem ? undefined : read;
  const unreadable = read instanceof Problem ? read : unreadableFile(read);
  if (unreadable !== undefined) context.output.writeError(`${plain(unreadable.text.title)}\n`);
  const portals = profiles === undefined ? [] : await portalStates(profiles, context);
  const logins = profiles === undefined ? [] : await loginStates(profiles, context);
  const isMissing = who.tag === 'profile' && unreadable === undefined && profiles?.get(who.name) === undefined;
  if (args.flag('json')) {
    const told = verified && { verified: verified.arn, differs: verified.differs };
    const missing = who.tag === 'profile' && { missing: isMissing };
    const region = who.region ?? (profiles === undefined ? null : await regionOfFiles(profiles, context));
    const facts = {
      ...statusJson(who, now),
      region,
      ...missing,
      ...told,
      portals: portalsJson(portals),
      console: loginsJson(logins, now),
    };
    context.output.write(`${jsonText(facts, 2)}\n`);
  } else {
    const canvas = context.output.canvas('out');
    const look = { canvas, now };
    const signIns = `${portalsText(portals, look)}${loginsText(logins, look)}`;
    context.output.write(`${statusText(who, { ...look, isMissing })}${signIns}`);
    if (verified !== undefined) context.output.write(verified.text);
  }
  return verified?.differs ? { tag: 'done', exitCode: 1 } : done;
}

/** The region that programs read in the files, where no variable names one. */
async function regionOfFiles(profiles: Profiles, { env }: Context): Promise<string | null> {
  const { regionHere } = await import('../shared/region-here.ts');
  return unlessProblem(() => regionHere(env, profiles))?.region ?? null;
}

function checkTemplate(template: string): void {
  const known: readonly string[] = statusPlaceholders;
  const [unknown] = [...template.matchAll(/\{(\w+)\}/g)].filter(([, name = '']) => !known.includes(name));
  if (unknown === undefined) return;
  throw wrongUsage(`--format does not know ${unknown[0]}.`, `It knows ${known.map((name) => `{${name}}`).join(' ')}.`);
}
