import type { EntityManager } from 'typeorm';

/** An order from the broker, as its result names it. */
export interface StoredOrder {
  readonly doorId: string;
  readonly word: string;
  readonly orderId: string | null;
  readonly commandId: number;
}

/** An id is taken for so long. */
const takenFor = `interval '10 minutes'`;
/** No command lives so long: its result has been told. */
const keptFor = `interval '1 day'`;

/** @returns its number; null if the id is taken */
export async function takeOrder(
  tx: EntityManager,
  { doorId, word, orderId }: Omit<StoredOrder, 'commandId'>,
): Promise<number | null> {
  if (orderId !== null) {
    await tx.query(`DELETE FROM mqtt_order WHERE order_id = $1 AND at < clock_timestamp() - ${takenFor}`, [orderId]);
  }
  const [row]: { number: number }[] = await tx.query(
    `INSERT INTO mqtt_order (order_id, door_id, word) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING number`,
    [orderId, doorId, word],
  );
  return row?.number ?? null;
}

export async function noteCommand(tx: EntityManager, number: number, commandId: number): Promise<void> {
  await tx.query('UPDATE mqtt_order SET command_id = $2 WHERE number = $1', [number, commandId]);
}

/** Those of these commands that came from the broker. */
export function ordersOf(tx: EntityManager, commandIds: readonly number[]): Promise<StoredOrder[]> {
  if (commandIds.length === 0) return Promise.resolve([]);
  return tx.query(
    `SELECT door_id AS "doorId", word, order_id AS "orderId", command_id AS "commandId"
     FROM mqtt_order WHERE command_id = ANY($1)`,
    [commandIds],
  );
}

export async function forgetOrders(tx: EntityManager): Promise<void> {
  await tx.query(`DELETE FROM mqtt_order WHERE at < clock_timestamp() - ${keptFor}`);
}
