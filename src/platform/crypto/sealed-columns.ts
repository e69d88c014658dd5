/** How sealed values stand in a column: as they are; in JSON, each behind `sealed:`; or in JSON at one name. */
export type SealedForm = 'bytes' | 'marked' | { readonly at: string; readonly of: string };

export interface SealedTable {
  readonly table: string;
  readonly columns: Readonly<Record<string, SealedForm>>;
  /** Rows that one transaction seals anew, where the values are large. */
  readonly bite?: number;
}

const pictures = 50;

/** Everything that is sealed in the database. A column that is not here keeps the old key when the key changes. */
export const sealedTables: readonly SealedTable[] = [
  { table: 'access_rule', columns: { facts: 'marked' } },
  { table: 'account_package', columns: { body: 'bytes' }, bite: pictures },
  { table: 'answer_rows', columns: { body: 'bytes' }, bite: pictures },
  { table: 'bio_template', columns: { content: 'bytes' } },
  { table: 'command', columns: { meant: 'bytes', text: 'bytes' } },
  { table: 'consumption_source', columns: { secret: 'bytes' } },
  { table: 'device_template', columns: { content: 'bytes' } },
  { table: 'device_upload', columns: { body: 'bytes' }, bite: pictures },
  { table: 'device_user', columns: { password: 'bytes' } },
  { table: 'door', columns: { settings: 'marked' } },
  { table: 'event_photo', columns: { content: 'bytes' }, bite: pictures },
  { table: 'feed_reader', columns: { secrets: 'bytes' } },
  { table: 'identity_card', columns: { fields: 'bytes' } },
  { table: 'intrusion_panel', columns: { key: 'bytes' } },
  { table: 'leave_image', columns: { image: 'bytes' }, bite: pictures },
  { table: 'ledger', columns: { desired: 'bytes' } },
  { table: 'parking_channel', columns: { barrier_secret: 'bytes' } },
  { table: 'parking_picture', columns: { content: 'bytes' }, bite: pictures },
  { table: 'person', columns: { person_pwd: 'bytes', photo: 'bytes' }, bite: pictures },
  { table: 'pull_terminal', columns: { comm_key: 'bytes' } },
  { table: 'query_package', columns: { body: 'bytes' }, bite: pictures },
  { table: 'recorder', columns: { password: 'bytes', viewer_password: 'bytes' } },
  { table: 'setting', columns: { value: { at: 'key', of: 'vendorQrCode' } } },
  { table: 'survey_row', columns: { secret: 'bytes' } },
  { table: 'visit', columns: { cert_number: 'bytes' } },
  { table: 'visit_photo', columns: { content: 'bytes' }, bite: pictures },
  { table: 'visit_reservation', columns: { cert_number: 'bytes' } },
  { table: 'visitor', columns: { cert_number: 'bytes' } },
  { table: 'visitor_block', columns: { cert_number: 'bytes' } },
  { table: 'webhook', columns: { secret: 'bytes', previous_secret: 'bytes', headers: 'bytes' } },
];

/** Columns of bytes that are not sealed, so that a new one is a decision. */
export const plainByteColumns: readonly string[] = [
  // Uploaded files: firmware, screen media, plans.
  'file_chunk.body',
  // Raw requests that could not be read, without those of tables of people.
  'quarantine.body',
];
