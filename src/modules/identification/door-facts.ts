import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import type { PartSettings } from '../door/part-settings.js';
import type { Periods } from '../timeZone/time-zone.entity.js';
import { isLocked, lockCommands, type LockCommand } from './lock-down.js';
import type { DeviceRule, DoorFacts } from './passage.js';

/** The door of the request, and how it opens. */
export interface DoorPlace {
  readonly number: number;
  readonly name: string;
  readonly settings: PartSettings;
}

/** A door with all that decides there about everybody, as `doorColumns` reads it. */
export interface DoorRow extends DoorPlace {
  readonly validPeriods: Periods | null;
  readonly wantsSeveral: boolean;
  readonly wantsFirst: boolean;
}

/** Facts of lists, beside those of one door. */
export interface DoorRules {
  readonly asksHere: boolean;
  readonly deviceKnows: readonly DeviceRule[];
  readonly locks: readonly LockCommand[];
}

const hasRule = (door: string, kind: string) => `EXISTS (SELECT 1 FROM access_rule r JOIN access_rule_door rd
  ON rd.rule_id = r.id WHERE rd.door_id = ${door}.id AND r.kind = ${kind})`;

/** Name and expression of each fact of a DoorRow, for a table of doors under this name. */
export const doorColumns = (door: string): readonly (readonly [keyof DoorRow, string])[] => [
  ['number', `${door}.number`],
  ['name', `${door}.name`],
  ['settings', `${door}.settings`],
  [
    'validPeriods',
    `CASE WHEN coalesce(${door}.settings ->> 'DoorValidTZ', '') NOT IN ('', '0') THEN coalesce(
       (SELECT z.periods FROM time_zone z WHERE z.id::text = ${door}.settings ->> 'DoorValidTZ'), '{}') END`,
  ],
  ['wantsSeveral', hasRule(door, `'multi-card-rules'`)],
  ['wantsFirst', hasRule(door, `'first-card-rules' AND r.facts ->> 'mode' = 'activate'`)],
];

const namesDoor = (list: string, door: string) => `r.facts -> '${list}' @> to_jsonb(${door}.number)`;
const namesReader = (list: string, door: string) => `EXISTS (SELECT 1 FROM reader x WHERE x.door_id = ${door}.id
  AND r.facts -> '${list}' @> to_jsonb(x.reader_no))`;

/** The same of DoorRules; `device` is the table of its device. */
export const doorRuleColumns = (door: string, device: string): readonly (readonly [keyof DoorRules, string])[] => [
  ['asksHere', `${device}.remote_identification`],
  [
    'deviceKnows',
    `(SELECT coalesce(jsonb_agg(DISTINCT k.name), '[]') FROM access_rule r, LATERAL (SELECT CASE
        WHEN r.kind = 'interlock-rules' AND ${namesDoor('doors', door)} THEN 'interlock'
        WHEN r.kind = 'anti-passback-rules' AND r.facts ->> 'type' = 'door'
          AND (${namesDoor('from', door)} OR ${namesDoor('to', door)}) THEN 'antiPassback'
        WHEN r.kind = 'anti-passback-rules' AND r.facts ->> 'type' = 'reader'
          AND (${namesReader('from', door)} OR ${namesReader('to', door)}) THEN 'antiPassback' END AS name) k
      WHERE r.device_sn = ${door}.device_sn AND k.name IS NOT NULL)`,
  ],
  ['locks', lockCommands(`${door}.device_sn`)],
];

/** @param locks orders to lock doors of its device */
export const doorFactsOf = (seal: SealedBox, door: DoorRow, locks: readonly LockCommand[]): DoorFacts & DoorRow => ({
  ...door,
  disabled: isDisabled(door.settings),
  locked: isLocked(seal, locks, door.number),
});

/** As a property of the door, or as a parameter (appendix 10: DoorDisable=0 disables it). */
const isDisabled = ({ disabled, DoorDisable }: PartSettings) =>
  disabled === true || (DoorDisable !== undefined && Number(DoorDisable) === 0);
