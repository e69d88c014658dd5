import { useEffect, useState } from 'react';
import { call, type Answer } from '../../api/call.js';

export type Wire = Answer<'GET /devices/{sn}/wire'>;
export type WireLine = Wire['items'][number];

interface Heard {
  readonly lines: readonly WireLine[];
  readonly until: string | null;
}

/** More would make the page slow; the gateway keeps them. */
const mostShown = 1_000;
const pauseMs = 3_000;
const pause = () => new Promise((done) => setTimeout(done, pauseMs));

/** What was recorded, newest last, and what comes: the gateway answers when there is more. */
export function useWire(sn: string): { heard: Heard | null; error: unknown } {
  const [heard, setHeard] = useState<Heard | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    const left = new AbortController();
    const { signal } = left;
    const hasLeft = () => signal.aborted;
    const listen = async () => {
      for (let after: number | null = null; !hasLeft();) {
        try {
          const query: { after?: number; wait?: number } = after === null ? {} : { after, wait: 20 };
          const answer: Wire = await call('GET /devices/{sn}/wire', { path: { sn }, query, signal });
          const { items, position, until } = answer;
          setHeard((before) => ({ lines: [...(before?.lines ?? []), ...items].slice(-mostShown), until }));
          setError(null);
          after = position;
        } catch (fault) {
          if (hasLeft()) return;
          setError(fault);
          await pause();
        }
      }
    };
    void listen();
    return () => left.abort();
  }, [sn]);
  return { heard, error };
}
