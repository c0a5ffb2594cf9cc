import type { ProblemText } from '../../../problem.ts';
import type { AwsFailure } from './aws-failure.ts';

const scope = /Credential should be scoped to a valid region(?:, not '([^']+)')?/;

/** The endpoint belongs to another region than the one that the request was signed for. The keys are not wrong. */
export const isForOtherRegion = ({ code, message }: AwsFailure): boolean =>
  code === 'SignatureDoesNotMatch' && scope.test(message);

export function regionWording({
  failure: { message },
}: {
  readonly failure: AwsFailure;
}): Pick<ProblemText, 'code' | 'title' | 'means' | 'todo'> {
  const [, region] = scope.exec(message) ?? [];
  return {
    code: 'region-of-endpoint',
    title: `The endpoint accepts no requests signed for ${region ?? 'this region'}.`,
    means: 'It belongs to another region. The access key may be right.',
    todo: ['Set region to the region of the endpoint, or correct endpoint_url or AWS_ENDPOINT_URL.'],
  };
}
