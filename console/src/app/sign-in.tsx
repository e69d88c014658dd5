import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { call } from '../api/call.js';
import type { Problem } from '../api/problem.js';
import type { Session } from '../api/session.js';
import { languageNames, languages, type Language } from '../i18n/locale.js';
import { useLanguage, useT } from '../i18n/t.js';
import { Select, TextField } from '../ui/fields.js';
import { exactTextIn, Form, textIn } from '../ui/form.js';
import { Loading } from '../ui/states.js';
import { clearAddress, secretInAddress, setupSecret } from './setup-link.js';

interface SignInProps {
  /** Whose session has just ended; null = nobody's. */
  readonly away: Session | null;
  readonly onSignedIn: (session: Session) => void;
  readonly onLanguage: (language: Language) => void;
}

export function SignIn({ away, onSignedIn, onLanguage }: SignInProps) {
  const t = useT();
  const language = useLanguage();
  const explain = ({ reason }: Problem) => {
    if (reason === 'unauthorized') return t('app.wrongPassword');
    return reason === 'tooMany' ? t('app.tooManyTries') : undefined;
  };
  const signIn = async (values: FormData) => {
    const body = { name: textIn(values, 'name'), password: exactTextIn(values, 'password') };
    onSignedIn(await call('POST /session', { body }));
  };
  const [secret] = useState(secretInAddress);
  const bySetup = useQuery({
    queryKey: ['setup-link'],
    queryFn: () => call('POST /session', { body: { setup: secret } }),
    enabled: secret !== '',
    retry: false,
    staleTime: Infinity,
  });
  const signedIn = useEffectEvent((session: Session) => {
    setupSecret.keep(secret);
    onSignedIn(session);
  });
  const { data: session, isFetched } = bySetup;
  useEffect(() => {
    if (isFetched) clearAddress();
    if (session) signedIn(session);
  }, [isFetched, session]);
  if (secret !== '' && !bySetup.error) return <Loading />;
  return (
    <main className="gate-page">
      <div className="gate-box stack">
        <h1>Postern</h1>
        {bySetup.error && <p role="alert">{t('app.linkIsOver')}</p>}
        {away && <p role="status">{t('app.sessionOver')}</p>}
        <Form onSubmit={signIn} submit={t('app.signIn')} explain={explain}>
          <TextField
            name="name"
            label={t('app.name')}
            autoComplete="username"
            defaultValue={away?.operator.name ?? 'admin'}
            isRequired
            autoFocus
          />
          <TextField
            name="password"
            label={t('app.password')}
            type="password"
            autoComplete="current-password"
            isRequired
          />
        </Form>
        <Select
          label={t('app.language')}
          options={languages.map((id) => ({ id, name: languageNames[id] }))}
          value={language}
          onChange={onLanguage}
        />
      </div>
    </main>
  );
}
