/**
 * The person of a car. The plates of a person are one text, with commas between them. Readers and people write blanks
 * and dashes in different ways, so these are removed as in plateOf of src/modules/parking. An index uses this function
 * and must be made again when it changes.
 */
export const platesIn = `CREATE OR REPLACE FUNCTION plates_in(plates text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_split_to_array(upper(regexp_replace(normalize(plates, NFKC), '[\\s._/·•-]', '', 'g')), '[,;]')
  $$`;
