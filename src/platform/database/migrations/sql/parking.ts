/** Whose car it is: persons have their plates in one text, with commas between them. */
export const platesOfPersons = [
  // As plateOf of src/modules/parking has them: readers and typists put blanks and dashes where they like.
  `CREATE FUNCTION plates_in(plates text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_split_to_array(upper(regexp_replace(normalize(plates, NFKC), '[\\s._/·•-]', '', 'g')), '[,;]')
  $$`,
  `CREATE INDEX person_by_plate ON person USING gin (plates_in(car_plate)) WHERE car_plate IS NOT NULL`,
];
