import type { Registry } from 'prom-client';
import type { Dc09Listener } from '../devices/intrusion/dc09-listener.js';
import { counter, gauge } from './metric-kinds.js';

const results = ['taken', 'refused', 'failed'] as const;

/** The receiver of intrusion panels, of this process. Nothing is told where it is off. */
export function countIntrusion(registry: Registry, listener: Dc09Listener): void {
  gauge(
    registry,
    { name: 'postern_intrusion_connections', help: 'Connections of intrusion panels (SIA DC-09)', together: 'sum' },
    () => (listener.port === null ? [] : [{ n: listener.connected }]),
  );
  counter(
    registry,
    {
      name: 'postern_intrusion_messages_total',
      help: 'Messages of intrusion panels: taken, refused, or failed because they could not be stored',
      labels: ['result'],
    },
    () => (listener.port === null ? [] : results.map((result) => ({ result, n: listener.totals[result] }))),
  );
}
