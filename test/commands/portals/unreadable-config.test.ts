import assert from 'node:assert/strict';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { corp, person, session } from './person.ts';

const keys = '[mary]\naws_access_key_id = AKIA\naws_secret_access_key = x\n';

for (const credentials of [keys, '']) {
  const beside = credentials === '' ? 'nothing' : 'keys';
  test(`a config file that cannot be read, with ${beside} beside it: no verb says that there is no portal or nobody signed in`, async (context) => {
    const { home, run, signedIn } = await person(context, session('corp'));
    await writeFile(home.credentials, credentials);
    assert.match((await run(['login', 'corp'])).error, /Signed in to corp/);
    await rename(home.config, `${home.config}.aside`);
    await mkdir(home.config);
    const title = `${home.config} cannot be read.`;
    for (const argv of [['logout'], ['logout', '--all'], ['discover'], ['discover', corp], ['sync'], ['login']]) {
      const { problem, asked, error } = await run(argv, { answers: [''] });
      assert.deepEqual([problem?.title, problem?.exitCode, asked], [title, undefined, []], argv.join(' '));
      assert.equal(error, '', argv.join(' '));
    }
    for (const argv of [['status'], ['status', '--json']]) {
      const { problem, error, out } = await run(argv, { env: { AWS_PROFILE: 'dev' } });
      assert.deepEqual([problem, error], [undefined, `${title}\n`]);
      assert.doesNotMatch(out, /no profile dev|"missing": true/);
    }
    await rm(home.config, { recursive: true });
    await rename(`${home.config}.aside`, home.config);
    assert.equal(signedIn({ ssoSession: 'corp', startUrl: corp }), true);
    assert.equal((await run(['logout', '--all'])).error, 'Signed out of corp.\n');
  });
}
