import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Body } from '../../api/call.js';
import { followed, type DoorAnswer } from './follow.js';

export type DoorAction = Body<'POST /doors/actions'>['action'];

/** A command as its device tells it: a click is not a fact. */
export interface Step {
  readonly status: string;
  readonly at: Date;
  /** Why nothing was sent, or what the device answered. */
  readonly why: string | null;
}

export interface Order {
  readonly action: DoorAction;
  /** Of `open`: until it closes again. */
  readonly seconds?: number;
  /** Of `normalOpen`: until the gateway ends it; left out = until somebody does. */
  readonly minutes?: number;
}

/** Sends an action to a door, and follows its command from step to step until it ends. */
export function useDoorAction(doorId: string) {
  const client = useQueryClient();
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const add = ({ status, reason, returnMeaning }: DoorAnswer) =>
    setSteps((old) =>
      old.at(-1)?.status === status ? old : [...old, { status, at: new Date(), why: reason ?? returnMeaning }],
    );

  const mutation = useMutation({
    mutationFn: async (order: Order) => {
      setSteps([]);
      const [answer] = (await call('POST /doors/actions', { body: { doorIds: [doorId], ...order } })).items;
      if (!answer) return;
      add(answer);
      for await (const next of followed(answer)) add(next);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['doors'] }),
  });
  return { steps, isRunning: mutation.isPending, error: mutation.error, order: mutation.mutate };
}
