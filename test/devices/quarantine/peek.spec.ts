import { describe, expect, it } from 'vitest';
import { peekOf } from '../../../src/devices/quarantine/peek.js';

const peek = (table: string, body: string | Buffer) => peekOf(Buffer.from(body), table);

describe('the begin of a body', () => {
  it.each([
    [
      'rtlog',
      'time=2024-02-30 08:00:00\tpin=7\tcardno=9876543\tevent=0',
      'time=2024-02-30 08:00:00 pin=7 cardno=*** event=0',
    ],
    ['rtlog', 'card 9876543 was read', 'card *** was read'],
    ['rtlog', 'time=x\tsecret=4711', 'time=x ***=***'],
    ['rtlog', `time=${'9'.repeat(50)}`, `time=${'9'.repeat(40)}`],
    ['attlog', '7\t2024-02-30 08:00:00\t0\t3\t0\t255\t9876543', '7\t2024-02-30 08:00:00\t0\t3\t0\t255\t***'],
    ['operlog', 'OPLOG 4\t14\tsoon\t0\t0\t0\t0', 'OPLOG 4\t14\tsoon\t0\t0\t0\t0'],
    // A value that continues in the next line may be a template or a password.
    ['operlog', 'USER PIN=7\tPasswd=4711\nabc4\nT1NTMjEAAAN=', 'pin=7 passwd=***\n***=***'],
    ['user', 'user uid=1\tpin=7\tpassword=4711\tname=Eve', 'uid=*** pin=*** password=*** name=***'],
    ['user', '4711', ''],
    ['biodata', 'biodata pin=7\tno=0\ttmp=T1NTMjEAAAN=', 'pin=*** no=*** tmp=***'],
    ['', '~DeviceName=C3,ComPwd=0815', '***=*** ***=***'],
    ['rtlog', 'a\r\n\r\nb\nc\nd', 'a\nb\nc'],
    ['rtlog', 'a\u0007\u001b[31m\0b', 'a[31mb'],
    ['rtlog', '', ''],
  ])('of %s', (table, body, shown) => {
    expect(peek(table, body)).toBe(shown);
  });

  it('is short, and shows nothing of a body that is no text', () => {
    expect(peek('rtlog', 'no row '.repeat(200))).toHaveLength(300);
    expect(peek('rtlog', Buffer.from(Array.from({ length: 600 }, (_, at) => (at * 197) % 256)))).toBe('');
  });
});
