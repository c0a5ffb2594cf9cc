import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  destinationNote,
  destinationUrl,
  readDestination,
  serviceNames,
} from '../../../source/domain/console/destination.ts';
import { federationPlace } from '../../../source/domain/console/place.ts';
import { Problem, type ProblemText } from '../../../source/problem.ts';

const place = federationPlace('aws', undefined);

const nobody = { region: undefined, account: undefined };

const urlOf = (typed: string | undefined, partition = 'aws', region: string | undefined = 'eu-west-1') =>
  destinationUrl(readDestination(typed), federationPlace(partition, undefined), { region, account: '444455556666' });

function problemOf(run: () => unknown): ProblemText {
  try {
    run();
  } catch (error) {
    if (error instanceof Problem) return error.text;
    throw error;
  }
  return assert.fail('it was not refused');
}

const arn = 'arn:aws:sns:us-east-1:111122223333:Über & co';

const destinations: readonly (readonly [typed: string, path: string])[] = [
  ['ec2', 'ec2/home?region=eu-west-1'],
  ['S3', 's3/buckets?region=eu-west-1'],
  ['logs', 'cloudwatch/home?region=eu-west-1#logsV2:log-groups'],
  ['cfn', 'cloudformation/home?region=eu-west-1'],
  ['ddb', 'dynamodbv2/home?region=eu-west-1'],
  ['r53', 'route53/v2/home?region=eu-west-1'],
  ['sfn', 'states/home?region=eu-west-1'],
  ['codedeploy', 'codesuite/codedeploy/home?region=eu-west-1'],
  ['ec2/home#Instances:', 'ec2/home?region=eu-west-1#Instances:'],
  ['ec2/home?region=us-east-1', 'ec2/home?region=us-east-1'],
  // AWS's other names of a service, and services that share the page of another.
  ['elasticfilesystem', 'efs/home?region=eu-west-1'],
  ['bedrock-runtime', 'bedrock/home?region=eu-west-1'],
  ['identity-chime', 'chime/home?region=eu-west-1'],
  ['docdb', 'docdb/home?region=eu-west-1'],
  // The console's own words, pages without an API, and what only looks like a known name.
  ['singlesignon', 'singlesignon/home?region=eu-west-1'],
  ['aos', 'aos/home?region=eu-west-1'],
  ['console', 'console/home?region=eu-west-1'],
  ['bedrock-studio', 'bedrock-studio/home?region=eu-west-1'],
  ['gluestudio', 'gluestudio/home?region=eu-west-1'],
  ['q9zzz', 'q9zzz/home?region=eu-west-1'],
  // A path is taken as it is, whatever it begins with.
  ['ec3/home', 'ec3/home?region=eu-west-1'],
  // An ARN's own region wins.
  ['arn:aws:iam::111122223333:role/A', 'go/view?arn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2FA&region=eu-west-1'],
  ['arn:aws:iam::aws:policy/A', 'go/view?arn=arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FA&region=eu-west-1'],
  ['arn:aws:s3:::a-bucket', 'go/view?arn=arn%3Aaws%3As3%3A%3A%3Aa-bucket&region=eu-west-1'],
  [arn, `go/view?arn=${encodeURIComponent(arn)}&region=us-east-1`],
];

for (const [typed, path] of destinations) {
  test(`destination ${typed}`, () => assert.equal(urlOf(typed), `https://console.aws.amazon.com/${path}`));
}

const addresses = ['https://health.aws.amazon.com/health/status', 'https://eu-west-1.console.aws.amazon.com/ec2/home'];

for (const address of addresses) test(`destination ${address}`, () => assert.equal(urlOf(address), address));

test('the region is named where there is one', () => {
  assert.equal(destinationUrl(readDestination('ec2'), place, nobody), 'https://console.aws.amazon.com/ec2/home');
  const bucket = destinationUrl(readDestination('arn:aws:s3:::b'), place, nobody);
  assert.equal(bucket, 'https://console.aws.amazon.com/go/view?arn=arn%3Aaws%3As3%3A%3A%3Ab');
});

for (const typed of [
  'https://evil.example/',
  'https://evilaws.amazon.com/',
  'https://console.aws.amazon.com.evil.example/',
  'https://xconsole.aws.amazon.com.evil/',
  'https://console.aws.amazon.com@evil.example/',
  'https://u:p@console.aws.amazon.com/',
  'https://console.aws.amazon.com:8443/',
  'http://console.aws.amazon.com/',
  '//evil.example',
  '../x',
  'javascript:alert(1)',
  'two words',
  'arn:',
  'arn:aws:iam',
  'arn:aws:iam::111122223333:',
  'arn:aws:iam::1111:role/A',
  'arn:aws:s3:eu west:111122223333:b',
  'arn:elsewhere:s3:::b',
  'arn:aws:s3:::b\n',
  'ARN:aws:s3:::b',
]) {
  test(`destination ${JSON.stringify(typed)} is refused`, () => {
    assert.equal(problemOf(() => readDestination(typed)).exitCode, 2);
  });
}

const slips: readonly (readonly [typed: string, meant: string])[] = [
  ['lamda', 'lambda'],
  ['ec22', 'ec2'],
  ['lambdas', 'lambda'],
  ['cloudfromation', 'cloudformation'],
  ['secretmanager', 'secretsmanager'],
  ['cloudform', 'cloudformation'],
];

