import type { EntityManager } from 'typeorm';
import type { SealedBox } from '../../platform/crypto/sealed-box.js';
import { openSecrets } from '../../platform/crypto/sealed-fields.js';
import { doorZones } from '../../modules/door/part-settings.js';
import { secretSettings } from '../../modules/door/setting-rules.js';
import { rulesOn } from '../../modules/rule/rule.store.js';
import { openRule } from '../../modules/rule/rule-secrets.js';
import { settingsOn } from '../ledger/ledger.repository.js';
import type { DeviceParts, Part, ReaderPart, SharedFacts } from './facts.js';

type RuleFacts = Pick<SharedFacts, 'rules' | 'parts'>;

/** Rows, each with its device. */
type On<T> = T & { readonly on: string };

const noParts: DeviceParts = { doors: [], readers: [], auxInputs: [], auxOutputs: [] };
const noRules: RuleFacts = { rules: [], parts: noParts };

/** The rows by device. */
function byDevice<T extends object>(rows: readonly On<T>[]): ReadonlyMap<string, T[]> {
  const all = new Map<string, T[]>();
  for (const { on, ...row } of rows) {
    const one = all.get(on);
    if (one) one.push(row as unknown as T);
    else all.set(on, [row as unknown as T]);
  }
  return all;
}

/** Rules that concern a device, and the parts of it that they name. */
export async function loadRules(tx: EntityManager, seal: SealedBox, sn: string): Promise<RuleFacts> {
  return (await loadRulesOf(tx, seal, [sn])).get(sn) ?? noRules;
}

async function loadRulesOf(
  tx: EntityManager,
  seal: SealedBox,
  sns: readonly string[],
): Promise<ReadonlyMap<string, RuleFacts>> {
  const parts = await loadParts(tx, seal, sns);
  const rules = byDevice(await rulesOn(tx, sns));
  return new Map(
    sns.map((sn) => [
      sn,
      { rules: (rules.get(sn) ?? []).map((rule) => openRule(seal, rule)), parts: parts.get(sn) ?? noParts },
    ]),
  );
}

/**
 * Everything that each of these devices should hold apart from persons, with one query of each kind for all of them.
 */
export async function loadShared(
  tx: EntityManager,
  seal: SealedBox,
  sns: readonly string[],
): Promise<ReadonlyMap<string, SharedFacts>> {
  const rules = await loadRulesOf(tx, seal, sns);
  const holidays: SharedFacts['holidays'] = await tx.query(
    `SELECT date, type, every_year AS "everyYear" FROM holiday ORDER BY date`,
  );
  const told = byDevice(await settingsOn(tx, sns));
  const subDevices = byDevice<SharedFacts['subDevices'][number]>(
    await tx.query(
      `SELECT sn AS "on", sub_sn AS "subSn", authorized, is_authorize AS "isAuthorize",
         register_info <> '{}' AS "isRegistered"
       FROM sub_device WHERE sn = ANY($1) AND authorized IS NOT NULL ORDER BY sub_sn`,
      [sns],
    ),
  );
  const zones = await loadZones(tx, rules);
  return new Map(
    sns.map((sn) => [
      sn,
      {
        ...(rules.get(sn) ?? noRules),
        holidays,
        timeZones: zones.get(sn) ?? [],
        told: told.get(sn) ?? [],
        subDevices: subDevices.get(sn) ?? [],
      },
    ]),
  );
}

type TimeZones = SharedFacts['timeZones'];

/** Time zones that levels use on each device, those that its rules and doors name, "always" among them. */
async function loadZones(
  tx: EntityManager,
  rules: ReadonlyMap<string, RuleFacts>,
): Promise<ReadonlyMap<string, TimeZones>> {
  const named = [...rules].flatMap(([sn, facts]) => zonesNamed(facts).map((id) => ({ sn, id })));
  const used: { on: string; id: number }[] = await tx.query(
    `SELECT DISTINCT o.sn AS "on", l.time_zone_id AS id FROM level_place o JOIN acc_level l ON l.id = o.level_id
     WHERE o.sn = ANY($1)
     UNION SELECT sn, 1 FROM unnest($1::text[]) sn
     UNION SELECT sn, id FROM unnest($2::text[], $3::int[]) AS n (sn, id)`,
    [[...rules.keys()], named.map(({ sn }) => sn), named.map(({ id }) => id)],
  );
  const all: TimeZones = await tx.query('SELECT id, periods FROM time_zone WHERE id = ANY($1) ORDER BY id', [
    [...new Set(used.map(({ id }) => id))],
  ]);
  const ids = byDevice(used);
  return new Map(
    [...rules.keys()].map((sn) => {
      const here = new Set((ids.get(sn) ?? []).map(({ id }) => id));
      return [sn, all.filter(({ id }) => here.has(id))];
    }),
  );
}

const zonesNamed = ({ rules, parts }: RuleFacts): number[] =>
  [
    ...rules.map(({ timeZoneId }) => timeZoneId ?? 0),
    ...parts.doors.flatMap(({ settings }) => doorZones.map((name) => Number(settings[name] ?? 0) || 0)),
  ].filter((id) => Number.isInteger(id) && id > 0);

async function loadParts(
  tx: EntityManager,
  seal: SealedBox,
  sns: readonly string[],
): Promise<ReadonlyMap<string, DeviceParts>> {
  const points = async (table: 'door' | 'aux_input' | 'aux_output') =>
    byDevice<Part>(
      await tx.query(
        `SELECT device_sn AS "on", id, number, settings FROM ${table} WHERE device_sn = ANY($1) ORDER BY number`,
        [sns],
      ),
    );
  const [doors, auxInputs, auxOutputs] = [await points('door'), await points('aux_input'), await points('aux_output')];
  const readers = byDevice<ReaderPart>(
    await tx.query(
      `SELECT d.device_sn AS "on", r.id, r.reader_no AS number, r.settings, d.number AS door,
         r.reader_state AS direction
       FROM reader r JOIN door d ON d.id = r.door_id WHERE d.device_sn = ANY($1) ORDER BY r.reader_no`,
      [sns],
    ),
  );
  const opened = <P extends Part>(part: P): P => ({
    ...part,
    settings: openSecrets(seal, part.settings, secretSettings),
  });
  return new Map(
    sns.map((sn) => [
      sn,
      {
        doors: (doors.get(sn) ?? []).map(opened),
        readers: (readers.get(sn) ?? []).map(opened),
        auxInputs: auxInputs.get(sn) ?? [],
        auxOutputs: auxOutputs.get(sn) ?? [],
      },
    ]),
  );
}
