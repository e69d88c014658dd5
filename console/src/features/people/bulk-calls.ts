import { call } from '../../api/call.js';
import { isProblem } from '../../api/problem.js';

/** How many were changed, and who was refused. */
export interface Outcome {
  readonly done: number;
  readonly refused: readonly { readonly pin: string; readonly why: string }[];
}

export async function giveLevel(id: string, pins: readonly string[]): Promise<Outcome> {
  const { items } = await call('POST /access-levels/{id}/persons', { path: { id }, body: { add: [...pins] } });
  const refused = items.flatMap(({ pin, error }) => (error === null ? [] : [{ pin, why: error }]));
  return { done: items.length - refused.length, refused };
}

export async function moveTo(deptCode: string, pins: readonly string[]): Promise<Outcome> {
  const { updated, errors } = await call('POST /persons/bulk', {
    body: { items: pins.map((pin) => ({ pin, deptCode })) },
  });
  return { done: updated, refused: errors.map(({ pin, message }) => ({ pin, why: message })) };
}

/** One by one: each is an act of its own, and one who is refused keeps nobody else. */
export async function leave(pins: readonly string[]): Promise<Outcome> {
  const refused: { pin: string; why: string }[] = [];
  for (const pin of pins) {
    try {
      await call('POST /persons/{pin}/leave', { path: { pin }, body: {} });
    } catch (error) {
      if (!isProblem(error)) throw error;
      refused.push({ pin, why: error.message });
    }
  }
  return { done: pins.length - refused.length, refused };
}
