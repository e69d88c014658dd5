import { verifyText } from '../codes/verify-styles.js';
import type { Dialect } from '../dialect.js';

/** A value in the form of the admin API. */
export type ParameterValue = string | number | boolean;

/** The valid values of a parameter, and their form on the wire. */
export interface Kind {
  /** `a whole number from 0 to 254`, for messages. */
  readonly says: string;
  /** The text on the wire; null if the value is not of this kind, or the device does not support it. */
  readonly write: (value: ParameterValue, device: Dialect | null) => string | null;
}

const textOf = (value: ParameterValue) => (typeof value === 'boolean' ? String(Number(value)) : String(value).trim());

const matching = (says: string, pattern: RegExp): Kind => ({
  says,
  write: (value) => {
    const text = textOf(value);
    return pattern.test(text) ? text : null;
  },
});

export const whole = (low: number, high: number): Kind => ({
  says: `a whole number from ${low} to ${high}`,
  write: (value) => {
    const text = textOf(value);
    const fits = typeof value !== 'boolean' && /^-?\d{1,10}$/.test(text) && Number(text) >= low && Number(text) <= high;
    return fits ? String(Number(text)) : null;
  },
});

/** Numbers with a name each; either may be given. */
export const choice = (choices: Readonly<Record<string, number>>): Kind => ({
  says: `one of ${Object.entries(choices)
    .map(([name, number]) => `${number} ${name}`)
    .join(', ')}`,
  write: (value) => {
    const text = textOf(value);
    const found = Object.entries(choices).find(([name, number]) => name === text || String(number) === text);
    return found ? String(found[1]) : null;
  },
});

export const onOff: Kind = {
  says: 'true or false',
  write: (value) => (['0', '1'].includes(textOf(value)) ? textOf(value) : null),
};

/** Digits that are typed at a keypad; empty = none. */
export const keypad = (most: number): Kind => matching(`up to ${most} digits`, new RegExp(`^\\d{0,${most}}$`));

/** A comma would end an option, an HT a column. */
export const words = (most: number): Kind =>
  matching(`text of up to ${most} characters without commas`, new RegExp(`^[^,\\t\\r\\n\\0]{0,${most}}$`));

const byte = '(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';
export const ipv4: Kind = matching('an IPv4 address', new RegExp(String.raw`^${byte}(?:\.${byte}){3}$`));

export const offset: Kind = matching('an offset such as +0100', /^[+-](?:0\d|1[0-4])[0-5]\d$/);

const codeOrBits = /^(?:\d{1,3}|[01]{16})$/;

/** A code of appendix 3 or 16 bits, whichever the device understands (9.5.1). */
export const verification: Kind = {
  says: 'a code of appendix 3 or 16 digits of 0 and 1 that the device can verify by',
  write: (value, device) => {
    const text = textOf(value);
    const unheard = { newVFStyles: text.length === 16 ? '1'.repeat(16) : '', verifyCodes: null };
    return codeOrBits.test(text) ? verifyText(text, device ?? unheard) : null;
  },
};

/** Resistors of supervised lines, in kilohms (appendices 10 and 12). */
export const resistor = choice({ '1.2K': 1, '2.2K': 2, '4.7K': 3, '10K': 4 });
export const contact = choice({ none: 0, normallyOpen: 1, normallyClosed: 2 });
export const line = choice({ normal: 0, supervised: 1 });
/** Number of a time zone; 0 = none. */
export const zone = whole(0, 255);
/** Seconds in one byte; for locks 255 has a special meaning. */
export const seconds = whole(0, 254);
