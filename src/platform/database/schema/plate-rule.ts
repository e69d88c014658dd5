/**
 * How plates are compared, because readers and people write case, blanks and dashes in different ways. Both `plateOf` of
 * src/modules/parking and `plates_in` of the database are made of this, so what the locale of a database thinks of
 * letters does not count. A change needs a migration that makes the index of `plates_in` again.
 */

/** Blanks, dashes of all lengths, dots, strokes: what stands between the letters and digits of a plate. */
export const plateSeparators =
  '\t\n\v\f\r \u00a0\u1680\u2028\u2029\ufeff' +
  '-\u00ad\u058a\u05be\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2e3a\u2e3b\u301c\u3030' +
  '._/\u00b7\u2022\u2027\u2219\u22c5';

/** Scripts that have plates with small letters: Latin, Greek, Cyrillic, Armenian, Georgian. */
const scripts = [
  [0x61, 0x7a],
  [0xe0, 0x24f],
  [0x370, 0x52f],
  [0x561, 0x587],
  [0x10d0, 0x10ff],
  [0x1e00, 0x1eff],
] as const;

const pairs = scripts.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, at) => String.fromCharCode(first + at)).flatMap((small) => {
    const large = small.toUpperCase();
    const isPair = large !== small && large.length === 1 && small.normalize('NFKC') === small;
    // Unicode still gives large letters to old small ones, from U+A700 on: they would depend on the version of Node.js.
    return isPair && large < '\ua700' ? [[small, large] as const] : [];
  }),
);

/** Small letters and, at the same places, their large ones. */
export const smallLetters = pairs.map(([small]) => small).join('');
export const largeLetters = pairs.map(([, large]) => large).join('');

/** The sharp s has no large letter that a plate would have. */
export const sharpS = { letters: '\u00df\u1e9e', becomes: 'SS' } as const;

/** Between the plates of a person, with all that the normal form makes a comma or a semicolon of. */
export const plateCommas = ',;\u037e\ufe10\ufe14\ufe50\ufe54\uff0c\uff1b';
