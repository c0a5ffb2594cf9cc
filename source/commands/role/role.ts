import type { Context } from '../../context.ts';
import { nearestNames } from '../../domain/profiles/names.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Problem } from '../../problem.ts';
import { readArguments } from '../registry/arguments.ts';
import type { Arguments, Load } from '../registry/command.ts';
import { roleCommands } from '../registry/role.ts';

const verbs: Readonly<Record<string, Load>> = {
  'role create': () => import('./create.ts'),
  'role show': () => import('./show.ts'),
  'role list': () => import('./list.ts'),
  'role trust': () => import('./trust.ts'),
};

/** `rolecall role VERB …`: each verb reads its own flags. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const [verb, ...typed] = args.rest ?? [];
  const command = roleCommands.find(({ name }) => name === `role ${verb}`);
  const load = verbs[command?.name ?? ''];
  if (command === undefined || load === undefined) throw unknownVerb(verb);
  const own = readArguments(command, typed);
  if (own.flag('help')) {
    const { helpText } = await import('../../output/help.ts');
    context.writeOut(helpText(command, false, { colors: context.colors('out'), columns: context.columns() }));
    return done;
  }
  const { run: runVerb } = await load();
  return runVerb(own, context);
}

function unknownVerb(verb: string | undefined): Problem {
  const names = roleCommands.map(({ name }) => name.replace('role ', ''));
  const near = verb === undefined ? undefined : nearestNames(verb, names, 1)[0];
  return new Problem({
    code: 'usage',
    title: verb === undefined ? 'rolecall role needs a verb.' : `There is no rolecall role ${verb}.`,
    todo: [
      near === undefined ? `There are ${names.join(', ')}.` : `Did you mean rolecall role ${near}?`,
      'rolecall role --help shows what each does.',
    ],
    exitCode: 2,
  });
}
