import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordTaking } from '../../core/outbox/outbox.js';
import { newId } from '../../platform/database/id.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { sealSecrets } from '../../platform/crypto/sealed-fields.js';
import { Device } from '../device/device.entity.js';
import { dialectOf } from '../../protocol/access-push/dialect.js';
import type { FoundRows, Search } from '../../platform/database/searched-rows.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';
import type { Reference, RuleKind } from './rule.js';
import { findReferences, type Referred, type References } from './rule-references.js';
import { AccessRule } from './rule.entity.js';
import { devicesOf, pinsOf, ruleById, rulesOf, type EditedRule } from './rule.store.js';
import { lock } from '../../platform/database/locks.js';

/** A rule in a request: its references and the facts of its kind, as one object. */
export type RuleInput = References & Readonly<Record<string, unknown>>;

/** A rule and its persons. */
export interface RuleRecord {
  readonly rule: EditedRule;
  readonly pins: readonly string[];
}

const references: ReadonlySet<string> = new Set<Reference>([
  'sn',
  'sns',
  'doorId',
  'doorIds',
  'readerId',
  'timeZoneId',
  'pins',
  'pin',
]);

/** Access rules of all kinds: the kinds only differ in their declarations (`kinds`). */
@Injectable()
export class RuleService {
  constructor(private readonly sealedBox: SealedBox) {}

  /** A page of the rules of a kind, in any order. */
  async search(
    tx: EntityManager,
    kind: RuleKind,
    search: Search,
  ): Promise<FoundRows<RuleRecord & { readonly id: string }>> {
    const { rows, ...found } = await rulesOf(tx, kind.name, search);
    const ids = rows.map(({ id }) => id);
    const pins = await pinsOf(tx, ids);
    return { ...found, rows: rows.map((rule) => ({ id: rule.id, rule, pins: pins.get(rule.id) ?? [] })) };
  }

  /** @throws Failure notFound */
  async get(tx: EntityManager, kind: RuleKind, id: string): Promise<RuleRecord> {
    const rule = await ruleById(tx, id);
    if (rule?.kind !== kind.name) throw new Failure('notFound', `there is none of the ${kind.name} with id ${id}`);
    return { rule, pins: (await pinsOf(tx, [id])).get(id) ?? [] };
  }

  /** @param wanted the number that it gets if that is free */
  async create(
    tx: EntityManager,
    kind: RuleKind,
    said: RuleInput,
    id = newId(),
    wanted: number | null = null,
  ): Promise<RuleRecord> {
    await lock(tx, 'accessRules');
    if (await tx.existsBy(AccessRule, { id })) throw taken('id', id, `the id ${id} is taken`);
    const facts = factsIn(said);
    const referred = await this.checked(tx, kind, said, facts, id);
    const number = kind.numbered ? await this.freeNumber(tx, kind, referred.deviceSn, wanted) : null;
    const { deviceSn, everywhere, timeZoneId } = referred;
    await tx.insert(AccessRule, {
      id,
      kind: kind.name,
      number,
      deviceSn,
      everywhere,
      timeZoneId,
      facts: sealSecrets(this.sealedBox, facts, kind.secrets ?? []) as object,
    });
    await this.put(tx, id, referred);
    await this.changed(tx, id);
    return this.get(tx, kind, id);
  }

  /** A given value replaces the old one; a missing value stays. */
  async patch(tx: EntityManager, kind: RuleKind, id: string, said: RuleInput): Promise<RuleRecord> {
    await lock(tx, 'accessRules');
    const before = await this.get(tx, kind, id);
    await this.changed(tx, id);
    const whole = { ...saidOf(kind, before), ...given(said) } as RuleInput;
    const facts = factsIn(whole);
    const referred = await this.checked(tx, kind, whole, facts, id);
    const { deviceSn, everywhere, timeZoneId } = referred;
    const moved = kind.numbered === 'device' && deviceSn !== before.rule.sn;
    await tx.update(
      AccessRule,
      { id },
      {
        deviceSn,
        everywhere,
        timeZoneId,
        facts: sealSecrets(this.sealedBox, facts, kind.secrets ?? []) as object,
        ...(moved ? { number: await this.freeNumber(tx, kind, deviceSn) } : {}),
      },
    );
    await this.put(tx, id, referred);
    await this.changed(tx, id);
    return this.get(tx, kind, id);
  }

  /** @throws Failure conflict if another rule needs it */
  async remove(tx: EntityManager, kind: RuleKind, id: string): Promise<void> {
    await this.get(tx, kind, id);
    const [user]: { kind: string; id: string }[] = await tx.query(
      `SELECT r.kind, r.id FROM access_rule_use u JOIN access_rule r ON r.id = u.rule_id WHERE u.used_id = $1
       ORDER BY r.kind, r.id LIMIT 1`,
      [id],
    );
    if (user) throw new Failure('conflict', `it is used by ${user.id} of the ${user.kind}`);
    await this.changed(tx, id);
    await tx.delete(AccessRule, { id });
  }

  /**
   * Records changes for the devices and persons that the rule concerns, before and after it is changed. Some rules give
   * rights, others limit them: either change may take something away.
   */
  private async changed(tx: EntityManager, id: string): Promise<void> {
    await recordTaking(tx, 'rule', await devicesOf(tx, id));
    await recordTaking(tx, 'person', (await pinsOf(tx, [id])).get(id) ?? []);
  }

