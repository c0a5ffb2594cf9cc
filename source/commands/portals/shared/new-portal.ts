import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { type Portal, reachByDefault, signInId } from '../../../domain/portals/portal.ts';
import {
  knownRegion,
  regionOfStartUrl,
  sessionKeys,
  sessionNameOf,
  usualScope,
} from '../../../domain/portals/start-url.ts';
import { addSession } from '../../../domain/profiles/edit/edit.ts';
import type { FileEdit } from '../../../domain/profiles/edit/file-edits.ts';
import { checkSessionName, isSessionName } from '../../../domain/profiles/edit/safe.ts';
import { didYouMean } from '../../../domain/profiles/names.ts';
import type { Profiles } from '../../../domain/profiles/profile.ts';
import { meantRegion, regionRemedy, regionsToday } from '../../../domain/profiles/regions.ts';
import { pasteWord } from '../../../domain/shells/paste.ts';
import { onLines } from '../../../ports/terminal.ts';
import { Problem } from '../../../problem.ts';
import { checkConfigWritable } from '../../shared/config-writable.ts';

/** A portal that no file names yet, and the edit that writes it down. */
export type NewPortal = { readonly portal: Portal; readonly edit: FileEdit };

type Given = { readonly name: string | undefined; readonly region: string | undefined };

/**
 * Everything that a new portal needs besides its start URL: the region, from the URL, its page or the person, and a name.
 * Nothing is written.
 * @throws Cancelled at Ctrl+C; Problem where something is missing and nobody can be asked, or cannot be written down
 */
export async function newPortal(
  startUrl: string,
  { name: givenName, region: givenRegion }: Given,
  profiles: Profiles,
  context: Pick<Context, 'terminal' | 'aws' | 'env' | 'profiles'>,
): Promise<NewPortal> {
  await checkConfigWritable(context);
  if (givenName !== undefined) checkSessionName(givenName);
  const ssoSession = givenName ?? sessionNameOf(startUrl, profiles.ssoSessions);
  // What cannot be written is said before anybody has signed in for it.
  const editFor = (name: string, ssoRegion: string): FileEdit => {
    const keys = sessionKeys(startUrl, ssoRegion);
    return { kind: 'config', change: (file) => addSession(file, name, keys) };
  };
  if (ssoSession !== undefined) editFor(ssoSession, 'eu-west-1').change(profiles.config);
  const reach = reachByDefault(profiles);
  const ssoRegion =
    givenRegion ?? regionOfStartUrl(startUrl) ?? (await context.aws.regionOfPage({ startUrl, ...reach }));
  const region = ssoRegion ?? (await askRegion(regionOf(startUrl), context));
  const session = ssoSession ?? (await askName(startUrl, profiles, context));
  const edit = editFor(session, region);
  edit.change(profiles.config);
  return { portal: { startUrl, ssoRegion: region, ssoSession: session, scopes: [usualScope], ...reach }, edit };
}

/** @throws Problem where the value of `--region` can be no region of AWS */
export function knownRegionGiven(region: string | undefined): string | undefined {
  if (region === undefined || typedRegion(region) !== undefined) return region;
  throw new Problem({
    code: 'region-unusable',
    title: `${region} is not an AWS region.`,
    todo: [nearRegion(region)],
    exitCode: 2,
  });
}

/** A region as a person types it: also one that is newer than this program, but none with a slip in it. */
const typedRegion = (typed: string | undefined): string | undefined =>
  typed !== undefined && meantRegion(typed) === undefined ? knownRegion(typed) : undefined;

const nearRegion = (typed: string): string => didYouMean(typed, regionsToday) ?? regionRemedy;

/** What is asked, where nothing says the region, and the error where nobody can be asked. */
export type RegionQuestion = { readonly question: string; readonly otherwise: Problem; readonly preset?: string };

const regionOf = (startUrl: string): RegionQuestion => ({
  question: `Which region is ${plain(startUrl)} in? Its page does not say.`,
  otherwise: needed(startUrl, '--region REGION', 'Its region cannot be found out from here'),
});

/** The region that the person's environment names. */
export const regionOfEnvironment = ({ env }: Pick<Context, 'env'>): string | undefined =>
  knownRegion(env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined);

/** Asks for a region, with a list of them. @throws Cancelled; Problem where nobody sits at a terminal */
export async function askRegion(
  { question, otherwise, preset: usual }: RegionQuestion,
  { terminal, env }: Pick<Context, 'terminal' | 'env'>,
): Promise<string> {
  const preset = regionOfEnvironment({ env }) ?? usual;
  const region = await onLines(terminal, async (lines) => {
    lines.tell(question);
    for (const line of inColumns(regionsToday)) lines.tell(line);
    for (;;) {
      const typed = (await lines.ask(preset === undefined ? 'Region: ' : `Region (${preset}): `)) || preset;
      const known = typedRegion(typed);
      if (known !== undefined) return known;
      lines.tell(`${plain(typed ?? '')} is not an AWS region. ${nearRegion(typed ?? '')}`);
    }
  });
  if (region === undefined) throw otherwise;
  return region;
}

/** Regions side by side, in 80 cells. */
function inColumns(regions: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < regions.length; at += 5) {
    lines.push(
      `  ${regions
        .slice(at, at + 5)
        .map((region) => region.padEnd(15))
        .join('')}`.trimEnd(),
    );
  }
  return lines;
}

async function askName(startUrl: string, profiles: Profiles, { terminal }: Pick<Context, 'terminal'>): Promise<string> {
  const name = await onLines(terminal, async (lines) => {
    lines.tell(`Choose a name for ${plain(startUrl)}, for example your company's. It becomes [sso-session NAME].`);
    for (;;) {
      const typed = await lines.ask('Name: ');
      if (isSessionName(typed) && !profiles.ssoSessions.includes(typed)) return typed;
      const why = isSessionName(typed)
        ? `There is already a session called ${typed}`
        : 'Use only letters, digits and . _ -';
      lines.tell(`${why}.`);
    }
  });
  if (name === undefined) throw needed(startUrl, '--name NAME', 'It needs a name');
  return name;
}

const needed = (startUrl: string, flag: string, why: string): Problem =>
  new Problem({
    code: 'portal-incomplete',
    title: `${startUrl} is new here. ${why}, and there is no terminal to ask on.`,
    todo: [`rolecall login ${pasteWord(startUrl, 'URL')} ${flag}`],
    exitCode: 2,
  });

/** What a new portal is called in what is said. */
export const sessionHeader = (portal: Portal): string => `[sso-session ${plain(signInId(portal))}]`;
