import { verifyStyles } from './verify-styles.js';

/** Of the texts, what is needed here: `t` has it. */
interface Texts {
  loose(key: string, fallback: string): string;
}

/** What devices report and no door is set to: either of two ways. */
const reportedStyles: Readonly<Record<string, string>> = { 14: '* pin fingerprint | * card fingerprint' };

/** The places of a report in bits, from the second on; the first says whether all of them were needed. */
const bits = [
  ...['face', 'palmPrint', 'palmVein', 'fingerprint', 'fingerVein', 'voice', 'iris', 'retina'],
  ...['password', 'pin', 'card', 'qr'],
];
const isBits = /^(?:[01]{16}|[01]{32})$/;

/** `* face card` is all of them together, `face card` any of them. */
export function styleWords(t: Texts, locale: string, style: string): string {
  const listed = (type: 'conjunction' | 'disjunction', words: readonly string[]) =>
    new Intl.ListFormat(locale, { type }).format(words);
  const oneOf = (text: string) => {
    const isAll = text.startsWith('* ');
    const methods = (isAll ? text.slice(2) : text).split(' ').map((one) => t.loose(`partSettings.method-${one}`, one));
    return listed(isAll ? 'conjunction' : 'disjunction', methods);
  };
  return listed('disjunction', style.split(' | ').map(oneOf));
}

function styleOfBits(text: string): string {
  const isSet = (place: number) => text.at(-1 - place) === '1';
  const methods = bits.filter((_, at) => isSet(at + 1));
  return `${isSet(0) && methods.length > 0 ? '* ' : ''}${methods.join(' ')}`;
}

/** How somebody was verified, by what the device reported. Where that names nothing, it is called so. */
export function verifyWords(t: Texts, locale: string, verifyType: string): string {
  const text = verifyType.trim();
  const style = isBits.test(text) ? styleOfBits(text) : (reportedStyles[text] ?? verifyStyles[text] ?? '');
  const words = styleWords(t, locale, style === '' ? 'other' : style);
  return words.charAt(0).toLocaleUpperCase(locale) + words.slice(1);
}
