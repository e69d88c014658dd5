import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ConsumptionAccountService, type AccountFacts } from '../../modules/consumption/consumption-account.service.js';
import { ConsumptionRecordService } from '../../modules/consumption/consumption-record.service.js';
import type { RecordFacts } from '../../modules/consumption/consumption-record.js';
import type { Caller } from '../../platform/auth/audit.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { missing } from '../../platform/errors.js';
import { outcomeOf, type TakenItem } from './taken-items.js';

/** An item and where it stands in its list or file. */
export interface PlacedItem<T> {
  readonly at: number;
  readonly facts: T;
}

type Put<T> = (tx: EntityManager, facts: T) => Promise<boolean>;

/** Accounts and records by the hundred. Each is taken by itself: one that is refused does not stop the others. */
@Injectable()
export class ConsumptionIntakeService {
  constructor(
    private readonly accounts: ConsumptionAccountService,
    private readonly records: ConsumptionRecordService,
    private readonly audited: AuditedTransaction,
  ) {}

  putAccounts(caller: Caller, items: readonly PlacedItem<AccountFacts>[]): Promise<TakenItem[]> {
    return this.taken(caller, items, ({ pin }) => pin, this.putAccount);
  }

  /** Of one person in the order of their times. */
  putRecords(caller: Caller, items: readonly PlacedItem<RecordFacts>[]): Promise<TakenItem[]> {
    return this.taken(caller, inTime(items), ({ key }) => key, this.putRecord);
  }

  /** In a transaction that is there already. */
  async putAll(
    tx: EntityManager,
    accounts: readonly PlacedItem<AccountFacts>[],
    records: readonly PlacedItem<RecordFacts>[],
  ): Promise<{ readonly accounts: TakenItem[]; readonly records: TakenItem[] }> {
    await this.accounts.lockAll(
      tx,
      [...accounts, ...records].map(({ facts }) => facts.pin),
    );
    return {
      accounts: await each(tx, byPin(accounts), ({ pin }) => pin, this.putAccount),
      records: await each(tx, byPin(inTime(records)), ({ key }) => key, this.putRecord),
    };
  }

  readonly putAccount: Put<AccountFacts> = (tx, facts) => this.accounts.put(tx, facts);

  readonly putRecord: Put<RecordFacts> = (tx, facts) => {
    if (facts.kind === 'online' && facts.pin === '') throw missing('pin', 'is needed: an account is a person’s');
    return this.records.store(tx, facts);
  };

  /** In the order of the pins, so that two callers who move the same accounts never wait for each other. */
  private async taken<T extends { readonly pin: string }>(
    caller: Caller,
    items: readonly PlacedItem<T>[],
    keyOf: (facts: T) => string,
    put: Put<T>,
  ): Promise<TakenItem[]> {
    const done: TakenItem[] = [];
    await this.audited.sets(
      caller,
      items,
      ({ facts }) => facts.pin,
      async (tx, some) => {
        const part = await each(tx, some, keyOf, put);
        done.push(...part);
        return part.map(({ outcome }) => outcome);
      },
    );
    return done;
  }
}

async function each<T>(
  tx: EntityManager,
  items: readonly PlacedItem<T>[],
  keyOf: (facts: T) => string,
  put: Put<T>,
): Promise<TakenItem[]> {
  const done: TakenItem[] = [];
  for (const { at, facts } of items)
    done.push({ at, key: keyOf(facts), ...(await outcomeOf(Promise.resolve().then(() => put(tx, facts)))) });
  return done;
}

const inTime = (items: readonly PlacedItem<RecordFacts>[]) =>
  [...items].sort((one, other) => ((one.facts.time ?? '~') < (other.facts.time ?? '~') ? -1 : 1));

const byPin = <T extends { readonly pin: string }>(items: readonly PlacedItem<T>[]) =>
  [...items].sort((one, other) => (one.facts.pin === other.facts.pin ? 0 : one.facts.pin < other.facts.pin ? -1 : 1));
