import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '../../platform/database/id.js';
import { notify } from '../../platform/database/unit-of-work.js';
import { AuxInput } from './aux-input.entity.js';
import { AuxOutput } from './aux-output.entity.js';

interface Registered {
  readonly sn: string;
  readonly name: string;
}

interface AuxCounts {
  readonly inputs: number;
  readonly outputs: number;
}

/** Commands name an output in one byte (Access PUSH 9.4), so a larger count was misread and is ignored. */
const mostPoints = 255;
export const pointsOf = (count: number): number => (count > mostPoints ? 0 : count);

const kinds = [
  { entity: AuxInput, count: 'inputs', ending: 'AuxIn' },
  { entity: AuxOutput, count: 'outputs', ending: 'AuxOut' },
] as const;

/** Creates auxiliary inputs and outputs from a device's registration. Existing ones keep their id and name. */
@Injectable()
export class AuxRegistrationService {
  async ensurePoints(tx: EntityManager, { sn, name }: Registered, counts: AuxCounts): Promise<void> {
    for (const { entity, count, ending } of kinds) {
      const wanted = pointsOf(counts[count]);
      const there = await tx.findBy(entity, { deviceSn: sn });
      const missing = Array.from({ length: wanted }, (_, place) => place + 1).filter(
        (number) => !there.some((point) => point.number === number),
      );
      if (missing.length === 0) continue;
      await tx.insert(
        entity,
        missing.map((number) => ({
          id: newId(),
          name: `${name}-${ending}-${number}`,
          deviceSn: sn,
          number,
          settings: {},
        })),
      );
      notify(tx, 'device', sn);
    }
  }
}
