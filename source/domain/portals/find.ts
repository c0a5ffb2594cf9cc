import { Problem } from '../../problem.ts';
import { didYouMean, unknownProfile, unreadableFile } from '../profiles/names.ts';
import type { Profiles } from '../profiles/profile.ts';
import { resolveChain } from '../profiles/resolve/chain.ts';
import { pasteWord } from '../shells/paste.ts';
import { type Portal, portalOf, portalOfSession, portalsIn, signInId } from './portal.ts';
import { looksLikeStartUrl, normalStartUrl, startUrlOf } from './start-url.ts';

/** What a word stands for: portals of the files, of which there may be several with one start URL, or a new start URL. */
export type Found =
  | {
      readonly tag: 'known';
      /** One, where it is the portal's own ID. */
      readonly portals: readonly [Portal, ...Portal[]];
      /** All whose start URL the word is, also where it is the ID of one of them. */
      readonly ofUrl: readonly Portal[];
    }
  | { readonly tag: 'new'; readonly startUrl: string };

/**
 * The portal that a person names: by its session, its start URL, or a profile that starts from it.
 * @param news what to type for a portal that no file names, after a name that is none
 * @throws Problem where it names none, or one that cannot be used
 */
export function findPortal(
  word: string,
  profiles: Profiles,
  news: readonly string[] = ['To add a new one, give its start URL: rolecall login https://…'],
): Found {
  const ofSession = portalOfSession(word, profiles);
  if (ofSession !== undefined) return { tag: 'known', portals: [ofSession], ofUrl: [] };
  if (profiles.get(word) === undefined && looksLikeStartUrl(word)) {
    const startUrl = startUrlOf(word);
    const same = portalsIn(profiles).filter((portal) => normalStartUrl(portal.startUrl) === normalStartUrl(startUrl));
    const [first, ...others] = same;
    if (first === undefined) return { tag: 'new', startUrl };
    const exact = same.find((portal) => signInId(portal) === word);
    return { tag: 'known', portals: exact === undefined ? [first, ...others] : [exact], ofUrl: same };
  }
  return { tag: 'known', portals: [portalOfProfile(word, profiles, news)], ofUrl: [] };
}

/** The portals that a word stands for, all of which the files name. @throws Problem where they name none */
export function portalsNamed(word: string, profiles: Profiles): readonly Portal[] {
  const found = findPortal(word, profiles, []);
  if (found.tag === 'new') throw notOfFiles(found.startUrl, profiles);
  return found.portals;
}

function portalOfProfile(name: string, profiles: Profiles, news: readonly string[]): Portal {
  if (profiles.get(name) === undefined) throw unknownPortal(name, profiles, news);
  const { source, transport } = resolveChain(profiles, name);
  if (source.kind === 'sso') return portalOf(source, transport.caBundle);
  throw new Problem({
    code: 'login-not-sso',
    title: `${name} does not start from IAM Identity Center.`,
    todo: [
      `See whose credentials it uses: rolecall show ${pasteWord(name, 'PROFILE')}`,
      `To open the AWS console: rolecall console ${pasteWord(name, 'PROFILE')}`,
    ],
  });
}

function unknownPortal(name: string, profiles: Profiles, news: readonly string[]): Problem {
  const portals = portalsIn(profiles).map(signInId);
  if (portals.length === 0 || unreadableFile(profiles) !== undefined) return unknownProfile(profiles, name);
  const near = didYouMean(name, [...portals, ...profiles.names]);
  return new Problem({
    code: 'portal-unknown',
    title: `There is no portal or profile ${name}.`,
    todo: [near ?? `Portals: ${portals.join(', ')}`, ...news],
  });
}

function notOfFiles(startUrl: string, profiles: Profiles): Problem {
  const portals = portalsIn(profiles).map(signInId);
  if (portals.length === 0) return noPortal(profiles);
  return new Problem({
    code: 'portal-unknown',
    title: `No portal in your files has the start URL ${startUrl}.`,
    todo: [`Portals: ${portals.join(', ')}`],
  });
}

/** Nothing names a portal yet; or it may stand in a config file that cannot be read. */
export const noPortal = ({ config, credentials }: Profiles): Problem =>
  config.unreadable ??
  new Problem({
    code: 'no-portal',
    title: 'No IAM Identity Center portal is known here yet.',
    ...(credentials.unreadable !== undefined && { means: credentials.unreadable.text.title }),
    todo: ['Start with its start URL: rolecall login https://….awsapps.com/start'],
    exitCode: 2,
  });
