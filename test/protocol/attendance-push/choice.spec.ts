import { describe, expect, it } from 'vitest';
import { kindOfRequest, kindOfVersion } from '../../../src/protocol/attendance-push/choice.js';
import { nextStamp } from '../../../src/protocol/attendance-push/stamp.js';

const kind = (method: string, call: string, search = '') =>
  kindOfRequest({ method, call, query: new Map(new URLSearchParams(search)) });

describe('what a request shows of its protocol (Attendance PUSH 3)', () => {
  it.each([
    ['GET', 'cdata', 'options=all&devicetype=acc&pushver=2.4.1', 'acc'],
    ['GET', 'cdata', 'options=all&devicetype=att&pushver=3.1.2', 'att'],
    ['GET', 'cdata', 'options=all&devicetype=middle east', 'att'],
    ['GET', 'cdata', 'options=all&pushver=3.1.2', null],
    ['POST', 'registry', '', 'acc'],
    ['POST', 'push', '', 'acc'],
    ['POST', 'cdata', 'table=rtlog', 'acc'],
    ['POST', 'cdata', 'table=tabledata&tablename=ATTPHOTO', 'acc'],
    ['POST', 'cdata', 'table=options&c=registry', 'acc'],
    ['POST', 'cdata', 'table=options', null],
    ['POST', 'cdata', 'table=BIODATA', null],
    ['POST', 'cdata', 'table=ATTLOG', 'att'],
    ['POST', 'cdata', 'table=operlog', 'att'],
    ['POST', 'fdata', 'table=ATTPHOTO', 'att'],
    ['POST', 'fdata', '', null],
    ['GET', 'getrequest', 'info=Ver 1,0,0,0', 'att'],
    ['GET', 'getrequest', '', null],
    ['POST', 'devicecmd', '', null],
  ])('%s %s %s: %s', (method, call, search, expected) => {
    expect(kind(method, call, search)).toBe(expected);
  });

  it('a version is the last resort', () => {
    expect(['3.0.1', '3.1.2S', '2.4.1', '2.0.33S', '', undefined].map(kindOfVersion)).toEqual([
      'acc',
      'acc',
      'att',
      'att',
      'att',
      'att',
    ]);
  });
});

describe('the stamp behind an upload (Attendance PUSH 4.5)', () => {
  it.each([
    ['0', '777103628', '777103628'],
    ['0', undefined, '9999'],
    ['0', '0', '9999'],
    ['777103628', '777103629', '777103629'],
    ['777103629', '777103628', '777103629'],
    ['777103629', '9999', '777103629'],
    ['9999', '9999', '9999'],
    ['9999', 'None', 'None'],
    ['2024-03-05T08:00:00', '2024-03-05T07:00:00', '2024-03-05T08:00:00'],
    ['2024-03-05T08:00:00', '2024-03-05T09:00:00', '2024-03-05T09:00:00'],
    ['5', '', '5'],
    ['5', '0', '5'],
    ['0', 'a\nb', '9999'],
  ])('%s, then %s: %s', (kept, sent, expected) => {
    expect(nextStamp(kept, sent)).toBe(expected);
  });

  it('is no longer than a device can keep', () => {
    expect(nextStamp('0', 'x'.repeat(50))).toBe('x'.repeat(32));
  });
});
