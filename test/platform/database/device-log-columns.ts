/** Columns of the tables, made by hand, that hold what devices say beside their events. */
export const deviceLogColumns = [
  'wiegand_test.id bigint NOT NULL',
  'wiegand_test.sn text NOT NULL',
  'wiegand_test.type text NOT NULL',
  'wiegand_test.bits_count integer',
  'wiegand_test.bits text NOT NULL',
  'wiegand_test.sub_sn text NOT NULL',
  'wiegand_test.received_at timestamp with time zone NOT NULL',
  'wire_line.sn text NOT NULL',
  'wire_line.id bigint NOT NULL',
  'wire_line.at timestamp with time zone NOT NULL',
  'wire_line.direction text NOT NULL',
  'wire_line.line text NOT NULL',
  'wire_line.status integer',
  'wire_line.code text NOT NULL',
  'wire_line.params jsonb NOT NULL',
  'wire_line.raw text NOT NULL',
];
