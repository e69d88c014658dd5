import { Counter, Gauge, type Registry } from 'prom-client';
import { commandResults, type MqttCounts } from '../outbound/mqtt/mqtt-counts.js';
import { mqttReader } from '../outbound/mqtt/mqtt-settings.js';
import { isReaderConnected } from '../outbound/reader/reader-store.js';
import type { UnitOfWork } from '../platform/database/unit-of-work.js';

/**
 * What MQTT does. The counters are those of this process; whether one of all gateways is connected stands in the database.
 */
export function countMqtt(registry: Registry, counts: MqttCounts, unitOfWork: UnitOfWork): void {
  const registers = [registry];
  const gauge: Gauge = new Gauge({
    name: 'postern_mqtt_connected',
    help: 'Whether a gateway is connected to the MQTT broker; 0 also where none is set',
    // Each worker reads the same row.
    aggregator: 'first',
    registers,
    collect: async () => {
      gauge.set(await isReaderConnected(unitOfWork.manager, mqttReader).then(Number, () => 0));
    },
  });
  const published = new Counter({
    name: 'postern_mqtt_published_total',
    help: 'Messages of the feed that the MQTT broker has acknowledged, since the start',
    registers,
    collect: () => {
      published.reset();
      published.inc(counts.published);
    },
  });
  const commands = new Counter({
    name: 'postern_mqtt_commands_total',
    help: 'Orders to doors that came by MQTT, since the start, by what became of them here',
    labelNames: ['result'],
    registers,
    collect: () => {
      commands.reset();
      for (const result of commandResults) commands.inc({ result }, counts.commands[result]);
    },
  });
}
