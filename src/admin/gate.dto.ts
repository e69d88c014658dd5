import type { GateRecord } from '../gate/gate.service.js';
import { Shown, Text } from './kit/fields.js';

export class GatePatch {
  @Text('Name', { min: 1, max: 100 }) name!: string;
}

const number = { nullable: true, type: Number };

export class GateView {
  @Shown('Id') id!: string;
  @Shown('Name') name!: string;
  @Shown('Serial number of its controller') sn!: string;
  @Shown('Number on its controller') number!: number;
  @Shown('Infrared sensors, as the controller tells them; null = never told', number) irState!: number | null;
  @Shown('How many infrared sensors there are', number) irSenseCount!: number | null;
  @Shown('Who went in', number) inCount!: number | null;
  @Shown('Who went out', number) outCount!: number | null;
  @Shown('Alarms', number) alarmCount!: number | null;
  @Shown('Movements of the barrier', number) runCount!: number | null;
  @Shown('When it was told last', { nullable: true, type: String }) reportedAt!: string | null;
}

export const toGateView = ({ at, ...gate }: GateRecord): GateView => ({
  ...gate,
  reportedAt: at?.toISOString() ?? null,
});
