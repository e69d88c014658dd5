import { createHash } from 'node:crypto';
import { rtlogLine } from '../src/tools/simulator/journal.js';

const indexes = new Map<string, number>();

/** A new line of rtlog: a person of the bench passes door 1. */
export function newLine(sn: string, pins: readonly string[]): string {
  const index = (indexes.get(sn) ?? 0) + 1;
  indexes.set(sn, index);
  return rtlogLine({
    time: new Date().toISOString().slice(0, 19).replace('T', ' '),
    pin: pins[Math.floor(Math.random() * pins.length)] ?? '',
    cardNo: String(1_000_000 + index),
    door: 1,
    event: 0,
    inOut: 0,
    verifyType: 4,
    index,
  });
}

let punches = 0;

/** New lines of ATTLOG: the work code makes each of them different. */
export function newPunches(lines: number, pins: readonly string[]): string {
  const time = new Date().toISOString().slice(0, 19).replace('T', ' ');
  const punch = () => `${pins[Math.floor(Math.random() * pins.length)] ?? ''}\t${time}\t0\t15\t${++punches}\t0\t0\n`;
  return Array.from({ length: lines }, punch).join('');
}

/**
 * The code of somebody who stores events without Postern: one row for each event, by one prepared INSERT, in the
 * gateway's table with all its columns and indexes. The same key recognises a repeated upload.
 */
export const insertEvent = {
  name: 'insert_event',
  text: `INSERT INTO event (id, event_time, happened_at, received_at, doubtful, module, sn, dev_name, log_id, event_no,
    event_level, pin, name, last_name, dept_code, dept_name, area_name, card_no, verify_type, point_type, point_no,
    point_name, door_id, door_name, reader_name, in_out, mask_flag, temperature, link_id, raw)
  VALUES ($1, $2, $3, now(), false, 'acc', $4, $4, $5, $6, 0, $7, 'Ada', 'Bench', '1', 'Company', 'Area', $8, $9,
    'door', $10, 'Door', $11, 'Door', 'Reader', $12, '', '', '', $13)
  ON CONFLICT DO NOTHING`,
};

/** The parameters of `insertEvent`. */
export function valuesOf(sn: string, line: string): unknown[] {
  const fields = new Map(line.split('\t').map((field) => field.split('=', 2) as [string, string]));
  const time = fields.get('time') ?? '';
  return [
    createHash('md5').update(`${sn}|${line}`).digest('hex'),
    time,
    `${time}Z`,
    sn,
    fields.get('index'),
    fields.get('event'),
    fields.get('pin'),
    fields.get('cardno'),
    fields.get('verifytype'),
    fields.get('eventaddr'),
    `${sn}-1`,
    fields.get('inoutstatus'),
    line,
  ];
}
