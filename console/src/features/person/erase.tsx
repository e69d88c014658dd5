import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Answer } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Confirm, Dialog } from '../../ui/dialog.js';
import { LateTexts } from '../../ui/late-texts.js';
import { useGo } from '../../ui/page-hooks.js';
import { personName } from '../../ui/person-name.js';
import { tellError } from '../../ui/told.js';
import type { Person } from './queries.js';

type Report = Answer<'POST /persons/{pin}/erase'>;

/** How long devices that are there have to confirm before the report is shown. */
const waitSeconds = 10;

function Devices({ items }: Pick<Report, 'items'>) {
  const t = useT();
  if (items.length === 0) return <p>{t('erasure.noDevice')}</p>;
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{t('erasure.device')}</th>
          <th scope="col">{t('erasure.state')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ sn, name, online, state }) => (
          <tr key={sn}>
            <td>
              <bdi>{name || sn}</bdi>
            </td>
            <td className={state === 'gone' ? '' : 'bad'}>
              {!online && state === 'leaving' ? t('erasure.away') : t(`erasure.state-${state}`)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Erasing({ person }: { readonly person: Person }) {
  const t = useT();
  const go = useGo();
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const { pin } = person;
  const name = personName(person);
  const erase = useMutation({
    mutationFn: () => call('POST /persons/{pin}/erase', { path: { pin }, body: { wait: waitSeconds } }),
    onError: tellError(t),
  });
  const leave = () => {
    go('/people');
    // What this page still shows is not asked for again: it is gone.
    void client.invalidateQueries({ queryKey: ['persons'], refetchType: 'none' });
  };
  return (
    <>
      <Button kind="danger" isPending={erase.isPending} onPress={() => setAsked(true)}>
        {t('erasure.erase')}
      </Button>
      <Confirm
        title={t('erasure.erase')}
        text={t('erasure.text')}
        act={t('erasure.act', { name })}
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        onAct={() => erase.mutate()}
      />
      {erase.isPending && <p role="status">{t('erasure.erasing', { name })}</p>}
      <Dialog title={t('erasure.erase')} isOpen={erase.isSuccess} onClose={leave}>
        {erase.data && (
          <>
            <p>{t('erasure.done', { name })}</p>
            <Devices items={erase.data.items} />
          </>
        )}
        <div className="row">
          <Button kind="main" onPress={leave}>
            {t('erasure.close')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}

/** Erasure with the history: the password is asked for, and each device says whether it has confirmed. */
export function Erase({ person }: { readonly person: Person }) {
  return (
    <LateTexts>
      <Erasing person={person} />
    </LateTexts>
  );
}
