import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { makeHome } from '../../../helpers/home.ts';
import { awsClis, run, skipped } from '../../../sandbox/identity-center/employee.ts';
import { examples, withKeys } from './aws-vault.ts';

// Whether the table is right about the AWS CLI: it refuses the profiles that it is said to refuse, and no other.

const printed = '{"Version":1,"AccessKeyId":"AKIAIOSFODNN7EXAMPLE","SecretAccessKey":"hush"}';
const line = `credential_process = /bin/echo '${printed}'\n`;

const refusal = /Partial credentials found|must have credentials|missing required configuration/;

for (const [name, file = ''] of awsClis()) {
  for (const example of examples) {
    test(`${name}: ${example.title}`, { skip: skipped(name, file || undefined) }, async (context) => {
      const home = await makeHome(context, { config: '', credentials: '' });
      await writeFile(
        home.config,
        withKeys(example, () => line),
      );
      // A role that it would assume ends in a call that nobody answers.
      const nobody = {
        AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
        AWS_MAX_ATTEMPTS: '1',
        AWS_EC2_METADATA_DISABLED: 'true',
      };
      const env = { ...home.env, ...nobody, AWS_PAGER: '' };
      for (const row of example.rows) {
        const { out, err } = await run(file, ['configure', 'list', '--profile', row.name], env);
        const isRefused = row.cli.startsWith('refused');
        const found = !refusal.test(err) && !/^\s*access_key\s*:?\s*<not set>/m.test(out);
        assert.equal(found, !isRefused, `${row.name}: ${out}${err}`);
      }
    });
  }
}
