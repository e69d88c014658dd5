import { call } from '../api/call.js';
import { useState } from 'react';
import { isProblem, Problem } from '../api/problem.js';
import { useT } from '../i18n/t.js';
import { Button } from '../ui/button.js';
import { TextField } from '../ui/fields.js';
import { exactTextIn, Form } from '../ui/form.js';
import { Icon } from '../ui/icon.js';
import { useSignOut } from './session-key.js';
import { setupSecret } from './setup-link.js';

/** Somebody else has made the password: nothing else is done before it is changed. */
export function SetPassword({ onChanged }: { readonly onChanged: () => void }) {
  const t = useT();
  const signOut = useSignOut();
  const [secret, setSecret] = useState(setupSecret.get);
  const change = async (values: FormData) => {
    const [old, next, again] = ['old', 'new', 'again'].map((name) => exactTextIn(values, name));
    if (next !== again) throw new Problem(400, 'invalid', '', [{ field: 'again', message: t('app.notTheSame') }]);
    try {
      await call('PUT /session/password', { body: { old: secret ?? old ?? '', new: next ?? '' } });
    } catch (error) {
      // The session of the link is over: from now on the printed password is asked for.
      if (secret !== null && isProblem(error, 'unauthorized')) setSecret(null);
      throw error;
    }
    setupSecret.forget();
    onChanged();
  };
  const explain = ({ reason }: Problem) => (reason === 'unauthorized' ? t('app.confirmWrong') : undefined);
  return (
    <main className="gate-page">
      <div className="gate-box stack">
        <h1>{t('app.setPassword')}</h1>
        {secret === null && <p>{t('app.setPasswordWhy')}</p>}
        <Form onSubmit={change} submit={t('app.setPassword')} explain={explain}>
          {secret === null && (
            <TextField
              name="old"
              label={t('app.oldPassword')}
              type="password"
              autoComplete="current-password"
              isRequired
              autoFocus
            />
          )}
          <TextField
            name="new"
            label={t('app.newPassword')}
            hint={t('app.newPasswordHint')}
            type="password"
            autoComplete="new-password"
            minLength={12}
            isRequired
          />
          <TextField
            name="again"
            label={t('app.passwordAgain')}
            type="password"
            autoComplete="new-password"
            isRequired
          />
        </Form>
        {secret === null && (
          <div className="row">
            <Button kind="quiet" onPress={signOut}>
              <Icon name="out" size={16} />
              {t('app.signOut')}
            </Button>
          </div>
        )}
      </div>
    </main>
  );
}
