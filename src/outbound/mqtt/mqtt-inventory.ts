import type { EntityManager } from 'typeorm';
import type { MqttDevice } from './mqtt-discovery.js';

/** Devices that are served or were, with their doors. @param sns null = all */
export function mqttDevices(tx: EntityManager, sns: readonly string[] | null): Promise<MqttDevice[]> {
  return tx.query(
    `SELECT v.sn, v.name, v.type AS model, v.status = 'approved' AND v.online AS "isOnline",
       coalesce(nullif(v.options->>'FirmVer', ''), v.options->>'FWVersion', '') AS firmware,
       coalesce((SELECT json_agg(json_build_object('id', d.id, 'number', d.number) ORDER BY d.number)
         FROM door d WHERE d.device_sn = v.sn), '[]') AS doors
     FROM device v
     WHERE v.status IN ('approved', 'disabled') AND ($1::text[] IS NULL OR v.sn = ANY($1)) ORDER BY v.sn`,
    [sns],
  );
}
