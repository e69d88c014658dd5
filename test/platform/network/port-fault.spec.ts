import { expect, it } from 'vitest';
import { portFault } from '../../../src/platform/network/port-fault.js';

it.each([
  'https://hooks.example/',
  'https://hooks.example:1',
  'https://hooks.example:65535/x',
  'https://hooks.example/x:99999',
  'https://hooks.example/?at=x:99999',
  'https://name:99999@hooks.example/',
  'https://[::1]/',
  'https://[::1]:443/',
  'mqtt://',
  'no url:99999',
  '',
])('the port of %j is right, or there is none', (url) => {
  expect(portFault(url)).toBeNull();
});

it.each([
  'https://hooks.example:0/',
  'https://hooks.example:65536',
  'http://127.0.0.1:99999/x',
  'mqtt://[::1]:99999',
  'nats://name:word@host:70000?x',
  `kafka://host:${'9'.repeat(500)}`,
])('the port of %.40j is told as what is wrong', (url) => {
  expect(portFault(url)).toBe('must have a port from 1 to 65535');
});
