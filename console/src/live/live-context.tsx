import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useEffectEvent, useMemo, useState, type ReactNode } from 'react';
import { addressOf } from '../api/call.js';
import { Live } from './apply.js';
import { Stream, type Item, type LiveState, type Topic } from './stream.js';

interface LiveHere {
  readonly live: Live;
  readonly state: LiveState;
}

const LiveContext = createContext<LiveHere | null>(null);

interface LiveProps {
  /** The stream was refused: whether the session still stands has to be asked. */
  readonly onRefused: () => void;
  readonly children: ReactNode;
}

/** A hidden tab keeps its stream for a while; the browser has six connections for all tabs. */
const hiddenMs = 30_000;
/** So often what the stream does not tell of is looked at again. */
const lookAgainMs = 30_000;

export function LiveProvider({ onRefused, children }: LiveProps) {
  const queries = useQueryClient();
  const live = useMemo(() => new Live(queries), [queries]);
  const [state, setState] = useState<LiveState>({ kind: 'starting' });
  const refused = useEffectEvent(() => {
    setState((old) => (old.kind === 'starting' ? { kind: 'polling' } : old));
    onRefused();
  });

  useEffect(() => {
    const stream = new Stream(addressOf('/stream'), {
      onItems: live.apply,
      onReset: live.reset,
      onState: setState,
      onRefused: () => refused(),
    });
    stream.start();
    let isOpen = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (document.hidden) {
        timer = setTimeout(() => {
          isOpen = false;
          stream.stop();
        }, hiddenMs);
      } else if (!isOpen) {
        isOpen = true;
        stream.start();
      }
    };
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      clearTimeout(timer);
      stream.stop();
    };
  }, [live]);

  useEffect(() => {
    const timer = setInterval(() => !document.hidden && live.lookAgain(), lookAgainMs);
    return () => clearInterval(timer);
  }, [live]);

  const here = useMemo(() => ({ live, state }), [live, state]);
  return <LiveContext value={here}>{children}</LiveContext>;
}

function useLive(): LiveHere {
  const here = useContext(LiveContext);
  if (!here) throw new Error('there is no stream here');
  return here;
}

export const useLiveState = (): LiveState => useLive().state;

/** After this long without a word a state is not known any more. */
const unknownAfterMs = 30_000;

/** Nothing has been heard for so long that states are to be shown as unknown. */
export function useIsOutdated(): boolean {
  const state = useLiveState();
  const since = state.kind === 'cut' ? state.since.getTime() : null;
  const [outdated, setOutdated] = useState<number | null>(null);
  useEffect(() => {
    if (since === null) return undefined;
    const timer = setTimeout(() => setOutdated(since), Math.max(0, since + unknownAfterMs - Date.now()));
    return () => clearTimeout(timer);
  }, [since]);
  return since !== null && outdated === since;
}

/** Each item of a topic at once, before any list is fetched again. */
export function useLiveItems(topic: Topic, onItems: (items: readonly Item[]) => void): void {
  const { live } = useLive();
  const heard = useEffectEvent(onItems);
  useEffect(() => live.listen(topic, (items) => heard(items)), [live, topic]);
}
