import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Config } from '../../platform/config.js';
import { newId } from '../../platform/database/id.js';
import { searchedRows, type FoundRows, type Search } from '../../platform/database/searched-rows.js';
import { wallClockOf } from '../../platform/database/zone-time.js';
import { Failure, fieldError } from '../../platform/errors.js';
import { CONFIG } from '../../platform/tokens.js';
import { cardStates, recordModes, recordSources, recordTypes } from './consumption-words.js';
import type { RecordFacts, RecordFilter, StoredRecord } from './consumption-record.js';
import { isCountable, leftBy, type Left, type Wallets } from './wallets.js';

const shown = `r.id, r.key, r.kind, r.time, r.pin, r.name, r.last_name AS "lastName", r.dept_code AS "deptCode",
  r.dept_name AS "deptName", r.account_no AS "accountNo", r.type, r.mode, r.money, r.sub_money AS "subMoney", r.balance,
  r.sub_balance AS "subBalance", r.discount, r.discount_money AS "discountMoney", r.card_no AS "cardNo",
  r.sys_card_no AS "sysCardNo", r.card_status AS "cardStatus", r.card_serial_no AS "cardSerialNo",
  r.order_no AS "orderNo", r.hall_code AS "hallCode", r.hall_name AS "hallName", r.meal_code AS "mealCode",
  r.meal_name AS "mealName", r.device_sn AS "deviceSn", r.device_name AS "deviceName",
  r.device_serial_no AS "deviceSerialNo", r.account_serial_no AS "accountSerialNo", r.created_by AS "createdBy",
  r.source, r.received_at AS "receivedAt"`;

interface Condition {
  readonly sql: (value: string) => string;
  readonly of: (filter: RecordFilter) => unknown;
}

const conditions: readonly Condition[] = [
  { sql: (value) => `r.kind = ${value}`, of: ({ kind }) => kind },
  { sql: (value) => `r.pin = ${value}`, of: ({ pin }) => pin },
  { sql: (value) => `r.dept_code = ${value}`, of: ({ deptCode }) => deptCode },
  { sql: (value) => `r.time >= ${value}`, of: ({ start }) => start },
  { sql: (value) => `r.time <= ${value}`, of: ({ end }) => end },
  { sql: (value) => `r.dept_code = ANY(${value})`, of: ({ within }) => within },
];

/** FROM and WHERE, with the values. An empty text asks for nothing. */
function matching(filter: RecordFilter): { readonly sql: string; readonly values: unknown[] } {
  const values: unknown[] = [];
  const parts = conditions.flatMap(({ sql, of }) => {
    const value = of(filter);
    return value === undefined || value === null || value === '' ? [] : [sql(`$${values.push(value)}`)];
  });
  return { sql: `FROM consumption_record r ${parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : ''}`, values };
}

interface Whose {
  readonly name: string;
  readonly lastName: string;
  readonly deptCode: string;
  readonly deptName: string;
}
const nobody: Whose = { name: '', lastName: '', deptCode: '', deptName: '' };

/** What tills booked, and what that does to the accounts. */
@Injectable()
export class ConsumptionRecordService {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /**
   * Stores a record once, however often its till sends it, and moves the account by it. Two at once wait for each other at
   * the account.
   * @returns whether it is new
   * @throws Failure personNotFound, invalid, conflict if the key belongs to another record
   */
  async store(tx: EntityManager, facts: RecordFacts): Promise<boolean> {
    if (Math.abs(facts.subMoney) > Math.abs(facts.money) || facts.subMoney * facts.money < 0)
      throw fieldError('subMoney', 'must not be more than money, with the same sign: it is a part of it');
    const wallets = facts.kind === 'online' ? await this.wallets(tx, facts.pin) : null;
    const known = await this.known(tx, facts.key);
    if (known) return this.same(known, facts);
    const time = facts.time ?? wallClockOf(new Date(), this.config.siteTimeZone);
    const left = leftBy(facts, wallets, time);
    if (![left.money, left.allowance].every(isCountable))
      throw fieldError('money', 'leaves a sum that cannot be counted exactly');
    const isNew = await this.insert(tx, { facts, time, wallets, left });
    // The other one is committed by now.
    if (!isNew) return this.same(await this.known(tx, facts.key), facts);
    if (wallets && left.isCurrent) await move(tx, wallets, left, facts, time);
    return true;
  }

  async get(tx: EntityManager, id: string): Promise<StoredRecord> {
    const [found]: StoredRecord[] = await tx.query(`SELECT ${shown} FROM consumption_record r WHERE r.id = $1`, [id]);
    if (!found) throw new Failure('notFound', `there is no consumption record ${id}`);
    return found;
  }

  /** @param key what its till calls it */
  async byKey(tx: EntityManager, key: string): Promise<StoredRecord> {
    const found = await this.known(tx, key);
    if (!found) throw new Failure('notFound', `there is no consumption record with the key ${key}`);
    return found;
  }

  /** Newest first. */
  async list(
    tx: EntityManager,
    filter: RecordFilter,
    { offset, limit }: { readonly offset: number; readonly limit: number },
  ): Promise<StoredRecord[]> {
    const { sql, values } = matching(filter);
    return tx.query(
      `SELECT ${shown} ${sql} ORDER BY r.time DESC, r.id DESC LIMIT $${values.push(limit)} OFFSET $${values.push(offset)}`,
      values,
    );
  }

