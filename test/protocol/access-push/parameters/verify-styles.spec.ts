import { describe, expect, it } from 'vitest';
import {
  bitsOfStyle,
  codeOfStyle,
  styleOfBits,
  styleOfCode,
  verifyText,
} from '../../../../src/protocol/access-push/codes/verify-styles.js';

/** Codes of appendix 3 as strings of 9.5.1: card is bit 11, user ID 10, password 9, vein 5, fingerprint 4, palm 3, face 1. */
const both: readonly (readonly [code: number, bits: string])[] = [
  [0, '0000101000110010'],
  [1, '0000000000010000'],
  [2, '0000010000000000'],
  [3, '0000001000000000'],
  [4, '0000100000000000'],
  [5, '0000001000010000'],
  [6, '0000100000010000'],
  [7, '0000101000000000'],
  [8, '0000010000010001'],
  [9, '0000001000010001'],
  [10, '0000100000010001'],
  [11, '0000101000000001'],
  [12, '0000101000010001'],
  [13, '0000011000010001'],
  [15, '0000000000000010'],
  [16, '0000000000010011'],
  [17, '0000001000000011'],
  [18, '0000100000000011'],
  [19, '0000100000010011'],
  [20, '0000001000010011'],
  [21, '0000000000100000'],
  [22, '0000001000100001'],
  [23, '0000100000100001'],
  [24, '0000101000100001'],
  [25, '0000000000001000'],
  [26, '0000100000001001'],
  [27, '0000000000001011'],
  [28, '0000000000011001'],
  [29, '0000000000011011'],
];

it.each(both)('code %d is %s', (code, bits) => {
  const style = styleOfCode(code);
  expect(style && bitsOfStyle(style)).toBe(bits);
  const read = styleOfBits(bits);
  expect(read && codeOfStyle(read)).toBe(code);
});

it.each([
  ['0000101000000011', { all: true, methods: ['face', 'password', 'card'] }],
  ['0000101000000010', { all: false, methods: ['face', 'password', 'card'] }],
  ['0001101000000010', { all: false, methods: ['face', 'password', 'card', 'qrCode'] }],
])('reads the example %s of 9.5.1', (bits, style) => {
  expect(styleOfBits(bits)).toEqual(style);
});

it('says a single method without "and"', () => {
  expect(styleOfBits('0000000000000011')).toEqual({ all: false, methods: ['face'] });
});

it.each(['', '0000000000000000', '0000000000000001', '00000000000000002', '101'])('%j is no style', (bits) => {
  expect(styleOfBits(bits)).toBeNull();
});

it('has no style for 14, which mixes "and" with "or", and none beyond appendix 3', () => {
  expect([14, 30, 200, -1].map(styleOfCode)).toEqual([null, null, null, null]);
});

describe('in the words of the device', () => {
  const old = { newVFStyles: '', verifyCodes: [0, 1, 3, 4, 6, 7, 10, 11] };
  const silent = { newVFStyles: '', verifyCodes: null };
  // Face, palm vein, fingerprint, password, user ID, card: the example of NewVFStyles in 4.4.
  const fresh = { newVFStyles: '0000111000011010', verifyCodes: null };
  const palmPrint = { newVFStyles: '0000111000010110', verifyCodes: null };
  it.each([
    ['6', old, '6'],
    ['5', old, null],
    ['5', silent, '5'],
    ['14', silent, '14'],
    ['30', silent, null],
    ['200', old, '200'],
    ['0000100000010000', old, '6'],
    ['0001101000000010', old, null],
    ['4', fresh, '0000100000000000'],
    ['11', fresh, '0000101000000001'],
    ['0000101000000011', fresh, '0000101000000011'],
    ['0', fresh, '0000101000010010'],
    ['14', fresh, null],
    ['21', fresh, null],
    ['22', fresh, null],
    ['25', fresh, '0000000000001000'],
    ['25', palmPrint, '0000000000000100'],
    ['x', fresh, null],
    ['', silent, null],
  ] as const)('%s for %j is %s', (value, device, text) => {
    expect(verifyText(value, device)).toBe(text);
  });
});
