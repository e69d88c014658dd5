import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Body } from '../../api/call.js';

export type DoorAction = Body<'POST /doors/actions'>['action'];

/** A command as its device tells it: a click is not a fact. */
export interface Step {
  readonly status: string;
  readonly at: Date;
  /** Why nothing was sent, or what the device answered. */
  readonly why: string | null;
}

const isOver = (status: string) => status !== 'queued' && status !== 'sent';
/** A command that nobody answers ends by itself; this is beyond its longest life. */
const longestMs = 150_000;

interface Order {
  readonly doorId: string;
  readonly action: DoorAction;
  readonly seconds?: number;
}

/** Sends an action to a door, and follows its command from step to step until it ends. */
export function useDoorAction() {
  const client = useQueryClient();
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const add = (status: string, why: string | null) =>
    setSteps((old) => (old.at(-1)?.status === status ? old : [...old, { status, at: new Date(), why }]));

  const mutation = useMutation({
    mutationFn: async ({ doorId, action, seconds }: Order) => {
      setSteps([]);
      const body = { doorIds: [doorId], action, ...(seconds === undefined ? {} : { seconds }) };
      let [answer] = (await call('POST /doors/actions', { body })).items;
      if (!answer) return;
      add(answer.status, answer.reason ?? answer.returnMeaning);
      const { commandId } = answer;
      for (const end = Date.now() + longestMs; commandId !== null && !isOver(answer.status) && Date.now() < end;) {
        const command = await call('GET /commands/{id}', { path: { id: String(commandId) }, query: { wait: 2 } });
        answer = { ...answer, status: command.status, returnMeaning: command.returnMeaning };
        add(command.status, command.returnMeaning);
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['doors'] }),
  });
  return { steps, isRunning: mutation.isPending, error: mutation.error, order: mutation.mutate };
}
