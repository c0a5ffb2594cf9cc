import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { deviceOf } from '../../domain/mfa/code.ts';
import type { DeviceFacts } from '../../domain/mfa/device-facts.ts';
import { deviceUses } from '../../domain/mfa/usage.ts';
import { parseArn } from '../../domain/profiles/arn.ts';
import { explainIam } from '../../domain/roles/failures.ts';
import { AwsFailure } from '../../domain/sessions/failures/aws-failure.ts';
import type { Credentials } from '../../domain/sessions/session.ts';
import { pasteWord } from '../../domain/shells/paste.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Problem, wrongUsage } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { agreed } from '../shared/agreed.ts';
import { toldWhenLate } from '../shared/late.ts';
import { devicesHere } from './shared/facts.ts';
import { takeSerialOut } from './shared/serial-line.ts';
import { asUser, signedIn, userProfile } from './shared/user.ts';

/** Takes an MFA device away from its user, and its lines out of the profiles. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const [given] = args.positionals;
  if (given === undefined)
    throw wrongUsage('rolecall mfa remove takes the name of one device.', 'To see them: rolecall mfa list');
  const profiles = await context.profiles.load();
  const named = args.value('profile');
  const owner = named === undefined ? undefined : await userProfile(named, profiles, context);
  const { facts } = await devicesHere(profiles, context, { offline: false });
  const device = deviceNamed(given, owner, facts);
  const { serial } = device;
  const from = owner ?? device.owner;
  if (from === undefined && !device.isMissing) throw ownerUnknown(device);
  await agree(device, args, context);
  if (from !== undefined && !device.isMissing) {
    const isTheirs = deviceUses(profiles).get(serial)?.sources.includes(from) === true;
    await removeAtAws({ serial, isTheirs }, from, context);
  }
  await takeSerialOut(serial, context);
  return done;
}

/** The device of a name or serial. @throws Problem where there is none, or several */
function deviceNamed(given: string, owner: string | undefined, facts: readonly DeviceFacts[]): DeviceFacts {
  const named = facts.filter(({ serial }) => serial === given || deviceOf(serial).label === given);
  const owned = owner === undefined ? named : named.filter((each) => each.owner === owner || each.owner === undefined);
  const [device, other] = owned;
  if (device === undefined) {
    const [elsewhere] = named;
    if (elsewhere?.owner !== undefined && owner !== undefined)
      throw notTheirs(elsewhere.serial, owner, elsewhere.owner);
    const others = facts.map(({ serial }) => deviceOf(serial).label);
    throw new Problem({
      code: 'device-unknown',
      title: `No MFA device ${given} is known.`,
      todo: [
        others.length > 0
          ? `The known ${others.length === 1 ? 'device is' : 'devices are'} ${others.join(', ')}.`
          : 'See them: rolecall mfa list',
      ],
    });
  }
  if (other === undefined) return device;
  throw new Problem({
    code: 'device-ambiguous',
    title: `Several MFA devices are called ${given}.`,
    todo: ['Name one of them by its serial number:', ...owned.map(({ serial }) => serial)],
    exitCode: 2,
  });
}

async function agree({ serial, profiles, roles, isMissing }: DeviceFacts, args: Arguments, { terminal }: Context) {
  if (args.flag('yes')) return;
  const name = plain(deviceOf(serial).label);
  const many = roles.length === 1 ? 'A role asks' : `${roles.length} roles ask`;
  const sentences = [
    ...(isMissing ? [`AWS no longer lists ${name}.`] : []),
    ...(roles.length > 0 && !isMissing
      ? [`${many} for its codes; wherever MFA is required, you then need another device.`]
      : []),
    ...(profiles.length > 0 ? [`Its line is removed from ${profiles.map(plain).join(', ')}.`] : []),
    `Remove ${name}?`,
  ];
  await agreed(terminal, sentences.join(' '), {
    title: `Removing the MFA device ${deviceOf(serial).label} needs to be confirmed, and there is no terminal to ask on.`,
    todo: [`rolecall mfa remove ${pasteWord(serial, 'DEVICE')} --yes`],
  });
}

type Removal = {
  readonly serial: string;
  /** The configuration says so: roles that start from the user ask for its codes. */
  readonly isTheirs: boolean;
};

/**
 * Deactivates it, and deletes it where it is a virtual one. What is gone already is no failure.
 * @throws Problem, also where it is no device of that user: it goes on working, and so must the lines that name it
 */
async function removeAtAws({ serial, isTheirs }: Removal, profile: string, context: Context): Promise<void> {
  const profiles = await context.profiles.load();
  const { output } = context;
  const user = await signedIn(profile, profiles, context);
  const calls = toldWhenLate(user.calls, context, 'AWS has not answered yet.');
  const name = plain(deviceOf(serial).label);
  const isGone = (error: unknown): boolean => error instanceof AwsFailure && error.code === 'NoSuchEntity';
  const deactivate = async (caller: Credentials) => {
    try {
      await calls.deactivate(caller, user.arn, serial);
      output.writeError(`Deactivated ${name}: AWS no longer accepts its codes.\n`);
    } catch (error) {
      if (!isGone(error)) throw error;
      if (!isTheirs) throw notTheirs(serial, profile);
    }
  };
  const remove = async (caller: Credentials) => {
    try {
      await calls.remove(caller, serial);
      output.writeError(`Deleted ${name}.\n`);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  };
  await asUser(user, deactivate).catch((error: unknown) => {
    throw explainIam(error, { as: profile });
  });
  // A hardware token and a security key are nothing that could be deleted.
  if (!/^mfa\//.test(parseArn(serial)?.resource ?? '')) return;
  try {
    await asUser(user, remove);
  } catch (error) {
    const explained = explainIam(error, { as: profile });
    if (!(explained instanceof Problem)) throw explained;
    // The user has it no more, so its lines go all the same.
    output.writeError(`${name} could not be deleted, and now belongs to nobody: ${plain(explained.text.title)}\n`);
  }
}

const notTheirs = (serial: string, profile: string, owner?: string): Problem =>
  new Problem({
    code: 'device-not-theirs',
    title: `${deviceOf(serial).label} is not an MFA device of the user of ${profile}.`,
    said: serial,
    means: 'Nothing was changed.',
    todo: [
      owner === undefined
        ? 'Name the profile with the keys of its user: --profile PROFILE'
        : `It is a device of the user of ${owner}: leave --profile out, or name that profile.`,
    ],
  });

const ownerUnknown = ({ serial, profiles }: DeviceFacts): Problem =>
  new Problem({
    code: 'device-owner-unknown',
    title: `It is not known which user has the MFA device ${serial}.`,
    means: `AWS lists it for none of the users who were asked about${profiles.length > 0 ? ', and not all could be' : ''}.`,
    todo: ['Name the profile with the keys of its user: --profile PROFILE'],
  });
