import { describe, expect, it } from 'vitest';
import { isNationalId, nationalIdRules } from '../../../src/modules/visitor/national-id.js';

// Numbers that follow the rule and belong to no person: samples that the authorities print.
const good = {
  br: ['111.444.777-35', '52998224725'],
  cl: ['12.345.678-5', '7654321-6', '11111112-K', '11111111-1'],
  cn: ['11010519491231002X', '11010519491231002x', '440524188001010014'],
  es: ['12345678Z', '12345678-z', 'X1234567L', 'Y1234567X', 'Z1234567R'],
  pl: ['44051401359', '02070803628'],
} as const;

const bad = {
  br: ['11144477736', '00000000000', '1114447773', 'A1144477735', ''],
  cl: ['123456785X', '12345678-6', '1-9', ''],
  cn: ['110105194912310021', '11010519490231002X', '110105491231002', '4512', ''],
  es: ['12345678A', 'X1234567A', '1234567', 'A12345678', ''],
  pl: ['44051401358', '4405140135', ''],
} as const;

describe.each(Object.keys(good) as (keyof typeof good)[])('the national identity number of %s', (rule) => {
  it.each(good[rule])('may be %s', (number) => {
    expect(isNationalId(rule, number)).toBe(true);
  });
  it.each(bad[rule])('is not %s', (number) => {
    expect(isNationalId(rule, number)).toBe(false);
  });
});

it('is not checked if no rule is set', () => {
  expect(nationalIdRules).toEqual(['none', 'br', 'cl', 'cn', 'es', 'pl']);
  expect(isNationalId('none', '4512')).toBe(true);
});
