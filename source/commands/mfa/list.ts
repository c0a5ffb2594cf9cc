import type { Context } from '../../context.ts';
import { jsonText } from '../../domain/display/sanitize.ts';
import { deviceOf } from '../../domain/mfa/code.ts';
import { type DeviceFacts, deviceRow } from '../../domain/mfa/device-facts.ts';
import { done, type Outcome } from '../../outcome.ts';
import { isoTime } from '../../output/clock.ts';
import { paint } from '../../output/paint.ts';
import { alignedTable } from '../../output/table.ts';
import type { Arguments } from '../registry/command.ts';
import { devicesHere, unknownUsers } from './shared/facts.ts';
import { userProfile } from './shared/user.ts';

/** The MFA devices: whose, since when, where they are used. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const { output } = context;
  const [given] = args.positionals;
  const offline = args.flag('offline');
  const profiles = await context.profiles.load();
  const only = given === undefined ? undefined : await userProfile(given, profiles, context);
  const here = await devicesHere(profiles, context, { offline });
  const users = here.users.filter(({ profile }) => only === undefined || profile === only);
  const arn = users[0]?.arn;
  const isOf = ({ owner, user, profiles: named }: DeviceFacts) =>
    only === undefined || owner === only || (user !== undefined && user === arn) || named.includes(only);
  const facts = here.facts.filter(isOf);
  for (const sentence of unknownUsers(users, offline)) output.writeError(`${sentence}\n`);
  if (args.flag('json')) {
    output.write(`${jsonText(facts.map(jsonOf), 2)}\n`);
    return done;
  }
  if (facts.length === 0) {
    output.writeError('No MFA device is known. To give a user one: rolecall mfa add\n');
    return done;
  }
  const head = ['DEVICE', 'USER', 'SINCE', 'USED BY', 'NOTE'];
  const [title = '', ...lines] = alignedTable([head, ...facts.map(deviceRow)]);
  output.write(`${paint(output.colors('out')).dim(title)}\n${lines.map((line) => `${line}\n`).join('')}`);
  return done;
}

function jsonOf({ serial, user, enabledAt, profiles, roles, isMissing, givesNoCodes }: DeviceFacts) {
  return {
    name: deviceOf(serial).label,
    serial,
    user: user ?? null,
    enabledAt: isoTime(enabledAt),
    profiles,
    roles,
    listed: user !== undefined ? true : isMissing ? false : null,
    givesCodes: !givesNoCodes,
  };
}
