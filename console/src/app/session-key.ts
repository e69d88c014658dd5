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

/** Ends the session; where the gateway is not heard, the browser forgets it alone. */
export function useSignOut(): () => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: () => call('DELETE /session'),
    onSettled: () => beginSession(client, null),
  });
  return () => mutate();
}
