import { networkInterfaces } from 'node:os';
import { expect, it } from 'vitest';
import { dialledAddress, isLocal } from '../../../src/platform/network/dialled-address.js';

it.each([
  '127.0.0.1',
  '127.9.9.9',
  '0.0.0.0',
  '169.254.169.254',
  '169.254.1.1',
  '224.0.0.1',
  '239.255.255.250',
  '::',
  '::1',
  '0:0:0:0:0:0:0:1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '0:0:0:0:0:ffff:7f00:1',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  'fe80::1',
  'fe80::1%eth0',
  'febf::1',
  'fd00:ec2::254',
  'ff02::1',
])('%s is an address of this machine, its link, or nobody', (address) => {
  expect(isLocal(address)).toBe(true);
});

it.each([
  '10.0.0.1',
  '192.168.1.201',
  '172.16.0.1',
  '8.8.8.8',
  'fd12::1',
  '2001:db8::1',
  '::ffff:10.0.0.1',
  'terminal.local',
])('%s is none, or not known yet', (address) => {
  expect(isLocal(address)).toBe(false);
});

it('an address of a network card of this machine is one of them, too', () => {
  const own = Object.values(networkInterfaces()).flatMap((all) => all?.map(({ address }) => address) ?? []);
  expect(own.length).toBeGreaterThan(0);
  for (const address of own) expect([address, isLocal(address)]).toEqual([address, true]);
});

it.each(['127.0.0.1', 'localhost', '127.1', '2130706433', '0x7f000001'])('%s is not dialled', async (host) => {
  await expect(dialledAddress(host, false)).rejects.toThrow('PULL_ALLOW_LOCAL=true');
  expect(await dialledAddress(host, true)).toMatch(/^(127\.0\.0\.1|::1)$/);
});
