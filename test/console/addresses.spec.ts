import { expect, it } from 'vitest';
import { addressesToEnter } from '../../console/src/features/setup/addresses-to-enter.js';

const card = [{ ip: '192.168.1.20' }, { ip: '10.0.0.4' }];

it.each([
  ['localhost', ['192.168.1.20', '10.0.0.4']],
  ['127.0.0.1', ['192.168.1.20', '10.0.0.4']],
  ['[::1]', ['192.168.1.20', '10.0.0.4']],
  ['10.0.0.4', ['192.168.1.20', '10.0.0.4']],
  ['doors.example.com', ['doors.example.com', '192.168.1.20', '10.0.0.4']],
])('opened at %s, a device is told to call %j', (hostname, entered) => {
  expect(addressesToEnter(hostname, card)).toEqual(entered);
});

it('without a network there is only what stands in the address bar', () => {
  expect(addressesToEnter('127.0.0.1', [])).toEqual(['127.0.0.1']);
});
