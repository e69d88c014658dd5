import { call, type Answer } from '../../api/call.js';

/** What came of an action at one door, so far. */
export type DoorAnswer = Answer<'POST /doors/actions'>['items'][number];

export const isOver = (status: string): boolean => status !== 'queued' && status !== 'sent';
/** A command that nobody answers ends by itself; this is beyond its longest life. */
export const longestMs = 150_000;

/** Each further state of the command of a door until it has ended, as its device tells it. */
export async function* followed(first: DoorAnswer): AsyncGenerator<DoorAnswer> {
  const { commandId } = first;
  let answer = first;
  for (const end = Date.now() + longestMs; commandId !== null && !isOver(answer.status) && Date.now() < end;) {
    const command = await call('GET /commands/{id}', { path: { id: String(commandId) }, query: { wait: 2 } });
    const { status, returnCode, returnMeaning } = command;
    answer = { ...answer, status, returnCode, returnMeaning };
    yield answer;
  }
}
