import { Counter, type Registry } from 'prom-client';
import type { EventSnapshotService } from '../outbound/snapshot/event-snapshot.service.js';

const results = ['taken', 'failed', 'dropped'] as const;

/** Pictures of cameras beside events, of this process. */
export function countSnapshots(registry: Registry, snapshots: EventSnapshotService): void {
  const metric = new Counter({
    name: 'postern_camera_snapshots_total',
    help: 'Pictures of cameras for events since the start: taken, failed, or dropped because too many waited or the event was old',
    labelNames: ['result'],
    registers: [registry],
    collect: () => {
      metric.reset();
      for (const result of results) metric.inc({ result }, snapshots.totals[result]);
    },
  });
}
