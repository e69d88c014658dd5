import { blacklisted } from '../areaPerson/area-person.entity.js';
import type { EntityManager } from 'typeorm';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import { isRetiring } from '../../core/ledger/retiring.js';
import type { HolidayDate } from '../timeZone/open-at.js';
import { doorColumns, doorFactsOf, type DoorPlace, type DoorRow } from './door-facts.js';
import { lockCommands, type LockCommand } from './lock-down.js';
import type { PassageRequest, HolderFacts, PassageFacts } from './passage.js';

export interface Place {
  readonly sn: string;
  /** Id of the door of the request; null if the device names no known door. */
  readonly doorId: string | null;
}

/** Facts, and what is needed about door and person to open. */
export interface StoredFacts extends PassageFacts {
  readonly place: DoorPlace | null;
  readonly extendedPass: boolean;
}

interface Row {
  readonly door: DoorRow | null;
  readonly holder: (HolderFacts & { readonly extendedPass: boolean }) | null;
  readonly card: { readonly pin: string; readonly lost: boolean } | null;
  readonly holidays: readonly HolidayDate[];
  readonly locks: readonly LockCommand[];
}

/** One query, because a person waits at the door. $1 device, $2 door, $3 pin, $4 card. */
const facts = `
  WITH at_door AS (SELECT * FROM door WHERE id = $2 AND device_sn = $1),
  shown AS (SELECT x.person_id, x.lost, p.pin FROM (
    SELECT person_id, lost FROM card WHERE card_no = $4
    UNION ALL SELECT person_id, false FROM qr_code WHERE card_no = $4 AND expires_at > clock_timestamp() LIMIT 1) x
    JOIN person p ON p.id = x.person_id),
  who AS (SELECT * FROM person WHERE $3 <> '' AND pin = $3
    UNION ALL SELECT * FROM person WHERE $3 = '' AND id = (SELECT person_id FROM shown)),
  stands AS (SELECT a.person_id FROM device d JOIN area_person a ON a.area_code = d.area_code AND a.module = d.module
    WHERE d.sn = $1 AND a.person_id IN (SELECT id FROM who)),
  rooms AS (SELECT s.person_id, s.door_id FROM space_pass s WHERE s.sn = $1 AND s.person_id IN (SELECT id FROM who)
    AND s.opens_at <= clock_timestamp() AND s.closes_at > clock_timestamp()),
  rule AS (SELECT r.id, r.kind, r.facts FROM access_rule r JOIN access_rule_door rd ON rd.rule_id = r.id
    WHERE rd.door_id = $2)
  SELECT
    (SELECT json_build_object(${doorColumns('d')
      .map(([name, sql]) => `'${name}', ${sql}`)
      .join(', ')})
     FROM at_door d) AS door,
    (SELECT json_build_object('pin', w.pin, 'disabled', w.is_disabled OR EXISTS (SELECT 1 FROM module_person m
          JOIN device d ON d.module = m.module WHERE d.sn = $1 AND m.person_id = w.id AND m.category = ${blacklisted}), 'validFrom', w.acc_start_time,
       'validTo', w.acc_end_time, 'leaveDate', w.leave_date, 'extendedPass', w.extended_pass,
       'grants', (SELECT coalesce(json_agg(z.periods), '[]') FROM (
          SELECT l.time_zone_id AS id FROM acc_level_person lp JOIN acc_level l ON l.id = lp.level_id
            WHERE lp.person_id = w.id AND lp.level_id IN (SELECT o.level_id FROM level_place o
              WHERE o.kind <> 'floor' AND o.sn = $1 AND o.number = (SELECT number FROM at_door))
          UNION SELECT 1 FROM stands s JOIN at_door ON true WHERE s.person_id = w.id
          UNION SELECT 1 FROM rooms r WHERE r.person_id = w.id AND r.door_id = $2) g JOIN time_zone z USING (id)
          WHERE NOT ${isRetiring('$1')}),
       'isKnownThere', NOT ${isRetiring('$1')} AND (EXISTS (SELECT 1 FROM acc_level_person lp
          JOIN level_place o ON o.level_id = lp.level_id WHERE lp.person_id = w.id AND o.sn = $1)
          OR EXISTS (SELECT 1 FROM stands s WHERE s.person_id = w.id)
          OR EXISTS (SELECT 1 FROM rooms r WHERE r.person_id = w.id)),
       'superUser', EXISTS (SELECT 1 FROM rule r JOIN access_rule_person rp ON rp.rule_id = r.id
          WHERE r.kind = 'super-user-rules' AND rp.person_id = w.id),
       'isFirst', EXISTS (SELECT 1 FROM rule r JOIN access_rule_person rp ON rp.rule_id = r.id
          WHERE r.kind = 'first-card-rules' AND rp.person_id = w.id))
     FROM who w) AS holder,
    (SELECT json_build_object('pin', pin, 'lost', lost) FROM shown) AS card,
    (SELECT coalesce(json_agg(json_build_object('date', date, 'type', type, 'everyYear', every_year) ORDER BY date), '[]')
     FROM holiday) AS holidays,
    ${lockCommands('$1')} AS locks`;

/** Loads everything that decides about one person at one door, in its present state. */
export async function loadPassage(
  tx: EntityManager,
  seal: SealedBox,
  { sn, doorId }: Place,
  asked: PassageRequest,
): Promise<StoredFacts> {
  const rows: Row[] = await tx.query(facts, [sn, doorId, asked.pin, asked.cardNo]);
  const [row] = rows;
  if (!row) throw new Error('no answer to the question who may pass');
  const { door, holder, card, holidays } = row;
  return {
    door: door && doorFactsOf(seal, door, row.locks),
    holder,
    card,
    holidays,
    place: door,
    extendedPass: holder?.extendedPass ?? false,
  };
}
