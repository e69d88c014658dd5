import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isCiphertext } from '../../../src/protocol/access-push/ciphertext.js';
import { lowerVersion, readVersion } from '../../../src/protocol/access-push/version.js';
import { compareVersions } from '../../../src/protocol/compare-versions.js';

const plain =
  'time=2026-03-02 08:30:00\tpin=7\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=4\tindex=21\r\n';
const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, 7), Buffer.alloc(16, 9));
const encrypted = Buffer.concat([cipher.update(plain.repeat(4)), cipher.final()]);

describe('a body', () => {
  it.each<[string, Buffer | string]>([
    ['encrypted', encrypted],
    ['encrypted, short', encrypted.subarray(0, 48)],
    ['encrypted, in base64', encrypted.toString('base64')],
  ])('%s is no text', (_name, body) => {
    expect(isCiphertext(Buffer.from(body))).toBe(true);
  });

  it.each<[string, Buffer | string]>([
    ['nothing', ''],
    ['a row', plain],
    ['a row with its table', 'user uid=1\tcardno=\tpin=1'],
    ['a row behind line ends', `\r\n\r\n${plain}`],
    ['options with a colon', 'AuxOutCount:0,LockCount=1'],
    ['options with a prefix', '~DeviceName=F20/M,MAC=00:17:61:11:ad:4f'],
    ['a name in GB18030', Buffer.from([...Buffer.from('user pin=1\tname='), 0xd6, 0xd0, 0xb9, 0xfa])],
    ['damaged text', 'what is this, and why does nobody write a name before it'],
    ['a row with control characters in it', `pin=7\tname=\x01\x02\x03\x04\x05`],
    ['a package', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 4, 5, 6, 7, 8, 9])],
    ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1])],
    ['something short', Buffer.from([1, 2, 3, 4, 5])],
  ])('%s may be text', (_name, body) => {
    expect(isCiphertext(Buffer.from(body))).toBe(false);
  });
});

describe('versions (appendix 13)', () => {
  it.each([
    ['3.1.2', '3.0.1', '3.0.1'],
    ['3.0.1', '3.1.2', '3.0.1'],
    ['3.1.2', '3.1.2', '3.1.2'],
    ['2.4.1', '3.1.2', '2.4.1'],
    ['3.1.6S-20251028', '3.1.2', '3.1.2'],
    ['Ver 2.0.22-20161201', '3.0.1', '2.0.22'],
    ['3.10.1', '3.9.9', '3.9.9'],
    ['3.1', '3.1.1', '3.1.0'],
    ['nonsense', '3.1.2', '3.0.1'],
    ['', '3.1.2', '3.0.1'],
  ])('of %s and %s the lower one is %s', (device, server, lower) => {
    expect(lowerVersion(device, server)).toBe(lower);
  });

  it('order by number, not by letter', () => {
    expect(compareVersions([3, 1, 10], [3, 1, 9])).toBeGreaterThan(0);
    expect(compareVersions([3, 1], [3, 1, 0])).toBe(0);
  });

  it.each([
    ['3.1.2', '3.1.2'],
    ['Ver 3.1.6S-20251028', 'Ver 3.1.6S-20251028'],
    ['', null],
    [undefined, null],
    ['3.1\0', null],
    ['3'.repeat(65), null],
    ['<3>', null],
  ])('%j is kept as %j', (said, kept) => {
    expect(readVersion(said)).toBe(kept);
  });
});
