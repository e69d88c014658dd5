import type { EntityManager } from 'typeorm';
import type { DoorSensor } from '../../protocol/access-push/rtstate.js';
import { returnMeaning } from '../../protocol/access-push/codes/returns.js';
import type { FeedMessage, Privacy } from '../envelope/envelope.js';
import { doorStateText } from './mqtt-door-state.js';
import type { OrderAnswer } from './mqtt-orders.service.js';
import { ordersOf, type StoredOrder } from './mqtt-order.store.js';
import type { Outgoing } from './mqtt-sender.js';
import type { MqttTopics } from './mqtt-topics.js';

/** What a door's own topic carries; Home Assistant declares these. */
const doorEvents: ReadonlySet<string> = new Set(['access.granted', 'access.denied', 'door.forced', 'door.held']);
/** Orders from MQTT become these. */
const orderTypes: ReadonlySet<unknown> = new Set(['openDoor', 'closeDoor', 'holdDoorOpen']);

/** A message at the topic of its type, and at that of its door. */
export function eventMessages(message: FeedMessage, topics: MqttTopics, privacy: Privacy): Outgoing[] {
  const payload = JSON.stringify(message.envelope({ privacy, cards: false }));
  const { type, doorId } = message;
  return [
    { topic: topics.event(type), payload, retain: false },
    ...(doorId !== null && doorEvents.has(type) ? [{ topic: topics.doorEvent(doorId), payload, retain: false }] : []),
  ];
}

export interface DoorChange {
  readonly doorId: string;
  readonly payload: string;
}

interface StateRow {
  readonly position: number;
  readonly detail: { readonly sensor: DoorSensor; readonly relay: 0 | 1 | null; readonly alarm: number | null };
}

/** The states that doors had then, by position. A message has them in the words of another API. */
export async function doorChanges(
  tx: EntityManager,
  messages: readonly FeedMessage[],
): Promise<ReadonlyMap<number, DoorChange>> {
  const states = messages.filter(({ type, doorId }) => type === 'door.state' && doorId !== null);
  if (states.length === 0) return new Map();
  const rows: StateRow[] = await tx.query(
    `SELECT position, detail FROM feed WHERE position = ANY($1::bigint[]) AND detail ? 'sensor'`,
    [states.map(({ position }) => position)],
  );
  const details = new Map(rows.map(({ position, detail }) => [position, detail]));
  return new Map(
    states.flatMap(({ position, doorId, time }) => {
      const detail = details.get(position);
      if (!detail || doorId === null) return [];
      const { sensor, relay, alarm } = detail;
      const payload = doorStateText({ status: 'approved', online: true, sensor, relay, alarm }, time);
      return [[position, { doorId, payload }] as const];
    }),
  );
}

export const answerMessage = (answer: OrderAnswer, topics: MqttTopics): Outgoing => ({
  topic: topics.doorResult(answer.doorId),
  payload: JSON.stringify({ ...answer, returnCode: null, at: new Date().toISOString() }),
  retain: false,
});

/** The ends of commands that came as orders from the broker, by position. */
export async function endMessages(
  tx: EntityManager,
  messages: readonly FeedMessage[],
  topics: MqttTopics,
): Promise<ReadonlyMap<number, Outgoing>> {
  const ends = messages.flatMap((message) => {
    if (message.type !== 'command.ended') return [];
    const { id, type, status, returnCode } = message.envelope({ privacy: 'ids', cards: false }).data;
    if (typeof id !== 'number' || !orderTypes.has(type)) return [];
    const code = typeof returnCode === 'number' ? returnCode : null;
    return [{ position: message.position, id, status: String(status), code, at: message.time }];
  });
  const orders = await ordersOf(
    tx,
    ends.map(({ id }) => id),
  );
  const byCommand = new Map(orders.map((order) => [order.commandId, order]));
  return new Map(
    ends.flatMap((end) => {
      const order = byCommand.get(end.id);
      return order ? [[end.position, endMessage(order, end, topics)] as const] : [];
    }),
  );
}

function endMessage(
  { doorId, word, orderId, commandId }: StoredOrder,
  { status, code, at }: { status: string; code: number | null; at: Date },
  topics: MqttTopics,
): Outgoing {
  const said = {
    doorId,
    action: word,
    id: orderId,
    commandId,
    status,
    reason: null,
    message: code === null || code === 0 ? null : returnMeaning(code),
    returnCode: code,
    at: at.toISOString(),
  };
  return { topic: topics.doorResult(doorId), payload: JSON.stringify(said), retain: false };
}
