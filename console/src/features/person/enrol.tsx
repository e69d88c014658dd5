import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Select } from '../../ui/fields.js';
import { ErrorBlock } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { useEnrolment, type What } from './use-enrolment.js';

const whats = ['card', 'fingerprint', 'face', 'palm'] as const satisfies readonly What[];
const fingers = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

const useTerminals = () =>
  useQuery({
    queryKey: ['devices', 'terminals'],
    queryFn: ({ signal }) => call('GET /devices', { query: { status: 'approved', limit: 1000, sort: 'name' }, signal }),
  });

/** The person goes to a terminal, which asks for a card, a finger, a face or a palm; what it answers is shown here. */
export function Enrol({ pin }: { readonly pin: string }) {
  const t = useT();
  const { data } = useTerminals();
  const terminals = data?.items ?? [];
  const [sn, setSn] = useState<string | null>(null);
  const [what, setWhat] = useState<(typeof whats)[number]>('fingerprint');
  const [finger, setFinger] = useState<(typeof fingers)[number]>('6');
  const { steps, isRunning, error, start } = useEnrolment(pin);
  const chosen = terminals.find((one) => one.sn === sn);
  const reason =
    chosen === undefined ? t('person.chooseTerminal') : chosen.online ? null : t('ui.problem-deviceOffline');
  return (
    <section className="stack" aria-label={t('person.enrol')}>
      <h2>{t('person.enrol')}</h2>
      <p className="muted">{t('person.enrolText')}</p>
      <div className="person-fields">
        <Select
          label={t('person.terminal')}
          options={terminals.map((one) => ({
            id: one.sn,
            name: one.online ? one.name : `${one.name} (${t('person.offline')})`,
          }))}
          value={sn}
          onChange={setSn}
        />
        <Select
          label={t('person.what')}
          options={whats.map((id) => ({ id, name: t(`person.what-${id}`) }))}
          value={what}
          onChange={setWhat}
        />
        {what === 'fingerprint' && (
          <Select
            label={t('person.finger')}
            options={fingers.map((id) => ({ id, name: t(`person.finger-${id}`) }))}
            value={finger}
            onChange={setFinger}
          />
        )}
      </div>
      <div className="row">
        <Button
          reason={reason}
          isDisabled={isRunning}
          onPress={() => start({ sn: sn ?? '', what, no: what === 'fingerprint' ? Number(finger) : undefined })}
        >
          {t(steps.length > 0 && !isRunning ? 'person.enrolAgain' : 'person.enrolStart')}
        </Button>
      </div>
      {error ? (
        <ErrorBlock error={error} />
      ) : (
        <ol className="person-steps" aria-live="polite">
          {steps.map(({ status, at, why }) => (
            <li key={status}>
              <span>{t.loose(`ui.command-${status}`, status)}</span> <Time at={at} />
              {why !== null && status !== 'done' && <span> {why}</span>}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
