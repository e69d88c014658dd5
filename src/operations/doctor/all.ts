import { clock, connections, database, durability, hints, schema, standby } from './database-lines.js';
import { certificates, key, ports, proxy, secrets } from './host-lines.js';
import type { Line } from './line.js';
import { backup, brokers, devices, quarantine, retention, webhooks } from './site-lines.js';
import { autovacuum, changes, disk, feedPending, fold, partitions } from './storage-lines.js';

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
