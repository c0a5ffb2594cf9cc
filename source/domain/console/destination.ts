import { Problem } from '../../problem.ts';
import { own } from '../own.ts';
import { PARTITIONS } from '../profiles/regions.ts';
import type { SignInPlace } from './place.ts';

/** The page of the console that was asked for. */
export type Destination = { readonly page: string } | { readonly address: URL };

/** Pages whose path is not `<service>/home`. */
const pages: Readonly<Record<string, string>> = {
  cfn: 'cloudformation/home',
  codecommit: 'codesuite/codecommit/home',
  codepipeline: 'codesuite/codepipeline/home',
  ddb: 'dynamodbv2/home',
  dynamodb: 'dynamodbv2/home',
  ecr: 'ecr/repositories',
  ecs: 'ecs/v2/clusters',
  logs: 'cloudwatch/home#logsV2:log-groups',
  r53: 'route53/v2/home',
  route53: 'route53/v2/home',
  s3: 's3/buckets',
  sfn: 'states/home',
  ssm: 'systems-manager/home',
  stepfunctions: 'states/home',
};

/**
 * @param typed a service (`ec2`), a path (`ec2/home#Instances:`), a whole address, or nothing for the start page
 * @throws Problem (wrong usage) for anything that is no page of the AWS console
 */
export function readDestination(typed: string | undefined): Destination {
  if (typed === undefined) return { page: 'console/home' };
  if (/^https?:/i.test(typed)) return { address: ownAddress(typed) };
  if (/^[a-z0-9][\w-]*\/[!-~]*$/i.test(typed)) return { page: typed };
  const service = typed.toLowerCase();
  if (/^[a-z0-9][a-z0-9-]*$/.test(service)) return { page: own(pages, service) ?? `${service}/home` };
  throw new Problem({
    code: 'usage',
    title: `--destination ${typed} is neither a service nor an address.`,
    todo: ['Name a service (ec2), a path of the console (ec2/home#Instances:), or a whole address.'],
    exitCode: 2,
  });
}

/** The address of the page, in `region` where the page names none. @throws Problem for a page of another partition */
export function destinationUrl(destination: Destination, place: SignInPlace, region: string | undefined): string {
  if ('address' in destination) {
    if (!isUnder(place.consoleHost, destination.address)) throw elsewhere(destination.address.href, place.consoleHost);
    return destination.address.href;
  }
  const url = new URL(destination.page, `https://${place.consoleHost}/`);
  if (region !== undefined && !url.searchParams.has('region')) url.searchParams.set('region', region);
  return url.href;
}

function ownAddress(typed: string): URL {
  const url = URL.parse(typed);
  const isConsole = url !== null && PARTITIONS.some(({ consoleHost }) => consoleHost && isUnder(consoleHost, url));
  if (url !== null && isConsole && url.protocol === 'https:' && url.username === '' && url.port === '') return url;
  throw elsewhere(typed, 'console.aws.amazon.com');
}

/** Not every page lies under the console's own host: health.aws.amazon.com. */
function isUnder(consoleHost: string, { hostname }: URL): boolean {
  const domain = consoleHost.replace(/^console\./, '');
  return hostname === domain || hostname.endsWith(`.${domain}`);
}

function elsewhere(typed: string, consoleHost: string): Problem {
  return new Problem({
    code: 'destination-elsewhere',
    title: `${typed} is no page of the console that this role signs in to.`,
    todo: [`Its pages lie under https://${consoleHost}/.`],
    exitCode: 2,
  });
}
