import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notListening } from '../../../source/domain/serving/not-listening.ts';

const said = (host: string, port: number, code: string) => {
  const {
    title,
    means,
    todo = [],
  } = notListening({ host, port }, Object.assign(new Error('of the system'), { code })).text;
  return [title, means, ...todo].join('\n');
};

test('why an address cannot be listened on is said, with what to do', () => {
  assert.match(
    said('127.0.0.1', 9911, 'EADDRINUSE'),
    /^Cannot listen on 127\.0\.0\.1:9911\.\nAnother program is listening there\.\n.*--serve-on/,
  );
  assert.match(said('127.0.0.1', 80, 'EACCES'), /^Cannot listen on 127\.0\.0\.1\.\nOnly an administrator/);
  assert.match(
    said('169.254.170.2', 0, 'EADDRNOTAVAIL'),
    /^Cannot listen on 169\.254\.170\.2\.\nThis machine does not have that address\.\n.*docker network create .*\n.*Podman/,
  );
  assert.match(said('169.254.170.23', 0, 'EADDRNOTAVAIL'), /does not have that address\.\nUse another address/);
  assert.match(said('::1', 9911, 'EAFNOSUPPORT'), /^Cannot listen on \[::1\]:9911\.\nof the system\n/);
});
