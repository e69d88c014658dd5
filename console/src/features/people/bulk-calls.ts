import { call } from '../../api/call.js';
import { isProblem } from '../../api/problem.js';
import type { ToldFault } from '../../ui/fault-words.js';

interface Refused {
  readonly pin: string;
  readonly fault: ToldFault & { readonly field: string };
}

/** How many were changed, and who was refused. */
export interface Outcome {
  readonly done: number;
  readonly refused: readonly Refused[];
}

export async function giveLevel(id: string, pins: readonly string[]): Promise<Outcome> {
  const { items } = await call('POST /access-levels/{id}/persons', { path: { id }, body: { add: [...pins] } });
  const refused = items.flatMap(({ pin, error }) =>
    error === null ? [] : [{ pin, fault: { field: '', message: error } }],
  );
  return { done: items.length - refused.length, refused };
}

export async function moveTo(deptCode: string, pins: readonly string[]): Promise<Outcome> {
  const { updated, errors } = await call('POST /persons/bulk', {
    body: { items: pins.map((pin) => ({ pin, deptCode })) },
  });
  return { done: updated, refused: errors.map(({ pin, ...fault }) => ({ pin, fault })) };
}

/** One by one: each is an act of its own, and one who is refused keeps nobody else. */
export async function leave(pins: readonly string[]): Promise<Outcome> {
  const refused: Refused[] = [];
  for (const pin of pins) {
    try {
      await call('POST /persons/{pin}/leave', { path: { pin }, body: {} });
    } catch (error) {
      if (!isProblem(error)) throw error;
      const [fault = { field: '', message: error.message }] = error.fields;
      refused.push({ pin, fault });
    }
  }
  return { done: pins.length - refused.length, refused };
}
