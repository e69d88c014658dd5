import type { Dialect } from '../dialect.js';
import { verifyModes } from './verify.js';

/** Bits 1 to 12 of a verification string, read from the right (9.5.1, NewVFStyles); bit 0 is the logic. */
export const verifyMethods = [
  'face',
  'palmPrint',
  'palmVein',
  'fingerprint',
  'fingerVein',
  'voicePrint',
  'iris',
  'retina',
  'password',
  'pin',
  'card',
  'qrCode',
] as const;

export type VerifyMethod = (typeof verifyMethods)[number];

/** What a person must show: all of it, or any of it. */
export interface VerifyStyle {
  readonly all: boolean;
  readonly methods: readonly VerifyMethod[];
}

const any = (...methods: readonly VerifyMethod[]): VerifyStyle => ({ all: false, methods });
const all = (...methods: readonly VerifyMethod[]): VerifyStyle => ({ all: true, methods });

/** The styles of appendix 3 by code; null if a style mixes "and" with "or", which no bit string can express. */
const stylesByCode: readonly (VerifyStyle | null)[] = [
  any('fingerVein', 'face', 'fingerprint', 'card', 'password'),
  any('fingerprint'),
  any('pin'),
  any('password'),
  any('card'),
  any('fingerprint', 'password'),
  any('fingerprint', 'card'),
  any('card', 'password'),
  all('pin', 'fingerprint'),
  all('fingerprint', 'password'),
  all('card', 'fingerprint'),
  all('card', 'password'),
  all('fingerprint', 'password', 'card'),
  all('pin', 'fingerprint', 'password'),
  null,
  any('face'),
  all('face', 'fingerprint'),
  all('face', 'password'),
  all('face', 'card'),
  all('face', 'fingerprint', 'card'),
  all('face', 'fingerprint', 'password'),
  any('fingerVein'),
  all('fingerVein', 'password'),
  all('fingerVein', 'card'),
  all('fingerVein', 'password', 'card'),
  any('palmVein'),
  all('palmVein', 'card'),
  all('palmVein', 'face'),
  all('palmVein', 'fingerprint'),
  all('palmVein', 'fingerprint', 'face'),
];

const length = 16;
const bitString = /^(?:[01]{16}|[01]{32})$/;

const isSet = (bits: string, bit: number) => bits.at(-1 - bit) === '1';

/** `0000101000000011` for card, password and face, all of them (9.5.1). */
export function bitsOfStyle({ all: every, methods }: VerifyStyle): string {
  const on = new Set([...(every ? [0] : []), ...methods.map((method) => verifyMethods.indexOf(method) + 1)]);
  return Array.from({ length }, (_, at) => (on.has(length - 1 - at) ? '1' : '0')).join('');
}

/** Null for text that is no verification string, or names nothing. */
export function styleOfBits(bits: string): VerifyStyle | null {
  if (!bitString.test(bits)) return null;
  const methods = verifyMethods.filter((_, at) => isSet(bits, at + 1));
  return methods.length === 0 ? null : { all: isSet(bits, 0) && methods.length > 1, methods };
}

/** Null for codes that name no style: 14, and those that appendix 3 does not have. */
export const styleOfCode = (code: number): VerifyStyle | null => stylesByCode[code] ?? null;

/** One text for each style; "palm" in the manual may be either kind of palm. */
const textOf = ({ all: every, methods }: VerifyStyle) =>
  [String(every && methods.length > 1), ...new Set(methods.map((method) => method.replace(/^palm.*/, 'palm')))]
    .sort()
    .join(' ');

const codes = new Map(stylesByCode.flatMap((style, code) => (style ? [[textOf(style), code] as const] : [])));

/** The code of appendix 3, or null if there is none. */
export const codeOfStyle = (style: VerifyStyle): number | null => codes.get(textOf(style)) ?? null;

const otherPalm: Readonly<Partial<Record<VerifyMethod, VerifyMethod>>> = {
  palmVein: 'palmPrint',
  palmPrint: 'palmVein',
};

type Verifying = Pick<Dialect, 'newVFStyles' | 'verifyCodes'>;

function newText(style: VerifyStyle, styles: string): string | null {
  const knows = (method: VerifyMethod) => isSet(styles, verifyMethods.indexOf(method) + 1);
  const known = style.methods.flatMap((method) => {
    const other = otherPalm[method];
    if (knows(method)) return [method];
    return other && knows(other) ? [other] : [];
  });
  const enough = style.all ? known.length === style.methods.length : known.length > 0;
  return enough ? bitsOfStyle({ ...style, methods: known }) : null;
}

/** 200 is no way to verify, but devices report and accept it (appendix 3). */
const other = 200;

function oldText(code: number | null, { verifyCodes }: Verifying): string | null {
  if (code === null || !(code === other || code in verifyModes)) return null;
  return verifyCodes === null || verifyCodes.includes(code) || code === other ? String(code) : null;
}

/**
 * A verification mode, given as a code of appendix 3 or as a bit string, in the form of the device: bits if it has
 * NewVFStyles, otherwise a code. Null if the device cannot express it.
 */
export function verifyText(value: string, device: Verifying): string | null {
  const byBits = bitString.test(value);
  if (!byBits && !/^\d{1,3}$/.test(value)) return null;
  const style = byBits ? styleOfBits(value) : styleOfCode(Number(value));
  if (device.newVFStyles !== '') return style && newText(style, device.newVFStyles);
  return oldText(byBits ? style && codeOfStyle(style) : Number(value), device);
}
