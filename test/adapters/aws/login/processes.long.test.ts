import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { makeDemoHome } from '../../../helpers/home.ts';
import { loginAt, loginPath, MARY, readLoginFile, writeLogin } from '../../../helpers/login.ts';
import { runProgram } from '../../../helpers/program.ts';

test('fifty processes at the end of a token: one renewal, and its credentials for all', async (context) => {
  const { aws, directory, env, config } = await makeDemoHome(context);
  await writeFile(
    config,
    `[profile console]\nlogin_session = ${MARY}\nregion = eu-west-1\nendpoint_url = ${aws.url}\n`,
  );
  const path = loginPath(directory);
  for (const seconds of [-1, 60]) {
    const found = await loginAt(aws, seconds);
    await writeLogin(path, found);
    const before = aws.count('CreateOAuth2Token');
    const open = () => runProgram(['credential-process', '--no-cache', 'console'], { env });
    const all = await Promise.all(Array.from({ length: 50 }, open));
    const { fields } = await readLoginFile(path);
    const keys = new Set<string>(all.map(({ code, out, err }) => (code === 0 ? JSON.parse(out).AccessKeyId : err)));
    // On a busy machine some go on with what is still good.
    if (seconds > 0) keys.delete(found.accessToken.accessKeyId);
    assert.deepEqual([...keys], [fields.accessToken.accessKeyId]);
    assert.equal(aws.count('CreateOAuth2Token') - before, 1);
  }
});
