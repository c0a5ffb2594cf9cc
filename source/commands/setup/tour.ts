import type { Context } from '../../context.ts';
import type { AskCode } from '../../domain/mfa/ask.ts';
import type { RoleSummary } from '../../domain/profiles/profile.ts';
import { roleSummaries } from '../../domain/profiles/resolve/summary.ts';
import { defaultCacheUse, plainRequest } from '../../domain/sessions/plan/request.ts';
import { done, type Outcome } from '../../outcome.ts';
import { banner } from '../../output/banner.ts';
import { problemText } from '../../output/problem-text.ts';
import { rolesAsTable } from '../../output/profiles.ts';
import { Problem } from '../../problem.ts';
import { openRequest } from '../open/shared/open-request.ts';
import { roleInShell } from '../open/shared/role-in-shell.ts';

/** The stops of the tour, by what is to be seen there. */
const stops: readonly (readonly [profile: string, about: string])[] = [
  ['ystataws', 'The walkthrough: account-b trusts account-a, and mary switches.'],
  ['prod-admin', "A role that requires MFA. The demo's authenticator supplies the code."],
  ['prod-ops', 'Two hops, through the hub. The same MFA session is used: no second code.'],
  ['prod-breakglass', 'A role that does not let mary in.'],
];

/** What the picker would show a person, told in a few lines: real calls to the embedded AWS, nothing prepared. */
export async function playTour(context: Context): Promise<Outcome> {
  const profiles = await context.profiles.load();
  const canvas = context.output.canvas('out');
  const say = (text: string) => context.output.write(`${text}\n`);
  const roles = roleSummaries(profiles);
  say(`rolecall on an embedded AWS. These roles are in ${profiles.config.path}:\n`);
  const known = { favourites: new Set<string>(), colorOf: ({ color }: RoleSummary) => color, ends: new Map() };
  say(rolesAsTable(roles, known, { canvas, now: context.clock.now(), columns: context.output.columns() }));
  const ask: AskCode = async ({ device }) => {
    const code = (await context.demo.codeHint(device.serial)) ?? '';
    say(`  MFA code of ${device.label}: ${code}`);
    return code;
  };
  for (const [profile, about] of stops.filter(([name]) => profiles.get(name) !== undefined)) {
    say(`$ rolecall ${profile}    # ${about}`);
    try {
      const plain = { request: plainRequest(profile), use: defaultCacheUse };
      const session = await openRequest(context, plain, { ask, progress: () => undefined });
      say(banner(await roleInShell(context, session, plain.request), { canvas, now: context.clock.now() }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      say(problemText(error.text, { colors: canvas !== undefined, debug: false }));
    }
  }
  say(
    'In a terminal, `rolecall demo` opens the picker on the same accounts. In the shell it opens, `rolecall login corp`',
  );
  say('signs you in to a portal of IAM Identity Center, and 40 more accounts are found.');
  return done;
}
