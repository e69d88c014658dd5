import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import type { NewOperatorView } from '../../api/types.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/fields.js';
import { exactTextIn } from '../../ui/form.js';
import { ShownOnce } from '../../ui/shown-once.js';
import { OperatorForm } from './operator-form.js';

/** A password that nobody has typed is made by the gateway, and shown this once. */
export function NewOperator({ onMade }: { readonly onMade: (id: string) => void }) {
  const t = useT();
  const client = useQueryClient();
  const [made, setMade] = useState<NewOperatorView | null>(null);
  if (made) {
    const { id, name, password } = made;
    return (
      <div className="stack">
        <p>{t('operators.passwordOf', { name })}</p>
        <ShownOnce text={password ?? ''} />
        <div className="row">
          <Button kind="main" onPress={() => onMade(id)}>
            {t('operators.noted')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <OperatorForm
      submit={t('operators.add')}
      onSave={async (facts, values) => {
        const password = exactTextIn(values, 'password');
        const body = { ...facts, ...(password === '' ? {} : { password }) };
        const operator = await call('POST /operators', { body });
        await client.invalidateQueries({ queryKey: ['operators'] });
        if (operator.password === null) onMade(operator.id);
        else setMade(operator);
      }}
    >
      <TextField
        name="password"
        label={t('operators.password')}
        hint={t('operators.passwordMade')}
        type="password"
        autoComplete="new-password"
      />
    </OperatorForm>
  );
}
