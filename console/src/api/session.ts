import { createContext, useContext } from 'react';
import type { Answer } from './call.js';

export type Session = Answer<'GET /session'>;
export type Permission = Session['permissions'][number];

/** What an operator has chosen for the console; kept by the gateway. */
export interface Preferences {
  readonly locale?: string;
  readonly theme?: 'light' | 'dark' | 'system';
  readonly density?: 'compact' | 'cosy';
  readonly columns?: Readonly<Record<string, string[]>>;
  readonly sounds?: boolean;
}

export const SessionContext = createContext<Session | null>(null);

/** @throws Error outside of the pages: those are shown only to who is signed in */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('nobody is signed in');
  return session;
}

/** Whether the operator may do something: `const may = useMay(); may('door.open')`. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useSession();
  return (permission) => permissions.includes(permission);
}

export const usePreferences = (): Preferences => useSession().operator.preferences;
