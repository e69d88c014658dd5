import { call } from '../../api/call.js';
import { isProblem, type Problem } from '../../api/problem.js';

/** Somebody who stays as they were: the call was refused, or the gateway has a word for it. */
export interface Refused {
  readonly pin: string;
  readonly why: Problem | string;
}

/** How many were changed, and who was refused. */
export interface Outcome {
  readonly done: number;
  readonly refused: readonly Refused[];
}

async function changeLevel(id: string, body: { add?: string[]; remove?: string[] }): Promise<Outcome> {
  const { items } = await call('POST /access-levels/{id}/persons', { path: { id }, body });
  const refused = items.flatMap(({ pin, error }) => (error === null ? [] : [{ pin, why: error }]));
  return { done: items.length - refused.length, refused };
}

export const giveLevel = (id: string, pins: readonly string[]) => changeLevel(id, { add: [...pins] });
export const takeLevel = (id: string, pins: readonly string[]) => changeLevel(id, { remove: [...pins] });

/** After these no other one is asked for: the answer would be the same. */
const isOver = (problem: Problem) => isProblem(problem, 'unreachable') || isProblem(problem, 'unauthorized');

/** One by one: each is an act of its own, and one who is refused keeps nobody else. */
async function each(pins: readonly string[], act: (pin: string) => Promise<unknown>): Promise<Outcome> {
  const refused: Refused[] = [];
  let over: Problem | undefined;
  for (const pin of pins) {
    try {
      if (over) throw over;
      await act(pin);
    } catch (error) {
      if (!isProblem(error)) throw error;
      if (isOver(error)) over = error;
      refused.push({ pin, why: error });
    }
  }
  return { done: pins.length - refused.length, refused };
}

/** Not by POST /persons/bulk, which would make those anew who were deleted meanwhile. */
export const moveTo = (deptCode: string, pins: readonly string[]) =>
  each(pins, (pin) => call('PATCH /persons/{pin}', { path: { pin }, body: { deptCode } }));

export const leave = (pins: readonly string[]) =>
  each(pins, (pin) => call('POST /persons/{pin}/leave', { path: { pin }, body: {} }));
