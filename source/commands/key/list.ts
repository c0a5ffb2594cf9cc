import type { Context } from '../../context.ts';
import { ageOf, type KeyFacts } from '../../domain/access-keys/facts.ts';
import { keysInClear } from '../../domain/access-keys/in-clear.ts';
import { isRecordUsable } from '../../domain/access-keys/problems.ts';
import { jsonText, plain } from '../../domain/display/sanitize.ts';
import { done, type Outcome } from '../../outcome.ts';
import { isoTime } from '../../output/clock.ts';
import { keyTable } from '../../output/keys.ts';
import { paint } from '../../output/paint.ts';
import { answerColumns } from '../../ports/output.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { reasonsOf, sentencesOf } from '../shared/reasons.ts';
import { factsOfStored } from './shared/facts.ts';

/** The stored keys: whose, where, how old, when last used, and where else they lie. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const { output, profiles, clock } = context;
  const read = await profiles.load();
  const record = context.accessKeys.recordFault();
  if (record !== undefined) output.writeError(`${sentencesOf(record)}\n`);
  const { facts, unanswered, unread, rotations } = await factsOfStored(read, context, {
    offline: args.flag('offline'),
  });
  if (unanswered.length > 0) output.writeError(`AWS did not answer about ${unanswered.map(plain).join(', ')}.\n`);
  if (unread.size > 0) {
    const sentences = [`The last use is not known for ${[...unread.keys()].map(plain).join(', ')}.`];
    for (const each of [...sentences, ...reasonsOf([...unread.values()])]) output.writeError(`${each}\n`);
  }
  if (rotations instanceof Problem && rotations.text.title !== record?.text.title) {
    output.writeError(`${sentencesOf(rotations)}\n`);
  }
  const now = clock.now();
  // No script may take it for none where what is stored is not known.
  const outcome: Outcome = isRecordUsable(record) ? done : { tag: 'done', exitCode: 1 };
  if (args.flag('json')) {
    output.write(
      `${jsonText(
        facts.map((each) => jsonOf(each, now)),
        2,
      )}\n`,
    );
    return outcome;
  }
  if (facts.length > 0) {
    const [title = '', ...lines] = keyTable(facts, now, answerColumns(output));
    const { dim } = paint(output.colors('out'));
    output.write(`${dim(title)}\n${lines.map((line) => `${line}\n`).join('')}`);
  } else if (isRecordUsable(record))
    output.writeError('No access key is stored. To store one: rolecall key add NAME\n');
  const clear = keysInClear(read);
  if (clear.length > 0) {
    const names = clear.map(({ profile }) => profile).join(', ');
    output.writeError(
      `Plain-text keys in your files: ${names}. To see which can be stored: rolecall key import --from credentials\n`,
    );
  }
  return outcome;
}

function jsonOf(facts: KeyFacts, now: number) {
  const { name, accessKeyId, user, place, createdAt, lastUse, elsewhere, rotation, isRefused } = facts;
  return {
    name,
    accessKeyId,
    user: user === '' ? null : user,
    place,
    createdAt: isoTime(createdAt),
    ageInDays: createdAt === undefined ? null : ageOf(createdAt, now),
    lastUsed:
      lastUse === undefined || lastUse === 'never' ? (lastUse ?? null) : { ...lastUse, at: isoTime(lastUse.at) },
    elsewhere,
    rotationUnderWay: rotation ?? null,
    refusedByAws: isRefused ?? null,
  };
}
