import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call, type ItemOf } from '../../api/call.js';

/** What somebody does at a device shows here without a click. */
const lookMs = 2_000;

export const useSetup = () =>
  useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => call('GET /setup', { signal }),
    refetchInterval: lookMs,
  });

export const useSimulators = () =>
  useQuery({
    queryKey: ['devices', 'simulators'],
    queryFn: ({ signal }) => call('GET /simulators', { signal }),
  });

export const useDevices = () =>
  useQuery({
    queryKey: ['devices', 'setup'],
    queryFn: async ({ signal }) => (await call('GET /devices', { query: { limit: 200, sort: 'name' }, signal })).items,
    refetchInterval: lookMs,
  });

export type Door = ItemOf<'GET /doors'>;

export const useDoors = () =>
  useQuery({
    queryKey: ['doors', 'setup'],
    queryFn: async ({ signal }) => (await call('GET /doors', { query: { limit: 200 }, signal })).items,
    refetchInterval: lookMs,
  });

export type DeviceCall = ItemOf<'GET /device-calls'>;

const pauseMs = 3_000;
const pause = () => new Promise((done) => setTimeout(done, pauseMs));

/** The gateway answers when somebody new has called. */
export function useDeviceCalls(): readonly DeviceCall[] {
  const [calls, setCalls] = useState<readonly DeviceCall[]>([]);
  useEffect(() => {
    const left = new AbortController();
    const { signal } = left;
    const listen = async () => {
      for (let after: number | null = null; !signal.aborted;) {
        try {
          const query: { after?: number; wait?: number } = after === null ? {} : { after, wait: 20 };
          const answer: { items: DeviceCall[]; position: number } = await call('GET /device-calls', { query, signal });
          setCalls(answer.items);
          after = answer.position;
        } catch {
          await pause();
        }
      }
    };
    void listen();
    return () => left.abort();
  }, []);
  return calls;
}