  async count(tx: EntityManager, filter: RecordFilter): Promise<number> {
    const { sql, values } = matching(filter);
    const [row]: { n: number }[] = await tx.query(`SELECT count(*)::int AS n ${sql}`, values);
    return row?.n ?? 0;
  }

  search(tx: EntityManager, filter: RecordFilter, search: Search): Promise<FoundRows<StoredRecord>> {
    const { sql, values } = matching(filter);
    return searchedRows<StoredRecord>(
      tx,
      {
        sql: `SELECT ${shown} ${sql}`,
        parameters: values,
        by: 'id',
        texts: [
          'key',
          'pin',
          'name',
          'lastName',
          'deptName',
          'accountNo',
          'cardNo',
          'hallName',
          'mealName',
          'deviceName',
        ],
        others: ['time', 'money', 'receivedAt'],
        usual: '-time',
      },
      search,
    );
  }

  /** @throws Failure departmentNotFound */
  async checkDepartment(tx: EntityManager, code: string): Promise<void> {
    const found: unknown[] = await tx.query('SELECT 1 FROM department WHERE code = $1', [code]);
    if (found.length === 0) throw new Failure('departmentNotFound', `there is no department ${code}`);
  }

  private async wallets(tx: EntityManager, pin: string): Promise<Wallets> {
    const [found]: Wallets[] = await tx.query(
      `SELECT a.id, a.account_no AS "accountNo", a.money_wallet AS money, a.allowance_wallet AS allowance,
         a.balance_time AS "balanceTime", a.record_serial_no AS "serialNo"
       FROM consumption_account a JOIN person p ON p.id = a.person_id WHERE p.pin = $1 FOR NO KEY UPDATE OF a`,
      [pin],
    );
    if (!found) throw new Failure('personNotFound', `there is no person ${pin} with a consumption account`);
    return found;
  }

  private async known(tx: EntityManager, key: string): Promise<StoredRecord | undefined> {
    const [found]: StoredRecord[] = await tx.query(`SELECT ${shown} FROM consumption_record r WHERE r.key = $1`, [key]);
    return found;
  }

  private same(known: StoredRecord | undefined, { key, kind, pin, type, money, time }: RecordFacts): false {
    const isSame =
      known?.kind === kind &&
      known.pin === pin &&
      known.type === recordTypes[type].code &&
      known.money === money &&
      (time === undefined || known.time === time);
    if (!isSame) throw fieldError('key', `${key} stands for another record`, 'conflict');
    return false;
  }

  private async insert(
    tx: EntityManager,
    { facts, time, wallets, left }: { facts: RecordFacts; time: string; wallets: Wallets | null; left: Left },
  ): Promise<boolean> {
    const whose = await whoseIs(tx, facts.pin);
    const row: Readonly<Record<string, unknown>> = {
      ...{ id: newId(), key: facts.key, kind: facts.kind, time, pin: facts.pin, name: whose.name },
      ...{ last_name: whose.lastName, dept_code: whose.deptCode, dept_name: whose.deptName },
      ...{ account_no: wallets?.accountNo ?? '', type: recordTypes[facts.type].code, mode: recordModes[facts.mode] },
      ...{ money: facts.money, sub_money: facts.subMoney, balance: left.money, sub_balance: left.allowance },
      ...{ discount: facts.discount ?? null, discount_money: facts.discountMoney, card_no: facts.cardNo },
      ...{ sys_card_no: facts.sysCardNo, card_status: cardStates[facts.cardStatus] },
      ...{ card_serial_no: facts.cardSerialNo, order_no: facts.orderNo, hall_code: facts.hallCode },
      ...{ hall_name: facts.hallName, meal_code: facts.mealCode, meal_name: facts.mealName },
      ...{ device_sn: facts.deviceSn, device_name: facts.deviceName, device_serial_no: facts.deviceSerialNo },
      ...{ account_serial_no: wallets ? wallets.serialNo + 1 : 0, created_by: facts.createdBy },
      source: recordSources[facts.source],
    };
    const names = Object.keys(row);
    const made: unknown[] = await tx.query(
      `INSERT INTO consumption_record (${names.map((name) => `"${name}"`).join(', ')})
       VALUES (${names.map((_, at) => `$${at + 1}`).join(', ')}) ON CONFLICT (key) DO NOTHING RETURNING id`,
      Object.values(row),
    );
    return made.length > 0;
  }
}

async function move(tx: EntityManager, { id }: Wallets, left: Left, facts: RecordFacts, time: string): Promise<void> {
  const isBrought = facts.balance !== undefined && facts.subBalance !== undefined;
  await tx.query(
    `UPDATE consumption_account SET money_wallet = $2, allowance_wallet = $3, record_serial_no = record_serial_no + 1,
       balance_time = coalesce($4, balance_time), updated_at = clock_timestamp() WHERE id = $1`,
    [id, left.money, left.allowance, isBrought ? time : null],
  );
}

async function whoseIs(tx: EntityManager, pin: string): Promise<Whose> {
  if (pin === '') return nobody;
  const [found]: Whose[] = await tx.query(
    `SELECT p.name, p.last_name AS "lastName", coalesce(d.code, '') AS "deptCode", coalesce(d.name, '') AS "deptName"
     FROM person p LEFT JOIN department d ON d.id = p.department_id WHERE p.pin = $1`,
    [pin],
  );
  return found ?? nobody;
}
