/**
 * Whose car it is: persons have their plates in one text, with commas between them. As plateOf of src/modules/parking has
 * them: readers and typists put blanks and dashes where they like. An index is made of it, and has to be made anew where
 * it changes.
 */
export const platesIn = `CREATE OR REPLACE FUNCTION plates_in(plates text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_split_to_array(upper(regexp_replace(normalize(plates, NFKC), '[\\s._/·•-]', '', 'g')), '[,;]')
  $$`;
