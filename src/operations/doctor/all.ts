import { clock, connections, database, durability, hints, schema, standby } from './database-lines.js';
import { certificates, key, ports, proxy, secrets } from './host-lines.js';
import type { Line } from './line.js';
import { backup, brokers, devices, quarantine, retention, webhooks } from './site-lines.js';
import { autovacuum, changes, disk, feedPending, fold, partitions } from './storage-lines.js';

/**
 * What a restored database says of itself. The others tell of the machine, of devices and receivers, and of what a
 * gateway that runs keeps short.
 */
export const linesOfCopy: readonly Line[] = [database, schema, key, partitions, autovacuum, quarantine, retention];

/** Every line of the doctor, in the order in which it tells them. */
export const lines: readonly Line[] = [
  database,
  durability,
  standby,
  schema,
  key,
  clock,
  disk,
  connections,
  hints,
  partitions,
  fold,
  feedPending,
  changes,
  autovacuum,
  devices,
  quarantine,
  webhooks,
  brokers,
  backup,
  retention,
  ports,
  certificates,
  proxy,
  secrets,
];
