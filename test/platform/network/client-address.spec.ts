import { describe, expect, it } from 'vitest';
import { cameEncrypted, clientAddress } from '../../../src/platform/network/client-address.js';
import { Networks } from '../../../src/platform/network/networks.js';

const proxies = new Networks(['10.0.0.0/8', '192.168.7.7', 'fd00::/8']);

const from = (remoteAddress: string, headers: Record<string, string> = {}) => ({ socket: { remoteAddress }, headers });

describe('whose request it is', () => {
  it.each([
    ['nobody is trusted', '198.51.100.9', '203.0.113.4', null, '198.51.100.9'],
    ['a stranger writes the header itself', '198.51.100.9', '10.1.1.1', proxies, '198.51.100.9'],
    ['a proxy says nothing', '10.1.1.1', '', proxies, '10.1.1.1'],
    ['a proxy names the client', '10.1.1.1', '203.0.113.4', proxies, '203.0.113.4'],
    ['the client wrote in front of that', '10.1.1.1', '127.0.0.1, 203.0.113.4', proxies, '203.0.113.4'],
    ['several proxies', '10.1.1.1', '203.0.113.4, 192.168.7.7, 10.2.2.2', proxies, '203.0.113.4'],
    ['a neighbour of a proxy is none', '192.168.7.8', '203.0.113.4', proxies, '192.168.7.8'],
    ['clients in the network of the proxies', '10.1.1.1', '10.3.3.3, 10.2.2.2', proxies, '10.3.3.3'],
    ['a socket for both kinds', '::ffff:10.1.1.1', '::ffff:203.0.113.4', proxies, '203.0.113.4'],
    ['IPv6', 'fd00::1', '2001:db8::5', proxies, '2001:db8::5'],
    ['a port behind it', '10.1.1.1', '203.0.113.4:51234', proxies, '203.0.113.4'],
    ['a port behind IPv6', '10.1.1.1', '[2001:db8::5]:51234', proxies, '2001:db8::5'],
    ['no address', '10.1.1.1', '203.0.113.4, unknown', proxies, '10.1.1.1'],
    ['no address behind a proxy', '10.1.1.1', '_hidden, 10.2.2.2', proxies, '10.2.2.2'],
  ])('%s', (_, peer, forwarded, trusted, client) => {
    expect(clientAddress(from(peer, { 'x-forwarded-for': forwarded }), trusted)).toBe(client);
  });

  it('takes no time over a header that is very long', () => {
    const headers = { 'x-forwarded-for': `${'10.1.1.1,'.repeat(100_000)}10.1.1.1` };
    expect(clientAddress(from('10.1.1.1', headers), proxies)).toBe('10.1.1.1');
  });
});

describe('whether it came encrypted', () => {
  it.each([
    ['plain', from('10.1.1.1'), false],
    ['TLS of our own', { socket: { remoteAddress: '198.51.100.9', encrypted: true }, headers: {} }, true],
    ['a proxy says so', from('10.1.1.1', { 'x-forwarded-proto': 'https' }), true],
    ['the last proxy counts', from('10.1.1.1', { 'x-forwarded-proto': 'https, http' }), false],
    ['a stranger says so', from('198.51.100.9', { 'x-forwarded-proto': 'https' }), false],
  ])('%s', (_, incoming, encrypted) => {
    expect(cameEncrypted(incoming, proxies)).toBe(encrypted);
  });
});

describe('networks', () => {
  it.each(['', '10.0.0.0/33', '10.0.0.0/', '10.0.0/8', '10.0.0.0/8/8', '::/129', 'proxy.local', '10.0.0.0/-1'])(
    'refuse %j',
    (text) => {
      expect(() => new Networks([text])).toThrow(RangeError);
    },
  );
});
