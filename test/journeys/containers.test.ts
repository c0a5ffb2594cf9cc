import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { dirname } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { awsCli } from '../helpers/aws-cli.ts';
import { isOpen } from '../helpers/connections.ts';
import { makeDemoHome } from '../helpers/home.ts';
import { makePodman, whyNoContainers } from '../helpers/podman.ts';
import { programLine, runProgram } from '../helpers/program.ts';
import { relayTo } from '../helpers/relay.ts';

const without = whyNoContainers();
const skipHost = without !== undefined && `${without}: NOT TESTED`;
const project = fileURLToPath(new URL('../..', import.meta.url));
const arnOfRole = 'arn:aws:sts::444455556666:assumed-role/ystataws/mary';
const address = '169.254.170.2';
const isTaken = Object.values(networkInterfaces()).some((own) => own?.some((each) => each.address === address));
const skipOwn = skipHost || (isTaken && `a network of this machine has ${address}: NOT TESTED`);

/**
 * Mary’s home, and what runs a line of a shell in a container of `ystataws`.
 * @param host where it is served: 127.0.0.1 in the network of this machine, else the gateway of a network of its own
 */
async function containersAt(context: TestContext, host: string) {
  const home = await makeDemoHome(context);
  const { podman, line: program, options, root } = makePodman(context);
  const isHost = host !== address;
  const network = isHost ? 'host' : `rolecall-test-${process.pid}`;
  const serve = isHost ? ['--serve'] : ['--serve', '--serve-on', host];
  let reachable = '';
  if (!isHost) {
    podman('network', 'create', '--subnet', '169.254.170.0/24', '--gateway', host, network);
    // Podman brings the address up with the first container, and takes it away with the last.
    podman('run', '--detach', '--network', network, ...options, ...root, '/usr/bin/busybox', 'sleep', '600');
    reachable = `-e AWS_ENDPOINT_URL=${(await relayTo(context, home.aws.url, host)).url}`;
  }
  return (line: string, more = '') => {
    const words = `--network ${network} ${more} $(${programLine} exec --serve-env) ${reachable}`;
    const script = `exec ${program} run --rm ${options.join(' ')} ${words} ${root.join(' ')} /bin/sh -c '${line}'`;
    return runProgram(['exec', 'ystataws', ...serve, '--', 'sh', '-c', script], home);
  };
}

const document =
  'busybox wget -q -O - --header "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI"';

for (const [name, host, skip] of [
  ['the network of this machine', '127.0.0.1', skipHost],
  ['a network of its own', address, skipOwn],
] as const) {
  test(`a container with ${name} is given the role, and nobody once it has ended`, { skip }, async (context) => {
    const inContainer = await containersAt(context, host);
    const ran = await inContainer(`echo "$AWS_CONTAINER_CREDENTIALS_FULL_URI $AWS_REGION"; ${document}`);
    assert.equal(ran.code, 0, ran.err);
    const [, uri = '', region, body = ''] = /^(\S+) (\S+)\n(.*)$/s.exec(ran.out) ?? [];
    assert.equal(new URL(uri).hostname, host);
    assert.equal(region, 'us-east-1');
    const { AccessKeyId, AccountId } = JSON.parse(body);
    assert.match(AccessKeyId, /^ASIA/);
    assert.equal(AccountId, '444455556666');
    assert.equal(await isOpen(Number(new URL(uri).port), host), false);
  });

  test(`a container with ${name} has neither keys nor files of the person, and is refused without the token`, {
    skip,
  }, async (context) => {
    const inContainer = await containersAt(context, host);
    const ran = await inContainer('env; busybox wget -O - "$AWS_CONTAINER_CREDENTIALS_FULL_URI" 2>&1');
    assert.equal(ran.code, 1, ran.out);
    assert.match(ran.out, /403 Forbidden/);
    assert.doesNotMatch(ran.out, /ASIA|AKIA|SECRET|AWS_PROFILE|_FILE=/);
  });

  test(`the JavaScript SDK in a container with ${name} is the role`, { skip }, async (context) => {
    const inContainer = await containersAt(context, host);
    const node = '/app/node_modules/node/bin/node --no-warnings';
    const ran = await inContainer(`echo | ${node} /app/test/fixtures/long-runner.ts`, `-v ${project}:/app:ro`);
    assert.match(ran.out, new RegExp(`^${arnOfRole} ASIA`), ran.err);
  });

  test(`the AWS CLI in a container with ${name} is the role`, {
    skip: skip || (awsCli() === undefined && 'no AWS CLI v2 (scripts/fetch-aws-cli.ts): NOT TESTED'),
  }, async (context) => {
    const inContainer = await containersAt(context, host);
    const who = '/aws/aws sts get-caller-identity --query Arn --output text';
    const ran = await inContainer(who, `-v ${dirname(awsCli() ?? '')}:/aws:ro`);
    assert.equal(ran.out, `${arnOfRole}\n`, ran.err);
  });
}
