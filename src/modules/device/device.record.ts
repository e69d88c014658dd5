import type { EntityManager } from 'typeorm';
import { forgetHoldings } from '../../core/ledger/holdings.js';
import { newId } from '../../platform/database/id.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { boundTo } from './binding.js';
import { Device } from './device.entity.js';

const tracesOf = [
  'answer_rows',
  'att_stamp',
  'att_zone',
  'device_newcomer',
  'device_user',
  'device_template',
  'device_operation',
  'door_state',
  'gate_state',
  'query_package',
  'reconciliation',
  'retirement',
  'sub_device',
  'survey',
  'take_over',
  'upgrade',
  'verification',
] as const;

/** Data that refers to a device by its serial number and outlives the panel. */
const partsOf = [
  'door',
  'aux_input',
  'aux_output',
  'floor',
  'gate',
  'access_rule',
  'access_rule_device',
  'space_device',
] as const;

/** Deletes what is known about the panel itself: its ledger, its commands, the states of its doors. */
export async function wipeTraces(tx: EntityManager, sn: string): Promise<void> {
  await forgetHoldings(tx, sn);
  for (const table of tracesOf) await tx.query(`DELETE FROM ${table} WHERE sn = $1`, [sn]);
  const ended: [{ id: number }[], number] = await tx.query(
    `UPDATE command SET status = CASE status WHEN 'queued' THEN 'cancelled' ELSE 'unanswered' END,
       finished_at = clock_timestamp(), retry_at = NULL
     WHERE sn = $1 AND status IN ('queued', 'sent') RETURNING id`,
    [sn],
  );
  for (const { id } of ended[0]) notify(tx, 'command', String(id));
}

/**
 * Gives a device's record another serial number. Doors refer to the serial number, so the record is made again under
 * the new one, with the old id, before the doors are moved to it.
 * @param there the record of the new serial number, if its panel has called and waits
 */
export async function replaceRecord(
  tx: EntityManager,
  old: Device,
  newSn: string,
  there: Device | null,
): Promise<void> {
  await wipeTraces(tx, old.sn);
  await tx.update(Device, { sn: old.sn }, { id: newId() });
  const { id, module, areaCode, timeZone, status, devId, reconcile, attendance, createdAt } = old;
  const { remoteIdentification, addressMode, learns } = old;
  // The name is that of the place. Without a given name it is the serial number, which is another one now.
  const name = old.name === old.sn ? newSn : old.name;
  const kept = { id, name, module, areaCode, timeZone, status, devId, reconcile, attendance, createdAt };
  const record = there ?? tx.create(Device, { sn: newSn, ...(old.link === 'pull' ? { link: old.link } : {}) });
  await tx.save(tx.merge(Device, record, { ...kept, remoteIdentification, addressMode, learns, ...boundTo(there) }));
  for (const table of partsOf) {
    await tx.query(`UPDATE ${table} SET device_sn = $2 WHERE device_sn = $1`, [old.sn, newSn]);
  }
  // What was found at the old panel says nothing about the new one; the address to call stays.
  if (record.link === 'pull') {
    await tx.query(
      `UPDATE pull_terminal SET sn = $2, mark = NULL, sdk_before = NULL, connected_at = NULL, read_at = NULL, counted = NULL, fault = NULL,
         error = NULL, failed_at = NULL, failures = 0, lease_owner = NULL, lease_until = NULL WHERE sn = $1`,
      [old.sn, newSn],
    );
  }
  await tx.delete(Device, { sn: old.sn });
}
