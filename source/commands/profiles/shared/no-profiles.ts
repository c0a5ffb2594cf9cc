import type { Profiles } from '../../../domain/profiles/profile.ts';
import { Problem } from '../../../problem.ts';

/** Nothing to choose from: no files at all, or none of their profiles ends in a role. */
export function noProfiles({ config, credentials, names }: Profiles): Problem {
  const todo = [
    'See it work first: rolecall demo',
    `Or add a role to ${config.path}:`,
    '  [profile my-role]',
    '  role_arn = arn:aws:iam::<account>:role/<role>',
    '  source_profile = <a profile with your keys>',
  ];
  if (config.text === undefined && credentials.text === undefined) {
    return new Problem({
      code: 'files-missing',
      title: 'There are no AWS profiles on this machine yet.',
      tried: `reading ${config.path} and ${credentials.path}; neither exists`,
      todo,
    });
  }
  return new Problem({
    code: 'no-role-profiles',
    title:
      names.length === 0
        ? `${config.path} and ${credentials.path} hold no profile.`
        : `None of the ${names.length} profiles in ${config.path} and ${credentials.path} ends in a role.`,
    todo,
  });
}
