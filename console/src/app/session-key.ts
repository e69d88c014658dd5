import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { call } from '../api/call.js';
import type { Session } from '../api/session.js';

/** By this key of the cache the session is known to all. */
export const sessionKey = ['session'] as const;

const stored = 'postern.signedIn';
/** Without this mark nobody has signed in at this browser, and the gateway needs not be asked. */
export const mayBeSignedIn = (): boolean => localStorage.getItem(stored) !== null;

/** What one operator has seen is not shown to the next. null = nobody is signed in. */
export function beginSession(client: QueryClient, session: Session | null): void {
  if (session) localStorage.setItem(stored, '');
  else localStorage.removeItem(stored);
  client.removeQueries({ predicate: ({ queryKey: [name] }) => name !== sessionKey[0] });
  client.setQueryData(sessionKey, session);
}

/**
 * The gateway knows no session any more. Whose it was is handed over: their work is hidden, not thrown away, until it is
 * known who signs in next. null = somebody has signed out, here or in another tab.
 */
export function loseSession(client: QueryClient, onLost: (whose: Session | null) => void): void {
  const now = client.getQueryData<Session | null>(sessionKey);
  // Calls that were on their way with the first are refused, too.
  if (now === null) return;
  if (now && mayBeSignedIn()) {
    client.setQueryData(sessionKey, null);
    onLost(now);
    return;
  }
  beginSession(client, null);
  onLost(null);
}

/** The same operator is back: what is shown is asked for again. */
export function resumeSession(client: QueryClient, session: Session): void {
  localStorage.setItem(stored, '');
  client.setQueryData(sessionKey, session);
  void client.invalidateQueries({ predicate: ({ queryKey: [name] }) => name !== sessionKey[0] });
}

/** Ends the session; where the gateway is not heard, the browser forgets it alone. */
export function useSignOut(): () => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: () => call('DELETE /session'),
    onMutate: () => localStorage.removeItem(stored),
    onSettled: () => beginSession(client, null),
  });
  return () => mutate();
}
