import type { Context } from '../../../context.ts';
import { plain } from '../../../domain/display/sanitize.ts';
import { waysToRoles } from '../../../domain/portals/found/names.ts';
import { portalsIn, signInId } from '../../../domain/portals/portal.ts';
import type { Finding } from '../../../domain/profiles/findings/finding.ts';
import { lint } from '../../../domain/profiles/findings/lint.ts';
import { isNowhere } from '../../../domain/profiles/nowhere.ts';
import type { Profiles } from '../../../domain/profiles/profile.ts';
import { paint } from '../../../output/paint.ts';
import { Problem } from '../../../problem.ts';
import { takenBack } from '../../shared/taken-back.ts';

/**
 * Tells what was done to a profile, where it stands in the files, and what is wrong with it.
 * @param hub the profile that was added with it, as its source
 * @param final why that cannot be taken back
 */
export async function reportProfile(
  { profiles, output }: Pick<Context, 'profiles' | 'output'>,
  { name, hub }: { readonly name: string; readonly hub: string | undefined },
  done: 'Added' | 'Changed',
  final?: string,
): Promise<void> {
  const { strong, dim } = paint(output.colors('error'));
  const read = await profiles.load();
  const names = hub === undefined ? [name] : [name, hub];
  const at = names.flatMap((each) => read.get(each)?.at ?? []);
  const places = at.map(({ file, line }) => `${plain(file)}:${line}`).join(', ');
  // The picker shows the first line: two places on it would cover how both are taken back.
  const where = at.length === 0 ? '' : `${hub === undefined ? ' ' : '\n'}${dim(places)}`;
  const source = done === 'Added' ? 'its source' : 'added its source';
  const beside = hub === undefined ? '' : `, and ${source} ${strong(plain(hub))}`;
  const found = lint(read).filter(({ profile = '', severity }) => names.includes(profile) && severity !== 'note');
  const notes = found.map(
    // Nothing stands behind a remedy: it may be a command to paste.
    ({ at: place, what, remedy }) => `${dim(`· line ${place.line}:`)} ${plain(what)} ${plain(remedy)}\n`,
  );
  output.writeError(`${done} ${strong(plain(name))}${beside}.${where}\n${notes.join('')}`);
  if (final !== undefined) output.writeError(`${takenBack(final, '')}\n`);
}

/** No portal has told of a role here. */
export function noneFound(profiles: Profiles): Problem {
  const portals = portalsIn(profiles);
  return new Problem({
    code: 'none-found',
    title: 'No roles have been found in portals yet.',
    todo: waysIn(portals),
  });
}

const waysIn = (portals: ReturnType<typeof portalsIn>): readonly string[] =>
  portals.length === 0
    ? ['With a start URL of IAM Identity Center: rolecall login https://….awsapps.com/start']
    : waysToRoles(portals.map(signInId));

/** There is no role to choose: no files, no profiles in them, or none that ends in a role. */
export function noProfiles(profiles: Profiles): Problem {
  const { config, credentials, names } = profiles;
  const add = isNowhere(config.path)
    ? [`AWS_CONFIG_FILE names ${config.path}, which cannot hold a profile: unset it, or name a file.`]
    : [
        'With an access key: rolecall key add NAME',
        `Then a role in ${config.path}, or rolecall add`,
        '  [profile my-role]',
        '  role_arn = arn:aws:iam::<account>:role/<role>',
        '  source_profile = <a profile with your keys>',
      ];
  const portals = portalsIn(profiles);
  const console = portals.length === 0 ? ['With a password for the AWS console: rolecall login --console'] : [];
  const unread = lint(profiles).filter(({ code }) => isOfUnread.has(code));
  const todo = [...remediesOf(unread), ...waysIn(portals), ...console, ...add, 'To see it work first: rolecall demo'];
  if (config.text === undefined && credentials.text === undefined) {
    return new Problem({
      code: 'files-missing',
      title: 'There are no AWS profiles on this machine yet.',
      tried: `reading ${config.path} and ${credentials.path}; neither file exists`,
      todo,
    });
  }
  const ends = `None of the ${names.length} profiles in ${config.path} and ${credentials.path} ends in a role`;
  const none =
    portals.length === 0
      ? `${config.path} and ${credentials.path} contain no profile`
      : `${config.path} names ${portals.map(signInId).join(', ')} of IAM Identity Center, but no role there yet`;
  const headers =
    unread.length === 1 ? ', and one header cannot be read' : `, and ${unread.length} headers cannot be read`;
  return new Problem({
    code: 'no-role-profiles',
    title: `${names.length === 0 ? none : ends}${unread.length === 0 ? '' : headers}.`,
    todo,
    ...(unread.length > 0 && { at: unread.slice(0, mostUnread).map(({ at }) => at) }),
  });
}

/** What `doctor` finds about a header that was meant to be a profile's. */
const isOfUnread: ReadonlySet<string> = new Set([
  'missing-prefix',
  'header-unreadable',
  'header-spelling',
  'header-open',
  'header-bracket',
]);

/** So many headers are named in a message. */
const mostUnread = 3;

function remediesOf(unread: readonly Finding[]): readonly string[] {
  const lines = unread.slice(0, mostUnread).map(({ at, what, remedy }) => `Line ${at.line}: ${what} ${remedy}`);
  return unread.length > mostUnread ? [...lines, 'rolecall doctor shows them all.'] : lines;
}
