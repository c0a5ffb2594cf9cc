import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorityOf, isTakenFrom, readServeAddress } from '../../../source/domain/serving/address.ts';

test('an address of this machine or of a private network is read, with a port or without', () => {
  const read: readonly (readonly [string, string, number, string])[] = [
    ['127.0.0.1', '127.0.0.1', 0, '127.0.0.1:0'],
    ['127.0.0.1:9911', '127.0.0.1', 9911, '127.0.0.1:9911'],
    ['127.0.0.1:80', '127.0.0.1', 80, '127.0.0.1'],
    ['127.8.9.10', '127.8.9.10', 0, '127.8.9.10:0'],
    ['localhost', '127.0.0.1', 0, '127.0.0.1:0'],
    ['LocalHost:65535', '127.0.0.1', 65535, '127.0.0.1:65535'],
    ['169.254.170.2:1', '169.254.170.2', 1, '169.254.170.2:1'],
    ['172.17.0.1', '172.17.0.1', 0, '172.17.0.1:0'],
    ['172.31.255.254', '172.31.255.254', 0, '172.31.255.254:0'],
    ['10.88.0.1', '10.88.0.1', 0, '10.88.0.1:0'],
    ['192.168.65.1', '192.168.65.1', 0, '192.168.65.1:0'],
    ['::1', '::1', 0, '[::1]:0'],
    ['[::1]', '::1', 0, '[::1]:0'],
    ['[::1]:9911', '::1', 9911, '[::1]:9911'],
    ['0:0:0:0:0:0:0:1', '::1', 0, '[::1]:0'],
    ['FD00:EC2::23', 'fd00:ec2::23', 0, '[fd00:ec2::23]:0'],
  ];
  for (const [text, host, port, authority] of read) {
    const address = readServeAddress(text);
    assert.deepEqual(address, { host, port }, text);
    assert.equal(authorityOf({ host, port }), authority);
  }
});

test('what is no address, every address, or one of other machines is refused, with the reason', () => {
  const refused: readonly (readonly [string, RegExp])[] = [
    ['', /is not a full IPv4 or IPv6 address/],
    ['docker0', /is not a full IPv4 or IPv6 address/],
    ['host.docker.internal', /is not a full IPv4 or IPv6 address/],
    ['9911', /is only a port/],
    [':9911', /is only a port/],
    ['127.0.0.1:', /is not a full IPv4 or IPv6 address/],
    ['127.0.0.1:x', /is not a full IPv4 or IPv6 address/],
    ['127.0.0.1:99999', /a port that does not exist/],
    ['127.0.0.1:123456', /is not a full IPv4 or IPv6 address/],
    ['127.1', /is not a full IPv4 or IPv6 address/],
    ['2130706433', /is not a full IPv4 or IPv6 address/],
    ['0177.0.0.1', /is not a full IPv4 or IPv6 address/],
    ['127.0.0.1.', /is not a full IPv4 or IPv6 address/],
    ['127.0.0.256', /is not a full IPv4 or IPv6 address/],
    ['http://127.0.0.1', /is not a full IPv4 or IPv6 address/],
    ['mary@127.0.0.1', /is not a full IPv4 or IPv6 address/],
    ['127.0.0.1/x', /is not a full IPv4 or IPv6 address/],
    [' 127.0.0.1', /is not a full IPv4 or IPv6 address/],
    ['127.0.0.1\n', /is not a full IPv4 or IPv6 address/],
    ['[::1', /is not a full IPv4 or IPv6 address/],
    ['[127.0.0.1]', /is not a full IPv4 or IPv6 address/],
    ['fe80::1%eth0', /is not a full IPv4 or IPv6 address/],
    ['0.0.0.0', /every address/],
    ['0.0.0.0:9911', /every address/],
    ['::', /every address/],
    ['[::]:9911', /every address/],
    ['::ffff:0.0.0.0', /is not a full IPv4 or IPv6 address/],
    ['::ffff:0:0', /a network of other machines/],
    ['8.8.8.8', /a network of other machines/],
    ['100.64.0.1', /a network of other machines/],
    ['172.32.0.1', /a network of other machines/],
    ['224.0.0.1', /a network of other machines/],
    ['255.255.255.255', /a network of other machines/],
    ['2001:db8::abcd', /a network of other machines, which keys would cross in plain text/],
    ['::1:9911', /other machines\. If 9911 is a port, write the address before it in brackets/],
  ];
  for (const [text, why] of refused) {
    const read = readServeAddress(text);
    assert.match('fault' in read ? read.fault : 'accepted', why, text);
  }
});

test('the SDKs take keys from loopback and from the addresses of ECS and EKS', () => {
  for (const host of ['127.0.0.1', '127.1.2.3', '::1', '169.254.170.2', '169.254.170.23', 'fd00:ec2::23']) {
    assert.equal(isTakenFrom(host), true, host);
  }
  for (const host of ['172.17.0.1', '10.0.0.1', '169.254.170.3', '169.254.169.254', 'fd00:ec2::254']) {
    assert.equal(isTakenFrom(host), false, host);
  }
});
