import { Problem } from '../../../problem.ts';
import { AwsFailure, wordsOf } from '../../sessions/failures/aws-failure.ts';
import { noAnswer } from '../../sessions/failures/no-answer.ts';
import { pasteWord } from '../../shells/paste.ts';
import { explainPortalFailure } from '../failures.ts';
import { type Portal, signInId } from '../portal.ts';
import { SignInNeeded } from '../sign-in.ts';
import type { DiscoveryEnd } from './ports.ts';

const shared = 'About 20 calls a second are said to be shared by the whole organization: others may be using them all.';

/**
 * Why a discovery did not read all that was due, for the person; undefined where it did, or was stopped.
 * @throws what is no failure of a call: a bug
 */
export function discoveryProblem(portal: Portal, end: DiscoveryEnd): Problem | undefined {
  const { how, error, progress } = end;
  const name = signInId(portal);
  const again = `Continue where it stopped: rolecall discover ${pasteWord(name, 'PORTAL')}`;
  const failure = error instanceof AwsFailure ? error : undefined;
  const words = (means?: string) => failure && wordsOf(failure, means);
  const tried = failure && { tried: `${failure.operation} at ${failure.endpoint}` };
  switch (how) {
    case 'whole':
    case 'stopped':
      return undefined;
    case 'sign-in':
      return error instanceof Problem ? error : new SignInNeeded(portal, undefined, error);
    case 'some-left': {
      const notOfAws = failure?.kind === 'garbled' ? noAnswer(failure) : undefined;
      return new Problem(
        {
          code: 'discovery-incomplete',
          title: `The roles of ${progress.left === 1 ? 'one account' : `${progress.left} accounts`} of ${name} could not be listed; what was known is kept.`,
          ...tried,
          ...words(notOfAws?.means),
          todo: [...(notOfAws?.todo ?? []), again],
        },
        { cause: error },
      );
    }
    case 'silent':
      return new Problem(
        {
          code: 'discovery-silent',
          title: `${name} has answered no call for five minutes; what was found is kept.`,
          means: shared,
          ...words(shared),
          todo: [again],
        },
        { cause: error },
      );
    case 'empty':
      return new Problem({
        code: 'discovery-empty',
        title: `${name} no longer lists any account; what was known is kept.`,
        means: 'Your assignments were removed, or somebody else is signed in.',
        todo: [`Forget what is known: rolecall logout ${pasteWord(name, 'PORTAL')}`],
      });
    case 'failed': {
      const explained = explainPortalFailure(error, portal, undefined);
      if (explained instanceof Problem) return explained;
      throw explained;
    }
  }
}
