import type { Context } from '../../context.ts';
import { whoHere } from '../../domain/shells/who.ts';
import { done, type Outcome } from '../../outcome.ts';
import { placeholders, statusFormat, statusJson, statusText } from '../../output/status.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';

/** Who the programs of this shell are, by its environment alone; with `--verify`, what AWS says to that. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const who = whoHere(context.env);
  const now = context.now();
  const template = args.value('format');
  if (template !== undefined) {
    checkTemplate(template);
    // In no role a prompt has nothing to show.
    if (who.tag === 'role') context.writeOut(`${statusFormat(template, who, now)}\n`);
    return done;
  }
  const verified = args.flag('verify')
    ? await (await import('./shared/verify.ts')).verify(who, args, context)
    : undefined;
  if (args.flag('json')) {
    const facts = { ...statusJson(who, now), ...(verified && { verified: verified.arn, differs: verified.differs }) };
    context.writeOut(`${JSON.stringify(facts, null, 2)}\n`);
  } else {
    context.writeOut(statusText(who, { colors: context.colors('out'), now }));
    if (verified !== undefined) context.writeOut(verified.text);
  }
  return verified?.differs ? { tag: 'done', exitCode: 1 } : done;
}

function checkTemplate(template: string): void {
  const known: readonly string[] = placeholders;
  const [unknown] = [...template.matchAll(/\{(\w+)\}/g)].filter(([, name = '']) => !known.includes(name));
  if (unknown === undefined) return;
  throw new Problem({
    code: 'usage',
    title: `--format knows no ${unknown[0]}.`,
    todo: [`It knows ${known.map((name) => `{${name}}`).join(' ')}.`],
    exitCode: 2,
  });
}
