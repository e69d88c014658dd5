import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Answer } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { ShownOnce } from '../../ui/shown-once.js';
import { endOf } from './end-of.js';
import { Scopes, wordsIn, type Reach } from './scopes.js';

const scopesOf = (reach: Reach, typed: string): string[] => {
  if (reach === 'facade') return [];
  return reach === 'admin' ? ['admin'] : wordsIn(typed);
};

/** The token itself is shown this once: only what it is checked by is kept. */
export function NewToken({ onMade }: { readonly onMade: (id: string) => void }) {
  const t = useT();
  const client = useQueryClient();
  const [reach, setReach] = useState<Reach>('facade');
  const [made, setMade] = useState<Answer<'POST /api-tokens'> | null>(null);
  if (made) {
    return (
      <div className="stack">
        <ShownOnce text={made.token} />
        <div className="row">
          <Button kind="main" onPress={() => onMade(made.id)}>
            {t('tokens.noted')}
          </Button>
        </div>
      </div>
    );
  }
  const make = async (values: FormData) => {
    const body = {
      name: textIn(values, 'name'),
      scopes: scopesOf(reach, textIn(values, 'scopes')),
      allowedCidrs: wordsIn(textIn(values, 'allowedCidrs')),
      expiresAt: endOf(textIn(values, 'expiresAt')),
    };
    setMade(await call('POST /api-tokens', { body }));
    await client.invalidateQueries({ queryKey: ['tokens'] });
  };
  return (
    <Form onSubmit={make} submit={t('tokens.add')}>
      <TextField name="name" label={t('tokens.name')} hint={t('tokens.nameHint')} isRequired />
      <Scopes reach={reach} onReach={setReach} />
      <TextField name="expiresAt" type="date" label={t('tokens.end')} hint={t('tokens.endHint')} />
      <TextField name="allowedCidrs" label={t('tokens.networks')} hint={t('tokens.networksHint')} />
    </Form>
  );
}
