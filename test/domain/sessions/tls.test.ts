import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { makeDemoHome } from '../../helpers/home.ts';
import { runProgram } from '../../helpers/program.ts';
import { makeCertificate, serveTls, serveTunnels } from '../../helpers/tls.ts';

const host = 'sts.eu-west-1.amazonaws.com';

/** Mary behind a company's authority, and, where she uses it, its proxy. */
async function makeEmployee(context: TestContext) {
  const home = await makeDemoHome(context);
  const certificate = makeCertificate(context, home.directory, [host, 'localhost']);
  if (certificate === undefined) return undefined;
  const port = await serveTls(context, certificate, home.aws.url);
  const config = await readFile(home.config, 'utf8');
  const pointAt = (url: string, more = '') =>
    writeFile(home.config, config.replaceAll(/endpoint_url = .*/g, `endpoint_url = ${url}${more}`));
  const open = (env: Readonly<Record<string, string>> = {}) =>
    runProgram(['credential-process', 'ystataws', '--no-cache'], { env: { ...home.env, ...env } });
  return { ...home, ...certificate, port, pointAt, open };
}

test('certificates of AWS_CA_BUNDLE, of ca_bundle in the profile, and of nobody', async (context) => {
  const mary = await makeEmployee(context);
  if (mary === undefined) return;
  const url = `https://localhost:${mary.port}`;
  await mary.pointAt(url);
  const unknown = await mary.open();
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /AWS_CA_BUNDLE|ca_bundle/);
  assert.equal(mary.aws.count(), 0);
  const careless = await mary.open({ NODE_TLS_REJECT_UNAUTHORIZED: '0' });
  assert.equal(careless.code, 1, 'a variable of Node’s does not turn certificates off');
  assert.equal(mary.aws.count(), 0);
  const byVariable = await mary.open({ AWS_CA_BUNDLE: mary.caFile });
  assert.deepEqual([byVariable.code, byVariable.err], [0, '']);
  await mary.pointAt(url, `\nca_bundle = ${mary.caFile}`);
  const byProfile = await mary.open();
  assert.deepEqual([byProfile.code, byProfile.err], [0, '']);
  assert.equal(mary.aws.count('AssumeRole'), 2);
});

test('a proxy that lets through: every call goes by way of it, and what NO_PROXY names does not', async (context) => {
  const mary = await makeEmployee(context);
  if (mary === undefined) return;
  const proxy = await serveTunnels(context, mary.port);
  await mary.pointAt(`https://${host}`);
  const trusting = { AWS_CA_BUNDLE: mary.caFile };
  for (const name of ['HTTPS_PROXY', 'https_proxy']) {
    proxy.asked.length = 0;
    const through = await mary.open({ ...trusting, [name]: proxy.url, NO_PROXY: 'intranet.example' });
    assert.deepEqual([through.code, through.err], [0, ''], name);
    assert.deepEqual(new Set(proxy.asked), new Set([`${host}:443`]));
  }
  assert.equal(mary.aws.count('AssumeRole'), 2);
  await mary.pointAt(`https://localhost:${mary.port}`);
  proxy.asked.length = 0;
  const direct = await mary.open({ ...trusting, HTTPS_PROXY: proxy.url, NO_PROXY: 'intranet.example,localhost' });
  assert.deepEqual([direct.code, direct.err, proxy.asked], [0, '', []]);
});
