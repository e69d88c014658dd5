import { largeLetters, plateSeparators, sharpS, smallLetters } from './plate-rule.js';

const [smallSharpS, largeSharpS] = sharpS.letters;

/** `E'...'`: blanks and dashes of all kinds cannot be told apart in a text. */
const escaped = (text: string): string =>
  `E'${text.replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`;

/** Most of a plate is found at once where it stands first. */
const kept = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * The person of a car. The plates of a person are one text, with commas between them. An index uses this function and
 * must be made again, by a migration, when it changes.
 */
export const platesIn = `CREATE OR REPLACE FUNCTION plates_in(plates text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_split_to_array(translate(
      replace(replace(normalize(plates, NFKC), '${smallSharpS}', '${sharpS.becomes}'), '${largeSharpS}', '${sharpS.becomes}'),
      '${kept}${smallLetters}' || ${escaped(plateSeparators)},
      '${kept}${largeLetters}'), '[,;]')
  $$`;
