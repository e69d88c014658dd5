import { SealedBox } from '../../../src/platform/crypto/sealed-box.js';
import type { TestApp } from '../../support/app.js';

/** The tables that hold rows of people, events and errors after they were read. */
const homes = [
  ...['event', 'device_user', 'device_template', 'device_error', 'device_operation', 'wiegand_test', 'event_photo'],
  ...['identity_card', 'sub_device'],
];

const seal = new SealedBox(Buffer.alloc(32, 7));

/** Everything that the database has of uploads. */
export async function storedUploads(app: TestApp): Promise<string> {
  const texts: string[] = [];
  for (const home of homes) {
    const rows = await app.sql<{ row: string }>(`SELECT row_to_json(t)::text AS row FROM ${home} t`);
    texts.push(...rows.map(({ row }) => row));
  }
  const plain = await app.sql<{ body: Buffer }>('SELECT body FROM quarantine');
  const sealed = await app.sql<{ body: Buffer }>('SELECT body FROM device_upload');
  texts.push(...plain.map(({ body }) => body.toString()), ...sealed.map(({ body }) => seal.open(body).toString()));
  return texts.join('\n');
}

/** A template that belongs to no person. */
export const template = Buffer.from('of nobody').toString('base64');
const picture = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('a picture')]).toString('base64');

const usual: readonly (readonly [RegExp, string])[] = [
  [/time/i, '2026-04-10 11:49:32'],
  [/^(?:photo|content|photodata|biophoto)$/i, picture],
  [/^(?:tmp|template)$/i, template],
  [/.*/, '1'],
];

/** A good value for the column of this name. */
export const goodOf = (name: string) => usual.find(([pattern]) => pattern.test(name))?.[1] ?? '';

/** Columns by which a stored row is found again. */
export const carriers = /^(?:(?:user)?pin\d?|bits|errmsg|additional|logindex|sn)$/i;

/** Tables of the present state: a new row takes the place of the one before. */
export const states = new Set(['rtstate', 'irstate']);
