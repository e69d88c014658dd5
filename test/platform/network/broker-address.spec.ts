import { describe, expect, it } from 'vitest';
import { brokerAddresses, brokerLookup, RefusedAddress } from '../../../src/platform/network/broker-address.js';

describe('the address of a broker', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['10.1.2.3', '10.1.2.3'],
    ['192.168.1.5', '192.168.1.5'],
    ['100.64.0.1', '100.64.0.1'],
    ['8.8.8.8', '8.8.8.8'],
    ['[::1]', '::1'],
    ['::1', '::1'],
    ['fd12:3456::1', 'fd12:3456::1'],
  ])('%s is dialled', async (host, address) => {
    expect(await brokerAddresses(host)).toEqual([address]);
  });

  it.each([
    '169.254.169.254',
    '169.254.1.1',
    '100.100.100.200',
    '168.63.129.16',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '[fe80::1]',
    'fe80::1%eth0',
    'ff02::1',
    '::',
    '[::ffff:169.254.169.254]',
    '::ffff:a9fe:a9fe',
    '::169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    '2002:a9fe:a9fe::1',
    'fd00:ec2::254',
  ])('%s is refused', async (host) => {
    await expect(brokerAddresses(host)).rejects.toThrow(RefusedAddress);
  });

  it('is looked up by a socket that resolves names itself', async () => {
    const found = await new Promise((resolve, reject) => {
      brokerLookup('localhost', { family: 4 }, (error, address, family) =>
        error ? reject(error) : resolve([address, family]),
      );
    });
    expect([
      ['127.0.0.1', 4],
      ['::1', 6],
    ]).toContainEqual(found);
  });
});
