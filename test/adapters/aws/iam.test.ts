import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { type TestContext, test } from 'node:test';
import { allPages, createIam } from '../../../source/adapters/aws/iam.ts';
import { AwsFailure } from '../../../source/domain/sessions/failures/aws-failure.ts';
import { listen } from '../../helpers/listen.ts';

/** An IAM with so many roles. @param role the text of one, between its tags */
async function iamWith(context: TestContext, count: number, role: (at: number) => string) {
  const pages: number[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const form = new URLSearchParams(body);
    const [from, most] = [Number(form.get('Marker') ?? 0), Number(form.get('MaxItems') ?? 100)];
    const to = Math.min(count, from + most);
    const roles = Array.from({ length: to - from }, (_, at) => `<member>${role(from + at)}</member>`).join('');
    const more =
      to < count ? `<IsTruncated>true</IsTruncated><Marker>${to}</Marker>` : '<IsTruncated>false</IsTruncated>';
    pages.push(to - from);
    response.writeHead(200, { 'content-type': 'text/xml' });
    response.end(
      `<ListRolesResponse><ListRolesResult>${more}<Roles>${roles}</Roles></ListRolesResult></ListRolesResponse>`,
    );
  });
  const url = `http://127.0.0.1:${await listen(context, server)}`;
  const at = { region: 'us-east-1', url, useFips: false, useDualstack: false };
  return { pages, iam: createIam({ accessKeyId: 'AKIA', secretAccessKey: 's' }, at, { env: {} }) };
}

/** Every text as long as AWS takes it: 4,096 characters of trust, percent-encoded in the answer, and 1,000 of description. */
function longestRole(at: number, characters = 4096): string {
  const name = `${'r'.repeat(60)}${String(at).padStart(4, '0')}`;
  const statement = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole', Sid: '' };
  const missing = characters - JSON.stringify({ Statement: [statement] }).length;
  const trust = encodeURIComponent(JSON.stringify({ Statement: [{ ...statement, Sid: '"'.repeat(missing / 2) }] }));
  return `<Path>/${'p'.repeat(510)}/</Path><AssumeRolePolicyDocument>${trust}</AssumeRolePolicyDocument><Description>${'&amp;'.repeat(1000)}</Description><RoleId>AROA</RoleId><RoleName>${name}</RoleName><Arn>arn:aws:iam::111122223333:role/${'p'.repeat(510)}/${name}</Arn><CreateDate>2024-01-01T00:00:00Z</CreateDate>`;
}

test('roles with the longest policies and descriptions are listed, however many', async (context) => {
  const { iam, pages } = await iamWith(context, 450, longestRole);
  const roles = await iam.listRoles();
  assert.equal(new Set(roles.map(({ arn }) => arn)).size, 450);
  assert.ok(pages.length <= 3, `${pages.length} calls`);
});

test('an answer that no IAM gives is not read to its end', async (context) => {
  const { iam } = await iamWith(context, 450, (at) => longestRole(at, 40_000));
  await assert.rejects(iam.listRoles(), (error) => error instanceof AwsFailure && error.kind === 'garbled');
});

test('every page is asked for, with the mark of the one before, and told of as it comes', async () => {
  const marks: (string | undefined)[] = [];
  const told: string[] = [];
  const pages = [
    { items: ['a', 'b'], next: 'one' },
    { items: [], next: 'two' },
    { items: ['c'], next: undefined },
  ];
  const all = await allPages(
    async (marker) => {
      marks.push(marker);
      return pages[marks.length - 1] ?? { items: [], next: undefined };
    },
    (items) => told.push(items.join()),
  );
  assert.deepEqual(all, ['a', 'b', 'c']);
  assert.deepEqual(marks, [undefined, 'one', 'two']);
  assert.deepEqual(told, ['a,b', '', 'c']);
});
