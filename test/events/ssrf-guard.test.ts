import { describe, expect, test } from 'vitest';
import { checkAddress, networks, type Resolve } from '../../shared/events/ssrf-guard.ts';

const PUBLIC = '93.184.215.14';
const none = networks.parse('');

const resolvesTo =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses;

const check = (url: string, resolve: Resolve = resolvesTo(PUBLIC), allowed = none) =>
  checkAddress(url, allowed, resolve);

describe('an allowed destination', () => {
  test.each([
    'https://example.com/events',
    'https://example.com:443/',
    'https://example.com:8443/',
    'https://93.184.215.14/',
    'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/',
  ])('%s', async (url) => {
    expect(await check(url)).toMatchObject({ ok: true });
  });

  test('the addresses to connect to are the checked ones, all of them', async () => {
    const addresses = [PUBLIC, '2606:2800:21f:cb07:6820:80da:af6b:8b2c'];
    expect(await check('https://example.com/', resolvesTo(...addresses))).toMatchObject({
      ok: true,
      value: { addresses },
    });
  });
});

describe('a forbidden address', () => {
  test.each([
    // Each of ours: this machine, its network, its neighbours, and the service that hands out a Lambda's credentials.
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://127.0.0.1./',
    'https://0.0.0.0/',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/',
    'https://192.0.0.1/',
    'https://192.0.2.1/',
    'https://198.18.0.1/',
    'https://198.51.100.1/',
    'https://203.0.113.1/',
    'https://224.0.0.1/',
    'https://240.0.0.1/',
    'https://255.255.255.255/',
    'https://[::]/',
    'https://[::1]/',
    'https://[::127.0.0.1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::ffff:0:7f00:1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[64:ff9b:1::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001:0:7f00:1::]/',
    'https://[2001:db8::1]/',
    'https://[fc00::1]/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://[fec0::1]/',
    'https://[ff02::1]/',
    'https://[100::1]/',
    'https://[4000::1]/',
  ])('%s', async (url) => {
    expect(await check(url, resolvesTo())).toEqual({ ok: false, error: 'address_not_public' });
  });
});

describe('a forbidden name', () => {
  test.each([
    ['a name of this machine', ['127.0.0.1']],
    ['a name of a private address', ['10.1.2.3']],
    ['a name with a public address and a private one', [PUBLIC, '10.1.2.3']],
    ['a name of a mapped address', ['::ffff:10.1.2.3']],
  ])('%s', async (_, addresses) => {
    expect(await check('https://example.com/', resolvesTo(...addresses))).toEqual({
      ok: false,
      error: 'address_not_public',
    });
  });

  test('a name unknown to DNS', async () => {
    const unknown: Resolve = async () => await Promise.reject(new Error('ENOTFOUND'));
    expect(await check('https://example.com/', unknown)).toEqual({ ok: false, error: 'host_unknown' });
    expect(await check('https://example.com/', resolvesTo())).toEqual({ ok: false, error: 'host_unknown' });
  });
});

describe('a forbidden URL', () => {
  test.each([
    ['http://example.com/', 'not_https'],
    ['ftp://example.com/', 'not_https'],
    ['https://user@example.com/', 'credentials_in_url'],
    ['https://user:secret@example.com/', 'credentials_in_url'],
    ['https://example.com:22/', 'port_not_allowed'],
    ['https://example.com:80/', 'port_not_allowed'],
  ])('%s', async (url, error) => {
    expect(await check(url)).toEqual({ ok: false, error });
  });
});

describe("the deployment's own networks", () => {
  const own = networks.parse('10.9.0.0/16,fd00:9::/32');

  test.each(['http://10.9.1.1:80/', 'https://10.9.1.1/', 'http://[fd00:9::1]/'])('allow %s', async (url) => {
    expect(await check(url, resolvesTo(), own)).toMatchObject({ ok: true });
  });

  test.each([
    'http://10.8.1.1/',
    'https://127.0.0.1/',
    'http://93.184.215.14/',
    'https://[::ffff:10.9.1.1]/',
  ])('do not allow %s', async (url) => {
    expect(await check(url, resolvesTo(), own)).toMatchObject({ ok: false });
  });

  test('do not allow a name that also resolves elsewhere', async () => {
    expect(await check('https://example.com/', resolvesTo('10.9.1.1', '10.8.1.1'), own)).toMatchObject({
      ok: false,
    });
  });
});
