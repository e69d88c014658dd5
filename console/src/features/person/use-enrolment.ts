import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Body } from '../../api/call.js';
import { useRefreshed } from './queries.js';

export type What = Body<'POST /devices/{sn}/enroll'>['what'];

interface Step {
  readonly status: string;
  readonly at: Date;
  readonly why: string | null;
}

interface Order {
  readonly sn: string;
  readonly what: What;
  readonly no: number | undefined;
}

const isOver = (status: string) => status !== 'queued' && status !== 'sent';
/** A command that nobody answers ends by itself; this is beyond its longest life. */
const longestMs = 300_000;

/** Asks a terminal to enrol the person, and follows the command until it ends. */
export function useEnrolment(pin: string) {
  const refreshed = useRefreshed();
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const add = (status: string, why: string | null) =>
    setSteps((old) => (old.at(-1)?.status === status ? old : [...old, { status, at: new Date(), why }]));
  const { mutate, isPending, error } = useMutation({
    mutationFn: async ({ sn, what, no }: Order) => {
      setSteps([]);
      const body = { pin, what, overwrite: true, ...(no === undefined ? {} : { no }) };
      let command = await call('POST /devices/{sn}/enroll', { path: { sn }, body });
      add(command.status, command.returnMeaning);
      for (const end = Date.now() + longestMs; !isOver(command.status) && Date.now() < end;) {
        command = await call('GET /commands/{id}', { path: { id: String(command.id) }, query: { wait: 2 } });
        add(command.status, command.returnMeaning);
      }
    },
    onSettled: refreshed,
  });
  return { steps, isRunning: isPending, error, start: mutate };
}
