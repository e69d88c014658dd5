import type { EntityManager } from 'typeorm';
import type { Parts } from './mqtt-discovery.js';

/** A topic with a retained message at the broker, or one that may have it. */
export interface KnownTopic {
  readonly topic: string;
  /** Of the device that it is about. */
  readonly sn: string;
  /** Of a device at Home Assistant, else empty. */
  readonly parts: Parts;
}

/** @param sns null = of all devices */
export function knownTopics(tx: EntityManager, sns: readonly string[] | null): Promise<KnownTopic[]> {
  return tx.query('SELECT topic, sn, parts FROM mqtt_topic WHERE $1::text[] IS NULL OR sn = ANY($1)', [sns]);
}

/** Before they are published. Parts that are to go stay noted until Home Assistant was told. */
export async function noteTopics(tx: EntityManager, topics: readonly KnownTopic[]): Promise<void> {
  if (topics.length === 0) return;
  await tx.query(
    `INSERT INTO mqtt_topic (topic, sn, parts)
     SELECT t.topic, t.sn, t.parts FROM jsonb_to_recordset($1) AS t (topic text, sn text, parts jsonb)
     ON CONFLICT (topic) DO UPDATE SET sn = excluded.sn, parts = mqtt_topic.parts || excluded.parts
     WHERE mqtt_topic.sn <> excluded.sn OR NOT mqtt_topic.parts @> excluded.parts`,
    [JSON.stringify(topics)],
  );
}

/** Parts that are gone have been told. */
export async function noteParts(tx: EntityManager, topics: readonly KnownTopic[]): Promise<void> {
  if (topics.length === 0) return;
  await tx.query(
    `UPDATE mqtt_topic k SET parts = t.parts
     FROM jsonb_to_recordset($1) AS t (topic text, parts jsonb) WHERE k.topic = t.topic`,
    [JSON.stringify(topics)],
  );
}

export async function forgetTopics(tx: EntityManager, topics: readonly string[]): Promise<void> {
  if (topics.length === 0) return;
  await tx.query('DELETE FROM mqtt_topic WHERE topic = ANY($1)', [topics]);
}
