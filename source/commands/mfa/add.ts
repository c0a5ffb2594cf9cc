import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { type AddPorts, addDevice } from '../../domain/mfa/add/add.ts';
import { deviceNameFault } from '../../domain/mfa/add/device-name.ts';
import { otpauthUri } from '../../domain/mfa/add/secret-words.ts';
import { stepWords } from '../../domain/mfa/add/step-words.ts';
import { enableWords } from '../../domain/mfa/add/two-codes.ts';
import { deviceOf, stepAt } from '../../domain/mfa/code.ts';
import { deviceUses } from '../../domain/mfa/usage.ts';
import type { NewDevice } from '../../domain/mfa/user-devices.ts';
import { explainIam } from '../../domain/roles/failures.ts';
import { done, type Outcome } from '../../outcome.ts';
import { whoOf } from '../../output/banner.ts';
import { confirm } from '../../ports/terminal.ts';
import { Cancelled, Problem, wrongUsage } from '../../problem.ts';
import type { SecretView } from '../../ui/new-device.ts';
import type { Arguments } from '../registry/command.ts';
import { sayingWhenLate, toldWhenLate } from '../shared/late.ts';
import { writeSerial } from './shared/serial-line.ts';
import { asUser, type DeviceUser, signedIn, userProfile } from './shared/user.ts';

/** Gives a user an MFA device: from nothing to the line in the profile. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const name = readName(args.value('name'));
  await requireTerminal(context);
  const profiles = await context.profiles.load();
  const profile = await userProfile(args.positionals[0], profiles, context);
  const user = await signedIn(profile, profiles, context);
  const serial = await alone(user, context, () => add(user, name, context));
  const { output } = context;
  output.writeError(`${plain(deviceOf(serial).label)} is now a device of ${whoOf(user.arn)}.\n`);
  await writeSerial(profile, serial, context);
  const roles = deviceUses(await context.profiles.load()).get(serial)?.roles ?? [];
  if (roles.length > 0) {
    const them = roles.length === 1 ? 'One role asks' : `${roles.length} roles ask`;
    output.writeError(`${them} for its codes from now on; the two you just typed cannot be used again.\n`);
  }
  return done;
}

/** One at a time for a user: another run would take a device that is not enabled yet for one that was left behind. */
async function alone<T>({ arn }: DeviceUser, context: Context, work: () => Promise<T>): Promise<T> {
  const { signal, end } = context.terminal.interrupted();
  const waiting = `Waiting: another rolecall is adding a device for ${whoOf(arn)}.`;
  const turn = await sayingWhenLate(context.sessions.turnToAsk(arn, signal), waiting, context)
    .catch(() => {
      if (signal.aborted) throw new Cancelled();
      // A machine that keeps nothing has no turns.
      return undefined;
    })
    .finally(end);
  return work().finally(() => turn?.release());
}

function readName(given: string | undefined): string | undefined {
  const fault = given === undefined ? undefined : deviceNameFault(given);
  if (fault !== undefined) throw wrongUsage(`--name ${given} cannot be the name of a device.`, fault);
  return given;
}

/** Before anything is made: the secret has to be seen by somebody. */
async function requireTerminal({ terminal }: Context): Promise<void> {
  const opened = await terminal.open({ asLine: true });
  if (opened === undefined) throw noTerminal();
  opened.close();
}

async function add(user: DeviceUser, name: string | undefined, context: Context): Promise<string> {
  const { arn, profile } = user;
  const { clock, output, terminal } = context;
  const store = await context.sessions.store();
  const view = secretView(user, context);
  const calls = toldWhenLate(user.calls, { clock, output: { writeError: view.say } }, late);
  try {
    const ports: AddPorts = {
      calls,
      agrees: async (serial) =>
        (await confirm(terminal, `${plain(serial)} was created but never enabled. Delete it?`, 'no')) === true,
      show: view.show,
      ask: async (question) => {
        const hint = await context.demo.codeHint(question.serial);
        const words = enableWords(question, clock.now());
        return view.ask(hint === undefined ? words : `Now ${hint}. ${words}`);
      },
      told: (step, serial) => view.say(`${stepWords(step, { serial, profile, name })}\n`),
      noteUse: (serial, code) => store.noteCodeStep(serial, stepAt(clock.now()), code),
      now: clock.now,
      wait: clock.wait,
    };
    return await asUser(user, (caller) => addDevice({ caller, user: arn, name }, ports), view.isShown);
  } catch (error) {
    throw explainIam(error, { as: profile });
  } finally {
    await view.close();
    if (view.unsaid() !== '') output.writeError(view.unsaid());
  }
}

const late = 'AWS has not answered yet.';

/** The secret on the terminal, once there is one. What is said meanwhile would tear it: that comes afterwards. */
function secretView({ arn }: DeviceUser, { terminal, output }: Context) {
  let view: SecretView | undefined;
  let close = () => {};
  let unsaid = '';
  return {
    show: async (device: NewDevice): Promise<void> => {
      const own = await terminal.open({ asLine: true });
      if (own === undefined) throw noTerminal();
      close = own.close;
      const uri = otpauthUri(device, arn);
      const title = `${plain(deviceOf(device.serial).label)}, a new MFA device of ${whoOf(arn)}`;
      const shown = { title, secret: device.secret, uri, modules: await terminal.qrModules(uri) };
      view = (await terminal.newDevice()).showSecret(own, terminal.linesOn(own), shown);
    },
    ask: (question: string): Promise<string> => {
      if (view === undefined) throw new Cancelled();
      return view.ask(question);
    },
    say: (text: string): void => {
      if (view === undefined) output.writeError(text);
      else unsaid += text;
    },
    close: async (): Promise<void> => {
      await view?.close();
      close();
    },
    isShown: () => view !== undefined,
    unsaid: () => unsaid,
  };
}

const noTerminal = (): Problem =>
  new Problem({
    code: 'no-terminal',
    title: 'There is no terminal to show a new secret on.',
    todo: ['Run it in a terminal: an app reads the secret there, and you are asked for two of its codes.'],
    exitCode: 2,
  });
