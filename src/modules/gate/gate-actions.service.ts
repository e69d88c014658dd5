import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { missingOf, OutputService, type OutputAnswer, type OutputOrder } from '../door/output.service.js';
import { PsgGateService, type Direction } from './psg-gate.service.js';

export const gateActions = ['letIn', 'letOut'] as const;
export type GateAction = (typeof gateActions)[number];

const directions: Readonly<Record<GateAction, Direction>> = { letIn: 'entry', letOut: 'exit' };

/** Lets one person through each of several gates. */
@Injectable()
export class GateActionsService {
  constructor(
    private readonly calls: OutputService,
    private readonly gates: PsgGateService,
  ) {}

  /** A gate without a lock for that direction is unsupported. */
  async ask(tx: EntityManager, ids: readonly string[], action: GateAction): Promise<OutputOrder[]> {
    const rows = await this.calls.find(tx, 'gate', { ids });
    const gates = new Map((await this.gates.listed(tx, ids)).map((gate) => [gate.id, gate]));
    const asked = await this.calls.ask(tx, rows, (ofDevice) =>
      ofDevice.flatMap((row) => {
        const gate = gates.get(row.id);
        const order = gate && this.gates.orderFor(gate, directions[action]);
        return order ? [{ rows: [row], orders: [order] }] : [];
      }),
    );
    return [...asked, ...missingOf(ids, rows)];
  }

  answers(asked: readonly OutputOrder[], seconds: number): Promise<OutputAnswer[]> {
    return this.calls.answers(asked, seconds);
  }
}
