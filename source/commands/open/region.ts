import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { parseArn } from '../../domain/profiles/arn.ts';
import { meantRegion, partitionOfRegion } from '../../domain/profiles/regions.ts';
import type { SavedRequest } from '../../domain/sessions/cache/store.ts';
import { planRequest } from '../../domain/sessions/plan/plan.ts';
import { moveAnswer, runPlainly } from '../../domain/shells/answer.ts';
import { currentRole, type RoleHere, whoHere } from '../../domain/shells/current.ts';
import { pasteWord } from '../../domain/shells/paste.ts';
import { done, type Outcome } from '../../outcome.ts';
import { noteLines } from '../../output/banner.ts';
import { barOn, paint } from '../../output/paint.ts';
import { hanging } from '../../output/width.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { regionHere } from '../shared/region-here.ts';
import { notInRole, savedHere, savedIfHere } from './shared/current-role.ts';
import { inThisShell } from './shared/in-this-shell.ts';
import { writeLiveRole } from './shared/role-in-shell.ts';
import { checkedRegion } from './shared/role-options.ts';

/** Another region for the role that this shell is in, with the same session; without a word, the region in force. */
export async function run({ positionals: [named] }: Arguments, context: Context): Promise<Outcome> {
  if (named === undefined) return tell(context);
  const region = checkedRegion('REGION', named);
  const { env, output } = context;
  const role = whoHere(env);
  if (role.tag !== 'role') throw notInRole();
  const anew = `rolecall ${pasteWord(role.profile, 'PROFILE')} --region ${region}`;
  await inThisShell(context, { again: 'run it again', anew });
  // A live role fetches its keys by the request. Without it, keys that lie in the environment go on as they are.
  const before = role.live ? await savedHere(context) : await savedIfHere(context);
  const requestId = before && (await move(context, before, region));
  const live =
    role.live && requestId !== undefined
      ? { live: await writeLiveRole(context, { profile: role.profile, region, requestId }, currentRole(env)?.server) }
      : {};
  output.writeError(moved(role, region, context));
  output.write(moveAnswer(env, { region, requestId, ...live }));
  return done;
}

/** Stores the request with another region, also as the one that `rolecall -` repeats in a new shell. @returns its ID */
async function move(
  { env, profiles, sessions, settings }: Pick<Context, 'env' | 'profiles' | 'sessions' | 'settings'>,
  saved: SavedRequest,
  region: string,
): Promise<string> {
  const { request } = saved;
  const stsRegion = request.stsRegion ?? request.region ?? planRequest(await profiles.load(), request).at.region;
  const id = await (await sessions.store()).saveRequest({ ...saved, request: { ...request, region, stsRegion } });
  const { lastRequest } = await settings.load();
  if (lastRequest === env.ROLECALL_SESSION && lastRequest !== id) {
    // A HOME that cannot be written must not cost the region.
    await settings.change((all) => ({ ...all, lastRequest: id })).catch(() => undefined);
  }
  return id;
}

/** `▌ prod-admin is now in eu-west-1, before in us-east-1.`, and what speaks against that region. */
function moved(role: RoleHere, region: string, { output }: Pick<Context, 'output'>): string {
  const canvas = output.canvas('error');
  const { strong } = paint(canvas !== undefined);
  const before = role.region === undefined || role.region === region ? '' : `, before that in ${plain(role.region)}`;
  const bar = role.color === undefined ? '▌' : barOn(canvas, role.color);
  const lines = [
    `${bar} ${plain(role.displayName)} is now in ${strong(region)}${before}.`,
    ...noteLines(doubts(role, region), canvas !== undefined),
  ];
  return lines.map((line) => `${hanging(line, output.messageColumns(), 2)}\n`).join('');
}

function doubts({ roleArn }: RoleHere, region: string): readonly string[] {
  const meant = meantRegion(region);
  const [there, here] = [partitionOfRegion(region)?.id, parseArn(roleArn ?? '')?.partition];
  return [
    ...(meant === undefined
      ? []
      : [`AWS has no such region today. If you mean ${meant}: rolecall region ${pasteWord(meant, 'REGION')}`]),
    ...(there === undefined || here === undefined || there === here
      ? []
      : [`That region is in ${there}, where keys of ${here} do not work.`]),
  ];
}

async function tell(context: Context): Promise<Outcome> {
  const { env, inPlace, output } = context;
  if (inPlace !== undefined) {
    output.write(runPlainly());
    return done;
  }
  const [profiles, saved] = await Promise.all([context.profiles.load(), savedIfHere(context)]);
  const found = regionHere(env, profiles, saved?.request.region);
  if (found === undefined) {
    throw new Problem({
      code: 'no-region',
      title: 'No region is set in this shell.',
      todo: ['In a role: rolecall region eu-west-1', 'Or set a region in the profile: rolecall edit PROFILE'],
    });
  }
  output.write(`${plain(found.region)}\n`);
  if (output.isTerminal()) output.writeError(`${noteLines([found.from], output.colors('error'))[0]}\n`);
  return done;
}
