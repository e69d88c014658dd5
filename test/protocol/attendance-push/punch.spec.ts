import { describe, expect, it } from 'vitest';
import { linesOf, readPunch } from '../../../src/protocol/attendance-push/punch.js';

const nothing = { workCode: '', mask: null, temperature: null, cardNo: '', rest: [] };

describe('a line of ATTLOG (9.1)', () => {
  it.each([
    ['1007\t2024-03-05 08:01:22\t0\t1\t0\t0\t0', { pin: '1007', status: 0, verify: 1, ...nothing }],
    // A line of a face terminal: mask and temperature not measured, and an HT too many.
    [
      '1008\t2024-03-05 08:01:22\t255\t15\t0\t0\t0\t0\t0\t0\t',
      { pin: '1008', status: 255, verify: 15, ...nothing, mask: false, rest: ['0'] },
    ],
    [
      '7\t2024-03-05 08:01:22\t1\t15\t12\t0\t0\t1\t36.5\t97.7',
      { pin: '7', status: 1, verify: 15, ...nothing, workCode: '12', mask: true, temperature: '36.5', rest: ['97.7'] },
    ],
    ['7\t2024-03-05 08:01:22\t1\t15\t0\t0\t0\t255\t255', { pin: '7', status: 1, verify: 15, ...nothing }],
    [
      '7\t2024-03-05 08:01:22\t0\t1\t0\t0\t0\t0\t36.4\t36.4\t4711',
      { pin: '7', status: 0, verify: 1, ...nothing, mask: false, temperature: '36.4', rest: ['36.4', '4711'] },
    ],
    ['AB-7\t2024-03-05 08:01:22', { pin: 'AB-7', status: null, verify: null, ...nothing }],
    ['007\t2024-03-05 08:01:22\t0\t1', { pin: '007', status: 0, verify: 1, ...nothing }],
    // An unknown card: its number stands in place of the pin and of the work code.
    [
      '4711\t2024-03-05 08:01:22\t0\t3\t4711\t255\t0',
      { pin: '4711', status: 0, verify: 3, ...nothing, cardNo: '4711' },
    ],
    // An identity card terminal.
    [
      '7\t2024-03-05 08:01:22\t0\t1\t0\t0\t0\t110101199003070012\t0',
      { pin: '7', status: 0, verify: 1, ...nothing, rest: ['110101199003070012', '0'] },
    ],
    ['PIN=7\tDateTime=2024-03-05 08:01:22\tStatus=0\tVerified=1', { pin: '7', status: 0, verify: 1, ...nothing }],
    [
      'PIN=7\tTime=2024-03-05T08:01:22\tStatus=0\tVerified=1\tWorkCode=3',
      { pin: '7', status: 0, verify: 1, ...nothing, workCode: '3' },
    ],
    // Named columns, in any order, with tabs or blanks between them.
    ['Time=2024-03-05 08:01:22\tPIN=7', { pin: '7', status: null, verify: null, ...nothing }],
    ['Time=2024-03-05 08:01:22 PIN=7 Status=1', { pin: '7', status: 1, verify: null, ...nothing }],
    ['PIN=7\tDateTime=2024-03-05 08:01:22\tVerifyType=15', { pin: '7', status: null, verify: 15, ...nothing }],
    ['PIN=7 DateTime=2024-03-05 08:01:22 VerifyType=15', { pin: '7', status: null, verify: 15, ...nothing }],
    [
      'Verify=1, User_ID=AB-7, State=0, Date=2024-03-05, Time=08:01:22, Work_Code=3',
      { pin: 'AB-7', status: 0, verify: 1, ...nothing, workCode: '3' },
    ],
    [
      'Temperature=36.4\tMaskFlag=1\tDateTime=2024/03/05 08:01:22\tUserPin=7',
      { pin: '7', status: null, verify: null, ...nothing, mask: true, temperature: '36.4' },
    ],
    ['7\t1709625682\t0\t1', { pin: '7', status: 0, verify: 1, ...nothing }],
    // Blanks in place of tabs, and the name of the table before the pin.
    ['1007 2024-03-05 08:01:22 0 1 0 0 0', { pin: '1007', status: 0, verify: 1, ...nothing }],
    ['   1007  2024-03-05 08:01:22  255  15', { pin: '1007', status: 255, verify: 15, ...nothing }],
    ['1007 2024-03-05 08:01:22', { pin: '1007', status: null, verify: null, ...nothing }],
    ['ATTLOG 1007\t2024-03-05 08:01:22\t0\t1', { pin: '1007', status: 0, verify: 1, ...nothing }],
    ['ATTLOG\t1007\t2024-03-05 08:01:22\t0\t1', { pin: '1007', status: 0, verify: 1, ...nothing }],
    // Single digits, an offset.
    ['7\t2024/3/5 8:1:22\t0\t1', { pin: '7', status: 0, verify: 1, ...nothing }],
    ['7\t2024-03-05T08:01:22+01:00\t0\t1', { pin: '7', status: 0, verify: 1, ...nothing }],
    ['\t2024-03-05 08:01:22\t0\t1', { pin: '', status: 0, verify: 1, ...nothing }],
  ] as const)('%j', (line, expected) => {
    expect(readPunch(line)).toEqual({ time: '2024-03-05 08:01:22', ...expected });
  });

  it.each([
    '',
    '7',
    'Time=2024-03-05 08:00:00',
    'PIN=7',
    'PIN=7\tTime=soon',
    'Card=5\tTime=2024-03-05 08:00:00',
    '7\t',
    '7\tyesterday',
    '7\t2024-02-30 08:00:00',
    '7 2024-02-30 08:00:00 0 1',
    '2024-03-05 08:00:00 0 1',
    '7 seven 2024-03-05 08:00:00 0 1',
    '7\t2024-03-05 25:00:00\t0\t1',
    '7\x008\t2024-03-05 08:00:00\t0\t1',
  ])('%j is none', (line) => {
    expect(readPunch(line)).toBeNull();
  });

  it('a NUL around a value goes, inside a value it stays', () => {
    expect(linesOf('78\0\0\t2024-03-05 08:00:00\n7\x008\t2024-03-05 08:00:00')).toEqual([
      '78\t2024-03-05 08:00:00',
      '7\x008\t2024-03-05 08:00:00',
    ]);
  });

  it('lines end in any way, and empty ones are none', () => {
    expect(linesOf('a\tb\r\n\r\nc\n\0d\n')).toEqual(['a\tb', 'c', 'd']);
  });
});
