import type { EntityManager } from 'typeorm';
import type { ParkingChannel } from '../parking-channel.entity.js';
import type { Driver, PlateFacts } from './plate-verdict.js';

interface DriverRow extends Driver {
  readonly id: string;
  readonly hasPlate: boolean;
}

/**
 * The persons of a plate. One who has signed out is a visitor no longer. With `FOR SHARE` whoever takes something from
 * them comes before or after the opening, and not between.
 */
const drivers = (holds: string) => `SELECT p.id, p.pin, trim(p.name || ' ' || p.last_name) AS name,
    p.is_visitor AS "isVisitor", p.is_disabled AS disabled, p.acc_start_time AS "validFrom", p.acc_end_time AS "validTo",
    p.leave_date AS "leaveDate", coalesce(plates_in(p.car_plate) @> ARRAY[$1], false) AS "hasPlate"
  FROM person p WHERE p.id IN (
    SELECT id FROM person WHERE car_plate IS NOT NULL AND plates_in(car_plate) @> ARRAY[$1]
    UNION ALL SELECT person_id FROM parking_fixed_vehicle WHERE plate = $1)
  ORDER BY p.pin ${holds}`;

const vehicles = `SELECT v.person_id AS "personId", v.car_type_id AS "carTypeId", v.start_date AS "startDate",
    v.end_date AS "endDate",
    v.area_id IN (
      WITH RECURSIVE above AS (
        SELECT id, parent_id FROM parking_area WHERE id = $2
        UNION SELECT a.id, a.parent_id FROM parking_area a JOIN above ON a.id = above.parent_id)
      SELECT id FROM above) AS "isInArea",
    (NOT EXISTS (SELECT 1 FROM parking_fixed_vehicle_entrance e WHERE e.plate = v.plate)
      OR EXISTS (SELECT 1 FROM parking_fixed_vehicle_entrance e WHERE e.plate = v.plate AND e.entrance_id = $3))
      AS "isAtEntrance"
  FROM parking_fixed_vehicle v WHERE v.plate = $1`;

interface VehicleRow {
  readonly personId: string;
  readonly carTypeId: string;
  readonly startDate: string;
  readonly endDate: string;
  readonly isInArea: boolean;
  readonly isAtEntrance: boolean;
}

type Channel = Pick<ParkingChannel, 'areaId' | 'entranceId' | 'admitsTemporary'>;

/**
 * What is known of a plate at a channel.
 * @param day of the site
 * @param holds whether nothing of it may change until the transaction ends; the caller then shares the lock of the plates
 */
export async function factsOf(
  tx: EntityManager,
  plate: string,
  { areaId, entranceId, admitsTemporary }: Channel,
  { day, holds }: { readonly day: string; readonly holds: boolean },
): Promise<PlateFacts> {
  const people = await tx.query<DriverRow[]>(drivers(holds ? 'FOR SHARE OF p' : ''), [plate]);
  const [vehicle] = await tx.query<VehicleRow[]>(vehicles, [plate, areaId, entranceId]);
  const [entry] = await tx.query<{ type: number }[]>(
    `SELECT type FROM parking_plate WHERE plate = $1 AND (from_date IS NULL OR from_date <= $2)
       AND (to_date IS NULL OR $2 <= to_date)`,
    [plate, day],
  );
  const owner = vehicle && people.find(({ id }) => id === vehicle.personId);
  return {
    list: entry ? (entry.type === 0 ? 'allow' : 'deny') : null,
    vehicle: vehicle && owner ? { ...vehicle, driver: owner } : null,
    drivers: people.filter(({ hasPlate, isVisitor, disabled }) => hasPlate && !(isVisitor && disabled)),
    admitsTemporary: admitsTemporary ?? (await admits(tx, areaId)),
  };
}

async function admits(tx: EntityManager, areaId: string): Promise<boolean> {
  const [area]: { admits: boolean }[] = await tx.query(
    'SELECT admits_temporary AS admits FROM parking_area WHERE id = $1',
    [areaId],
  );
  return area?.admits === true;
}
