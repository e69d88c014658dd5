import type { EntityManager } from 'typeorm';

/**
 * Advisory locks that exist once, by their keys in PostgreSQL. A key is never changed and never used for anything else:
 * during an upgrade, a gateway of the release before must wait at the same lock.
 */
export const locks = {
  /** Positions become visible in their own order (docs/rules.md 2). This lock is taken last. */
  feed: '7078, 1',
  migrations: '7078, 2',
  bootstrapSecrets: '7078, 3',
  /** One gateway at a time chains; the others try again a second later. */
  auditChain: '7078, 5',
  /** A number or name that must be unique is searched for and taken by one transaction at a time. */
  accessRules: '7082',
  departments: `hashtext('department')`,
  areas: `hashtext('area')`,
  parkingAreas: `hashtext('parking_area')`,
  /** Edits and additions of plates run one after the other: there are few of them. */
  parkingPlates: `hashtext('parking_plate')`,
  /** No two tariffs for the same cars. */
  parkingTariffs: `hashtext('parking_tariff')`,
  /** An account number is one person's alone. */
  consumptionAccounts: `hashtext('consumption_account')`,
  mediaPushes: `hashtext('media_push')`,
  mediaPlan: `hashtext('media_plan')`,
  /** Held by a session, for as long as an import writes. */
  import: '7078, 6',
  /** One administrator must be left, whoever is changed at the same time. */
  operators: '7078, 7',
  /** Gateways write when devices called one after the other: two would meet at the same rows in different orders. */
  devicesSeen: '7078, 15',
  /** No gateway starts while another key begins to seal. */
  encryptionKey: '7078, 14',
  /** Held by a session, for as long as a rotation of the key lasts. */
  keyRotation: '7078, 24',
  /** Several settings stand in one value, which is written back as a whole. */
  settings: '7078, 25',
  /** One backup of a database at a time. */
  backup: '7078, 8',
} as const;

/** Locks that exist once for each key. */
export const keyedLocks = {
  /** Claim, settle and sync of one device (docs/rules.md 3). By its serial number. */
  device: '7079',
  person: '7080',
  personPassword: '7081',
  monitorReader: '7082',
  card: '7083',
  templateContent: '7084',
  visitorCertificate: '7085',
  levelName: '7086',
  signInName: '7087',
  signInAddress: '7088',
  /** Recorded lines of a device become visible in their own order. By its serial number. */
  wire: '7089',
  /** Entry, payment and exit of one car, by its plate. */
  parkingStay: `hashtext('parking stay')`,
  personMail: `hashtext('person mail')`,
  mediaName: `hashtext('media')`,
  /** Reads of one plate are judged one after the other. */
  parkingRead: `hashtext('parking read')`,
} as const;

export type LockName = keyof typeof locks;
export type KeyedLockName = keyof typeof keyedLocks;

type Queries = Pick<EntityManager, 'query'>;

/** The function call, for a statement. The lock ends with the transaction. */
export const lockCall = (name: LockName): string => `pg_advisory_xact_lock(${locks[name]})`;

/** The same, but it is false where another transaction has the lock. */
export const tryLockCall = (name: LockName): string => `pg_try_advisory_xact_lock(${locks[name]})`;

/** The statement of one that lasts until the session ends; its row says whether it was `free`. */
export const sessionLock = (name: LockName): string => `SELECT pg_try_advisory_lock(${locks[name]}) AS free`;

/** The statement that gives it back before the session ends. */
export const sessionUnlock = (name: LockName): string => `SELECT pg_advisory_unlock(${locks[name]})`;

/** Waits until no other transaction has it. */
export async function lock(tx: Queries, name: LockName): Promise<void> {
  await tx.query(`SELECT ${lockCall(name)}`);
}

/** Waits for those who take it alone, and keeps them waiting; others share it. */
export async function lockShared(tx: Queries, name: LockName): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock_shared(${locks[name]})`);
}

/** @returns false if another transaction has it */
export async function tryLock(tx: Queries, name: LockName): Promise<boolean> {
  const [row]: { free: boolean }[] = await tx.query(`SELECT ${tryLockCall(name)} AS free`);
  return row?.free === true;
}

/** Takes several in one order, that of the locks and not of the keys, so that no two transactions deadlock. */
export async function lockKeys(tx: Queries, name: KeyedLockName, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await tx.query(
    `SELECT pg_advisory_xact_lock(${keyedLocks[name]}, of_key)
     FROM (SELECT DISTINCT hashtext(key) AS of_key FROM unnest($1::text[]) key ORDER BY 1) k`,
    [keys],
  );
}

/** @param also further columns of the statement */
export async function lockKey(tx: Queries, name: KeyedLockName, key: string, also = ''): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(${keyedLocks[name]}, hashtext($1))${also}`, [key]);
}

/** Takes those that no other transaction has. @returns their keys */
export async function tryLockKeys(
  tx: Queries,
  name: KeyedLockName,
  keys: readonly string[],
  also = '',
): Promise<Set<string>> {
  const free: { key: string }[] = await tx.query(
    `SELECT key${also} FROM unnest($1::text[]) key WHERE pg_try_advisory_xact_lock(${keyedLocks[name]}, hashtext(key))`,
    [keys],
  );
  return new Set(free.map(({ key }) => key));
}
