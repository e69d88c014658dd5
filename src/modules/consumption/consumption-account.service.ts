import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Config } from '../../platform/config.js';
import { lock } from '../../platform/database/locks.js';
import { newId } from '../../platform/database/id.js';
import { searchedRows, type FoundRows, type Search } from '../../platform/database/searched-rows.js';
import { wallClockOf } from '../../platform/database/zone-time.js';
import { Failure, fieldError, taken } from '../../platform/errors.js';
import { CONFIG } from '../../platform/tokens.js';

/** An account with its person. Sums are integers of the smallest unit. */
export interface Account {
  readonly id: string;
  readonly pin: string;
  readonly name: string;
  readonly lastName: string;
  readonly deptCode: string;
  readonly deptName: string;
  readonly accountNo: string;
  readonly accountType: number;
  readonly kindName: string;
  readonly enabled: boolean;
  readonly member: boolean;
  readonly serialNo: number;
  readonly recordSerialNo: number;
  readonly moneyWallet: number;
  readonly allowanceWallet: number;
  /** Wall clock of the site; records up to then are in the balance already. Null = it was never brought in. */
  readonly balanceTime: string | null;
  readonly changedAt: Date;
}

/** What is left out stays as it is. */
export interface AccountFacts {
  readonly pin: string;
  readonly accountNo?: string | undefined;
  readonly accountType?: number | undefined;
  readonly kindName?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly member?: boolean | undefined;
  readonly serialNo?: number | undefined;
  readonly recordSerialNo?: number | undefined;
  readonly moneyWallet?: number | undefined;
  readonly allowanceWallet?: number | undefined;
  /** When the balance was read; left out = now. */
  readonly balanceTime?: string | undefined;
}

const accounts = `SELECT a.id, p.pin, p.name, p.last_name AS "lastName", coalesce(d.code, '') AS "deptCode",
    coalesce(d.name, '') AS "deptName", a.account_no AS "accountNo", a.account_type AS "accountType",
    a.kind_name AS "kindName", a.enabled, a.member, a.serial_no AS "serialNo", a.record_serial_no AS "recordSerialNo",
    a.money_wallet AS "moneyWallet", a.allowance_wallet AS "allowanceWallet", a.balance_time AS "balanceTime",
    a.updated_at AS "changedAt"
  FROM consumption_account a JOIN person p ON p.id = a.person_id LEFT JOIN department d ON d.id = p.department_id`;

/** The columns of what may be said, by name. */
const columns = {
  accountType: 'account_type',
  kindName: 'kind_name',
  enabled: 'enabled',
  member: 'member',
  serialNo: 'serial_no',
  recordSerialNo: 'record_serial_no',
  moneyWallet: 'money_wallet',
  allowanceWallet: 'allowance_wallet',
} as const satisfies Partial<Record<keyof AccountFacts, string>>;

const hasBalance = ({ moneyWallet, allowanceWallet }: AccountFacts): boolean =>
  moneyWallet !== undefined || allowanceWallet !== undefined;

/** Accounts of people at the tills: one for each person. */
@Injectable()
export class ConsumptionAccountService {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** @throws Failure personNotFound, also where the person has no account */
  async get(tx: EntityManager, pin: string): Promise<Account> {
    const [found]: Account[] = await tx.query(`${accounts} WHERE p.pin = $1`, [pin]);
    if (!found) throw new Failure('personNotFound', `there is no person ${pin} with a consumption account`);
    return found;
  }

  search(tx: EntityManager, search: Search, within: readonly string[] | null): Promise<FoundRows<Account>> {
    return searchedRows<Account>(
      tx,
      {
        sql: `${accounts} WHERE ($1::text[] IS NULL OR d.code = ANY($1))`,
        parameters: [within],
        by: 'pin',
        texts: ['pin', 'name', 'lastName', 'deptName', 'accountNo', 'kindName'],
        others: ['moneyWallet', 'allowanceWallet', 'changedAt'],
      },
      search,
    );
  }

  /**
   * Opens the account of a person, or changes it. The same again changes nothing.
   * @returns whether it is new
   * @throws Failure personNotFound, conflict for a number that is another person's
   */
  async put(tx: EntityManager, facts: AccountFacts): Promise<boolean> {
    const { pin, accountNo } = facts;
    if (facts.balanceTime !== undefined && !hasBalance(facts))
      throw fieldError('balanceTime', 'says when a balance was read: moneyWallet or allowanceWallet is needed');
    await lock(tx, 'consumptionAccounts');
    const [person]: { id: string }[] = await tx.query(
      'SELECT id FROM person WHERE pin = $1 AND NOT is_visitor FOR KEY SHARE',
      [pin],
    );
    if (!person) throw new Failure('personNotFound', `there is no person ${pin}`);
    if (accountNo !== undefined) await this.checkNumber(tx, accountNo, person.id);
    const [made]: { id: string }[] = await tx.query(
      `INSERT INTO consumption_account (id, person_id, account_no) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING RETURNING id`,
      [newId(), person.id, accountNo ?? pin],
    );
    const known = made ?? (await this.idOf(tx, person.id));
    if (!known) throw taken('accountNo', accountNo ?? pin, `the account number ${accountNo ?? pin} is taken`);
    await this.change(tx, known.id, facts);
    return made !== undefined;
  }

  /** Locks the accounts of these people, in one order, for whoever moves several of them. */
  async lockAll(tx: EntityManager, pins: readonly string[]): Promise<void> {
    await lock(tx, 'consumptionAccounts');
    await tx.query(
      `SELECT 1 FROM consumption_account a JOIN person p ON p.id = a.person_id
       WHERE p.pin = ANY($1) ORDER BY p.pin COLLATE "C" FOR NO KEY UPDATE OF a`,
      [pins],
    );
  }

  /** Closes the account. Its records stay. @throws Failure personNotFound */
  async remove(tx: EntityManager, pin: string): Promise<void> {
    const { id } = await this.get(tx, pin);
    await tx.query('DELETE FROM consumption_account WHERE id = $1', [id]);
  }

  private async idOf(tx: EntityManager, personId: string): Promise<{ id: string } | undefined> {
    const [found]: { id: string }[] = await tx.query('SELECT id FROM consumption_account WHERE person_id = $1', [
      personId,
    ]);
    return found;
  }

  private async checkNumber(tx: EntityManager, accountNo: string, personId: string): Promise<void> {
    const others: unknown[] = await tx.query(
      'SELECT 1 FROM consumption_account WHERE account_no = $1 AND person_id IS DISTINCT FROM $2',
      [accountNo, personId],
    );
    if (others.length > 0) throw taken('accountNo', accountNo, `the account number ${accountNo} is taken`);
  }

  private async change(tx: EntityManager, id: string, facts: AccountFacts): Promise<void> {
    const values: unknown[] = [id];
    const sets = (Object.keys(columns) as (keyof typeof columns)[]).flatMap((name) => {
      const value = facts[name];
      return value === undefined ? [] : [`${columns[name]} = $${values.push(value)}`];
    });
    if (facts.accountNo !== undefined) sets.push(`account_no = $${values.push(facts.accountNo)}`);
    if (hasBalance(facts)) {
      const time = facts.balanceTime ?? wallClockOf(new Date(), this.config.siteTimeZone);
      sets.push(`balance_time = $${values.push(time)}`);
    }
    if (sets.length === 0) return;
    await tx.query(
      `UPDATE consumption_account SET ${sets.join(', ')}, updated_at = clock_timestamp() WHERE id = $1`,
      values,
    );
  }
}