for (const [typed, meant] of slips) {
  test(`${typed} is a slip: ${meant} is proposed, and the path if that is what was meant`, () => {
    const { title, todo = [], exitCode } = problemOf(() => readDestination(typed));
    assert.match(title, new RegExp(`--destination ${typed} `));
    assert.match(todo[0] ?? '', new RegExp(`^Did you mean ${meant}\\b`));
    assert.match(todo[1] ?? '', new RegExp(`--destination ${typed}/home$`));
    assert.equal(exitCode, 2);
  });
}

const partitions: readonly (readonly [typed: string, partition: string, host: string | undefined])[] = [
  ['ec2', 'aws-cn', 'console.amazonaws.cn'],
  ['iam', 'aws-us-gov', 'console.amazonaws-us-gov.com'],
  ['iam', 'aws-eusc', 'console.amazonaws-eusc.eu'],
  ['waf', 'aws-eusc', 'console.amazonaws-eusc.eu'],
  ['fis', 'aws-cn', 'console.amazonaws.cn'],
  ['vpc', 'aws-cn', 'console.amazonaws.cn'],
  ['lightsail/home', 'aws-cn', 'console.amazonaws.cn'],
  ['arn:aws-cn:s3:::b', 'aws-cn', 'console.amazonaws.cn'],
  ['lightsail', 'aws-cn', undefined],
  ['cloudfront', 'aws-us-gov', undefined],
  ['macie', 'aws-us-gov', undefined],
  ['codebuild', 'aws-eusc', undefined],
];

for (const [typed, partition, host] of partitions) {
  if (host !== undefined)
    test(`${typed} in ${partition}`, () => assert.equal(new URL(urlOf(typed, partition)).host, host));
  else {
    test(`${typed} is refused in ${partition}, and its path named`, () => {
      const { code, title, todo = [] } = problemOf(() => urlOf(typed, partition));
      assert.equal(code, 'destination-not-in-partition');
      assert.match(title, new RegExp(`${partition} `));
      assert.match(todo.join(), /--destination [a-z0-9]+\/\S+$/);
    });
  }
}

test('an emulated AWS has what the partition has; of an isolated one nothing is refused', () => {
  const emulated = federationPlace('aws-iso', 'http://127.0.0.1:4566');
  assert.match(destinationUrl(readDestination('lightsail'), emulated, nobody), /\/lightsail\/home$/);
});

test('another partition’s page is refused once it is known whose role it is', () => {
  for (const typed of ['https://console.amazonaws-us-gov.com/ec2', 'arn:aws-us-gov:s3:::b']) {
    assert.match(problemOf(() => urlOf(typed)).title, /not a page of the console/);
  }
});

test('the account of an ARN is for the person to know', () => {
  assert.match(urlOf('arn:aws:iam::999999999999:role/A'), /999999999999/);
});

test('a path never leaves the console’s host', () => {
  assert.equal(new URL(destinationUrl(readDestination('a//evil.example/x'), place, nobody)).host, place.consoleHost);
});

test('the start page of each partition', () => {
  for (const partition of ['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc']) {
    const own = federationPlace(partition, undefined);
    assert.equal(destinationUrl(readDestination(undefined), own, nobody), `https://${own.consoleHost}/console/home`);
  }
});

test('every name leads to a page, in order, and none is two words', () => {
  const names = serviceNames();
  assert.ok(names.length > 400);
  assert.deepEqual(names, [...new Set(names)].sort());
  for (const name of names) {
    assert.match(name, /^[a-z0-9][a-z0-9-]*$/);
    assert.match(urlOf(name), /^https:\/\/console\.aws\.amazon\.com\/[a-z0-9-]+\/[a-z0-9/-]+\?region=eu-west-1(#|$)/);
  }
});

test('an address out of a browser with several sessions: of the role’s account without the session, of another refused', () => {
  const page = 'eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#Instances:';
  for (const session of ['444455556666-abcd1234.', '444455556666.', '']) {
    assert.equal(urlOf(`https://${session}${page}`), `https://${page}`);
  }
  for (const session of ['111122223333-abcd1234', '111122223333']) {
    const { code, title, exitCode } = problemOf(() => urlOf(`https://${session}.${page}`));
    assert.deepEqual([code, exitCode], ['destination-elsewhere', 2]);
    assert.match(title, /is a page of account 111122223333, but this role is in 444455556666\.$/);
  }
  const own = 'https://444455556666.signin.aws.amazon.com/console';
  assert.equal(urlOf(own), own);
  const copied = `https://111122223333-abcd1234.${page}`;
  assert.equal(destinationUrl(readDestination(copied), place, nobody), copied, 'nobody knows the account');
});

test('an ARN of another account is opened, for accounts share resources, and said', () => {
  const noteOf = (typed: string, account?: string) => destinationNote(readDestination(typed), account);
  const said = noteOf('arn:aws:lambda:eu-west-1:111122223333:function:f', '444455556666');
  assert.match(said ?? '', /^The ARN is from account 111122223333, but this role is in 444455556666: /);
  for (const typed of ['arn:aws:sqs:eu-west-1:444455556666:q', 'arn:aws:s3:::b', 'arn:aws:iam::aws:policy/A', 'ec2'])
    assert.equal(noteOf(typed, '444455556666'), undefined);
  assert.equal(noteOf('arn:aws:sqs:eu-west-1:111122223333:q'), undefined);
});