  private async checked(
    tx: EntityManager,
    kind: RuleKind,
    said: RuleInput,
    facts: object,
    id: string,
  ): Promise<Referred> {
    const referred = await findReferences(tx, kind, said, facts);
    const device = referred.deviceSn === null ? null : await tx.findOneBy(Device, { sn: referred.deviceSn });
    // Counts are known once the device has registered; before that every number is accepted.
    const parts = device?.registeredAt ? { options: device.options, dialect: dialectOfDevice(device) } : null;
    const wrong = kind.check?.(facts, parts);
    if (wrong) throw fieldError(wrong.field, wrong.message);
    await this.checkUnique(tx, kind, said, referred, id);
    if (kind.onePerPerson) await this.checkPersons(tx, kind, referred, id);
    return referred;
  }

  private async checkUnique(
    tx: EntityManager,
    kind: RuleKind,
    said: RuleInput,
    { deviceSn }: Referred,
    id: string,
  ): Promise<void> {
    if (!kind.unique) return;
    const names = kind.unique.filter((name) => isFact(name));
    const facts = Object.fromEntries(names.map((name) => [name, said[name] ?? null]));
    const [other]: { id: string }[] = await tx.query(
      `SELECT r.id FROM access_rule r WHERE r.kind = $1 AND r.id <> $2 AND r.facts @> $3::jsonb
         AND ($4::text IS NULL OR r.device_sn = $4)
         AND ($5::text IS NULL OR EXISTS (SELECT 1 FROM access_rule_door d WHERE d.rule_id = r.id AND d.door_id = $5))
       LIMIT 1`,
      [
        kind.name,
        id,
        JSON.stringify(facts),
        kind.unique.includes('sn') ? deviceSn : null,
        kind.unique.includes('doorId') ? (said.doorId ?? null) : null,
      ],
    );
    if (other)
      throw taken(
        kind.unique.at(-1) ?? 'id',
        other.id,
        `${kind.unique.join(' and ')} ${kind.unique.length > 1 ? 'are' : 'is'} taken by ${other.id}`,
      );
  }

  private async checkPersons(tx: EntityManager, kind: RuleKind, { personIds }: Referred, id: string): Promise<void> {
    const [other]: { pin: string; id: string }[] = await tx.query(
      `SELECT p.pin, r.id FROM access_rule r JOIN access_rule_person rp ON rp.rule_id = r.id
         JOIN person p ON p.id = rp.person_id
       WHERE r.kind = $1 AND r.id <> $2 AND p.id = ANY($3) ORDER BY p.pin LIMIT 1`,
      [kind.name, id, personIds],
    );
    if (other) throw taken('pins', other.id, `${other.pin} is in ${other.id} of the ${kind.name} already`);
  }

  private async put(tx: EntityManager, ruleId: string, referred: Referred): Promise<void> {
    for (const [table, column, values] of [
      ['access_rule_device', 'device_sn', referred.sns],
      ['access_rule_door', 'door_id', referred.doorIds],
      ['access_rule_person', 'person_id', referred.personIds],
      ['access_rule_use', 'used_id', referred.usedIds],
    ] as const) {
      await tx.query(`DELETE FROM ${table} WHERE rule_id = $1 AND NOT ${column} = ANY($2)`, [ruleId, values]);
      await tx.query(`INSERT INTO ${table} (rule_id, ${column}) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING`, [
        ruleId,
        values,
      ]);
    }
  }

  /** The lowest number that is free on the device, or on the site: devices have room for few. */
  private async freeNumber(
    tx: EntityManager,
    kind: RuleKind,
    deviceSn: string | null,
    wanted: number | null = null,
  ): Promise<number> {
    const rows: { number: number }[] = await tx.query(
      `SELECT number FROM access_rule WHERE kind = ANY($1) AND number IS NOT NULL
         AND ($2::text IS NULL OR device_sn = $2) ORDER BY number`,
      [[kind.name, ...(kind.sharesNumbersWith ?? [])], kind.numbered === 'device' ? deviceSn : null],
    );
    const taken = new Set(rows.map(({ number }) => number));
    return freeIn(taken, kind, wanted);
  }
}

function freeIn(taken: ReadonlySet<number>, kind: RuleKind, wanted: number | null): number {
  const { lowest = 1, highest = 0x7fff } = kind;
  if (wanted !== null && wanted >= lowest && wanted <= highest && !taken.has(wanted)) return wanted;
  let number = lowest;
  while (taken.has(number)) number++;
  if (number > highest) throw new Failure('conflict', `there are ${highest} of the ${kind.name} already`);
  return number;
}

const dialectOfDevice = ({ options, multiCardOn, devId }: Device) =>
  dialectOf(options, { multiCardOn: multiCardOn === true, devId });

const given = (said: RuleInput) => Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));

const factsIn = (said: RuleInput): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given(said)).filter(([name]) => isFact(name)));

/** A reader is only deleted together with its device, which is a column. */
const isFact = (name: string) => name === 'readerId' || !references.has(name);

/** A rule in the form of a request: the inverse of reading one. */
export function saidOf(kind: RuleKind, { rule, pins }: RuleRecord): RuleInput {
  const referred: Record<Reference, unknown> = {
    sn: rule.sn,
    sns: rule.everywhere ? null : rule.sns,
    doorId: rule.doors[0]?.id,
    doorIds: rule.doors.map(({ id }) => id),
    readerId: (rule.facts as { readerId?: string }).readerId,
    timeZoneId: rule.timeZoneId,
    pins,
    pin: rule.pin,
  };
  return { ...rule.facts, ...Object.fromEntries(kind.refers.map((name) => [name, referred[name]])) };
}
