import type { QueryClient } from '@tanstack/react-query';
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
