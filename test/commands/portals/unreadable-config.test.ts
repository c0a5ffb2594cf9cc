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

for (const config of ['', '[profile a]\nregion = eu-west-1\n', session('corp')]) {
  const beside = config === session('corp') ? 'the portal' : config === '' ? 'nothing' : 'a profile';
  test(`a credentials file that cannot be read, with ${beside} beside it, stops no sign-in and no sign-out`, async (context) => {
    const { home, run, signedIn } = await person(context, config);
    await rm(home.credentials, { force: true });
    await mkdir(home.credentials);
    const title = `${home.credentials} cannot be read.`;
    const nobody = await run(['logout']);
    assert.deepEqual([nobody.problem, nobody.error], [undefined, `You are not signed in anywhere.\n${title}\n`]);
    if (config !== session('corp')) {
      for (const argv of [['discover'], ['sync']]) {
        const { problem } = await run(argv);
        assert.deepEqual([problem?.code, problem?.means], ['no-portal', title], argv.join(' '));
      }
      const asked = await run(['login'], { answers: [''] });
      assert.match(asked.asked.join(), /Start URL of your portal/);
    }
    const { problem, error } = await run(['login', corp, '--region', 'eu-west-1']);
    assert.equal(problem, undefined);
    assert.match(error, /Signed in to corp/);
    assert.equal(signedIn({ ssoSession: 'corp', startUrl: corp }), true);
    for (const argv of [['login'], ['login', 'corp'], ['discover'], ['sync'], ['sync', 'corp', '--write']])
      assert.equal((await run(argv)).problem, undefined, argv.join(' '));
    assert.equal((await run(['logout', 'corp'])).error, 'Signed out of corp.\n');
    assert.equal((await run(['exec', 'mary', '--', 'true'])).problem?.title, title, 'what it might have is not denied');
  });
}
