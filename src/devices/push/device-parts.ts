import type { EntityManager } from 'typeorm';
import type { DeviceParts } from './cached-device.js';

const listOf = (fields: readonly string[], from: string) =>
  `(SELECT coalesce(json_agg(json_build_object(${fields.join(', ')})), '[]') FROM ${from})`;
const points = (table: string) =>
  listOf([`'name', o.name`, `'number', o.number`], `${table} o WHERE o.device_sn = d.sn`);

const named = [`'id', o.id`, `'name', o.name`];
const doors = listOf([...named, `'number', o.number`], 'door o WHERE o.device_sn = d.sn');
const readers = listOf(
  [...named, `'readerNo', o.reader_no`, `'readerState', o.reader_state`, `'door', p.number`],
  'door p JOIN reader o ON o.door_id = p.id WHERE p.device_sn = d.sn',
);
const zones = `(SELECT coalesce(json_agg(json_build_object('sn', p.device_sn, 'door', p.number,
    'readerState', o.reader_state, 'zoneId', z.id, 'name', z.name, 'direction', l.direction) ORDER BY z.code), '[]')
  FROM door p JOIN reader o ON o.door_id = p.id JOIN acc_zone_reader l ON l.reader_id = o.id
    JOIN acc_zone z ON z.id = l.zone_id WHERE p.device_sn = d.sn)`;
const gates = listOf(
  [`'name', o.name`, `'entryLock', o.entry_lock`, `'exitLock', o.exit_lock`],
  'gate o WHERE o.device_sn = d.sn',
);
const subDevices = `(SELECT coalesce(json_agg(o.sub_sn), '[]') FROM sub_device o WHERE o.authorized AND o.sn = d.sn)`;

/** What the link has to know of these devices beside their own rows: all of it with one statement. */
export async function partsOf(
  tx: EntityManager,
  sns: readonly string[],
): Promise<ReadonlyMap<string, Omit<DeviceParts, 'device'>>> {
  const rows: (Omit<DeviceParts, 'device'> & { sn: string })[] = await tx.query(
    `SELECT d.sn, coalesce((SELECT a.name FROM area a WHERE a.code = d.area_code), '') AS "areaName",
       ${doors} AS doors, ${readers} AS readers, ${zones} AS zones, ${points('aux_input')} AS "auxInputs",
       ${points('aux_output')} AS "auxOutputs", ${points('floor')} AS floors, ${gates} AS gates,
       ${subDevices} AS "subDevices"
     FROM device d WHERE d.sn = ANY($1)`,
    [sns],
  );
  return new Map(rows.map(({ sn, ...parts }) => [sn, parts]));
}
