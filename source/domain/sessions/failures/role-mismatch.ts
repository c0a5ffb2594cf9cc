import { Problem } from '../../../problem.ts';
import { parseArn } from '../../profiles/arn.ts';
import { roleFault } from '../credentials.ts';

/** What to say where an answer is a session of another role than the one asked for; undefined where it is of that one. */
export function roleProblem(roleArn: string, assumedRoleArn: string, profile: string): Problem | undefined {
  const fault = roleFault(roleArn, assumedRoleArn);
  if (fault === undefined) return undefined;
  const asked = parseArn(roleArn);
  const got = parseArn(assumedRoleArn);
  const titles = {
    account: `AWS answered with a role in account ${got?.accountId || 'unknown'}, not in ${asked?.accountId}.`,
    partition: `AWS answered with a role in the partition ${got?.partition}, not in ${asked?.partition}.`,
    role: `AWS answered with a different role from the one asked for.`,
  };
  return new Problem({
    code: `${fault}-mismatch`,
    title: titles[fault],
    tried: `assuming ${roleArn} for the profile ${profile}`,
    ...(fault === 'role' && { said: assumedRoleArn }),
    means: 'The endpoint that answered is not the AWS that this profile belongs to.',
    todo: ['Check endpoint_url of the profile and of its source: rolecall show explains which one is used.'],
  });
}
