import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { OutputType } from '../../core/command/command-list.service.js';
import { CommandListService } from '../../core/command/command-list.service.js';
import type { Order } from '../../core/command/order.js';
import { outputState, type OutputCommand, type OutputState } from './output-state.js';

/** An auxiliary output or a floor. */
interface Output {
  readonly id: string;
  readonly deviceSn: string;
  readonly number: number;
}

const typesOf = {
  auxOutput: ['auxOutput'],
  floor: ['elevatorOutput', 'elevatorNormallyOpen'],
} as const satisfies Readonly<Record<string, readonly OutputType[]>>;

/** Access PUSH 9.4: the output that means all. */
const everyOutput = 0;

/** Commands of one device that are looked at; an output that none of them names is unknown. */
const most = 100;

/** What our commands have made of outputs: a device that starts, and an answer that never came, make it unknown. */
@Injectable()
export class OutputStatesService {
  constructor(private readonly commands: CommandListService) {}

  /** By id. */
  async of(
    tx: EntityManager,
    kind: keyof typeof typesOf,
    outputs: readonly Output[],
  ): Promise<ReadonlyMap<string, OutputState>> {
    const sns = outputs.map(({ deviceSn }) => deviceSn);
    const commands = await this.commands.latest(tx, { sns, types: typesOf[kind], most });
    const starts = await startsOf(tx, sns);
    const [{ now } = { now: new Date() }] = await tx.query<{ now: Date }[]>('SELECT clock_timestamp() AS now');
    const told = commands.flatMap(({ sn, order, status, sentAt, finishedAt }) => {
      const at = finishedAt ?? sentAt;
      const start = starts.get(sn);
      if (!at || (start && at < start)) return [];
      return [{ sn, order, doneAt: status === 'done' ? at : null }];
    });
    return new Map(outputs.map((output) => [output.id, outputState(about(told, output), now)]));
  }
}

const about = (told: readonly (OutputCommand & { sn: string })[], { deviceSn, number }: Output) =>
  told.filter(({ sn, order }) => sn === deviceSn && names(order, number));

function names(order: Order, number: number): boolean {
  if (order.subSn !== undefined) return false;
  if ('output' in order) return order.output === number || order.output === everyOutput;
  return 'floors' in order && order.floors.includes(number);
}

/** When each device registered last, as it does at every start. */
async function startsOf(tx: EntityManager, sns: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  const rows: { sn: string; at: Date }[] = await tx.query(
    'SELECT sn, registered_at AS at FROM device WHERE sn = ANY($1) AND registered_at IS NOT NULL',
    [[...new Set(sns)]],
  );
  return new Map(rows.map(({ sn, at }) => [sn, at]));
}
