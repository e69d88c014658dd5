import type { LocalizedString } from '@internationalized/string';
import { QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query';
import { Activity, Suspense, useEffect, useLayoutEffect, useState } from 'react';
import { call, whenSignedOut } from '../api/call.js';
import { isProblem } from '../api/problem.js';
import { newQueryClient } from '../api/query-client.js';
import { SessionContext, type Preferences, type Session } from '../api/session.js';
import { loadTexts } from '../i18n/load.js';
import {
  directionOf,
  firstLanguage,
  knownLanguage,
  localeOf,
  rememberLanguage,
  type Language,
} from '../i18n/locale.js';
import { TextsProvider } from '../i18n/t.js';
import { LiveProvider } from '../live/live-context.js';
import { ErrorBlock, Loading } from '../ui/states.js';
import { Toasts } from '../ui/toast.js';
import { ConfirmPassword } from './confirm-password.js';
import { Pages } from './router.js';
import { beginSession, loseSession, mayBeSignedIn, resumeSession, sessionKey } from './session-key.js';
import { SetPassword } from './set-password.js';
import { goToSetup } from './setup-link.js';
import { SignIn } from './sign-in.js';
import { showDensity, showTheme } from './theme.js';
import './app.css';

const queries = newQueryClient();

/** null = nobody is signed in. */
const sessionNow = async (): Promise<Session | null> => {
  if (!mayBeSignedIn()) return null;
  try {
    return await call('GET /session');
  } catch (error) {
    if (isProblem(error, 'unauthorized')) return null;
    throw error;
  }
};

const preferencesOf = (session: Session | null | undefined): Preferences => session?.operator.preferences ?? {};

/** Follows the operator's choice, or that of the browser before anybody is signed in. */
function useTexts(session: Session | null | undefined) {
  const { locale, theme, density } = preferencesOf(session);
  const [atSignIn, setAtSignIn] = useState<Language>(firstLanguage);
  const language = knownLanguage(locale) ?? atSignIn;
  const [loaded, setLoaded] = useState<{ language: Language; compiled: Record<string, LocalizedString> } | null>(null);
  useEffect(() => {
    let isWanted = true;
    void loadTexts(language).then((compiled) => {
      if (isWanted) setLoaded({ language, compiled });
    });
    return () => {
      isWanted = false;
    };
  }, [language]);
  // Before the pages below ask for anything: they say the language.
  useLayoutEffect(() => {
    if (!loaded) return;
    rememberLanguage(loaded.language);
    document.documentElement.lang = localeOf[loaded.language];
    document.documentElement.dir = directionOf(loaded.language);
  }, [loaded]);
  useEffect(() => {
    showTheme(theme);
    showDensity(density);
  }, [theme, density]);
  return { loaded, setLanguage: setAtSignIn };
}

function Console() {
  const client = useQueryClient();
  const { data: session, error, refetch } = useQuery({ queryKey: sessionKey, queryFn: sessionNow, staleTime: 60_000 });
  const { loaded, setLanguage } = useTexts(session);
  // Whose session ended under their hands: the page waits for them with all that they had typed.
  const [away, setAway] = useState<Session | null>(null);
  useEffect(() => {
    whenSignedOut(() => loseSession(client, setAway));
  }, [client]);
  const began = (next: Session) => {
    if (away?.operator.id === next.operator.id) resumeSession(client, next);
    else beginSession(client, next);
    setAway(null);
  };
  const look = () => void client.invalidateQueries({ queryKey: sessionKey });

  const chosen = ({ setupDone, permissions }: Session) => {
    if (!setupDone && permissions.includes('setting')) goToSetup();
    look();
  };

  if (!loaded) return null;
  const gate = () => {
    if (session === undefined) return error ? <ErrorBlock error={error} onRetry={() => void refetch()} /> : <Loading />;
    if (session === null) return <SignIn away={away} onSignedIn={began} onLanguage={setLanguage} />;
    return session.mustChange && <SetPassword onChanged={() => chosen(session)} />;
  };
  const isIn = session ? !session.mustChange : false;
  const known = isIn ? session : away;
  return (
    <TextsProvider language={loaded.language} compiled={loaded.compiled} timeZone={session?.site.timeZone}>
      <Suspense fallback={<Loading />}>
        {gate()}
        {known && (
          <Activity key={known.operator.id} mode={isIn ? 'visible' : 'hidden'}>
            <SessionContext value={known}>
              <LiveProvider onRefused={look}>
                <Pages />
                <ConfirmPassword />
              </LiveProvider>
            </SessionContext>
          </Activity>
        )}
      </Suspense>
      <Toasts />
    </TextsProvider>
  );
}

export const App = () => (
  <QueryClientProvider client={queries}>
    <Console />
  </QueryClientProvider>
);
