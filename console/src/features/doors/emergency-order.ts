import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { isOver, longestMs, type DoorAnswer } from './follow.js';
import type { DoorAction } from './door-orders.js';

export const emergencies = ['evacuate', 'lockDown', 'endEvacuation', 'endLockDown'] as const;
export type Emergency = (typeof emergencies)[number];

const actionOf: Readonly<Record<Emergency, DoorAction>> = {
  evacuate: 'normalOpen',
  lockDown: 'lock',
  endEvacuation: 'endNormalOpen',
  endLockDown: 'unlock',
};

type Told = Pick<DoorAnswer, 'commandId' | 'status' | 'returnCode' | 'returnMeaning'>;

interface Order {
  readonly kind: Emergency;
  /** null = all there are */
  readonly areaCode: string | null;
  readonly reason: string;
}

/** The first answer comes at once: who is refused is known, the others are asked about. */
const waitSeconds = 2;
/** A browser has six connections to a gateway, and the stream and the page need theirs. */
const atOnce = 4;
const pauseMs = 1_000;

/** Asks about all commands in turn, until each has ended. */
async function followAll(commands: Set<number>, tell: (told: Told) => void): Promise<void> {
  const ask = async (commandId: number) => {
    const { status, returnCode, returnMeaning } = await call('GET /commands/{id}', { path: { id: String(commandId) } });
    if (isOver(status)) commands.delete(commandId);
    tell({ commandId, status, returnCode, returnMeaning });
  };
  for (const end = Date.now() + longestMs; commands.size > 0 && Date.now() < end;) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const open = [...commands];
    for (let at = 0; at < open.length; at += atOnce) await Promise.all(open.slice(at, at + atOnce).map(ask));
  }
}

/** One order for many doors, and what becomes of each. Doors that share a command are asked about once. */
export function useEmergency() {
  const client = useQueryClient();
  const [fates, setFates] = useState<readonly DoorAnswer[] | null>(null);
  const tell = ({ commandId, status, returnCode, returnMeaning }: Told) =>
    setFates(
      (old) =>
        old?.map((fate) => (fate.commandId === commandId ? { ...fate, status, returnCode, returnMeaning } : fate)) ??
        null,
    );
  const mutation = useMutation({
    mutationFn: async ({ kind, areaCode, reason }: Order) => {
      const scope = areaCode === null ? { all: true } : { areaCode };
      const body = {
        ...scope,
        action: actionOf[kind],
        wait: waitSeconds,
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      };
      const { items } = await call('POST /doors/actions', { body });
      setFates(items);
      const open = items.flatMap(({ commandId, status }) => (commandId === null || isOver(status) ? [] : [commandId]));
      await followAll(new Set(open), tell);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['doors'] }),
  });
  return { fates, isRunning: mutation.isPending, error: mutation.error, order: mutation.mutate };
}
