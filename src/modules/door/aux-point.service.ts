import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { recordChange } from '../../core/outbox/outbox.js';
import { holdRow } from '../../platform/database/hold-row.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { AuxInput } from './aux-input.entity.js';
import { AuxOutput } from './aux-output.entity.js';
import { merged, type PartSettings } from './part-settings.js';
import { checkSettings } from './setting-check.js';
import type { Settable } from './setting-rules.js';

export interface AuxFacts {
  readonly name?: string | undefined;
  /** Merged with the stored values; null removes one. */
  readonly settings?: Readonly<Record<string, PartSettings[string] | null>> | undefined;
}

/** Operators' settings of auxiliary inputs and outputs; these themselves come from their device's registration. */
@Injectable()
export class AuxPointService {
  async getOutput(tx: EntityManager, id: string): Promise<AuxOutput> {
    const output = await tx.findOneBy(AuxOutput, { id });
    if (!output) throw new Failure('notFound', `there is no auxiliary output ${id}`);
    return output;
  }

  async getInput(tx: EntityManager, id: string): Promise<AuxInput> {
    const input = await tx.findOneBy(AuxInput, { id });
    if (!input) throw new Failure('notFound', `there is no auxiliary input ${id}`);
    return input;
  }

  async patchOutput(tx: EntityManager, id: string, facts: AuxFacts): Promise<AuxOutput> {
    await holdRow(tx, 'aux_output', id);
    return this.patch(tx, 'auxOutput', await this.getOutput(tx, id), facts);
  }

  async patchInput(tx: EntityManager, id: string, facts: AuxFacts): Promise<AuxInput> {
    await holdRow(tx, 'aux_input', id);
    return this.patch(tx, 'auxInput', await this.getInput(tx, id), facts);
  }

  private async patch<P extends AuxInput | AuxOutput>(
    tx: EntityManager,
    thing: Settable,
    point: P,
    { name, settings }: AuxFacts,
  ): Promise<P> {
    if (settings) await checkSettings(tx, thing, point.deviceSn, settings);
    point.name = name ?? point.name;
    point.settings = settings ? merged(point.settings, settings) : point.settings;
    await tx.save(point);
    // Devices do not hold names, so nothing is sent. Gateways are notified, because they have names in memory.
    if (settings !== undefined) await recordChange(tx, 'device', [point.deviceSn]);
    notify(tx, 'device', point.deviceSn);
    return point;
  }
}
