import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Form } from '../../ui/form.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Time } from '../../ui/time.js';
import { stateKey, type State } from './queries.js';

/** After a restore devices are given nothing until somebody has looked at who would pass again. */
export function Restored({ restored }: { readonly restored: NonNullable<State['restored']> }) {
  const t = useT();
  const client = useQueryClient();
  const { backupAt, devices, compared, lacking } = restored;
  const release = async () => client.setQueryData(stateKey, await call('POST /backups/release'));
  return (
    <section aria-label={t('backup.held')}>
      <h2>{t('backup.held')}</h2>
      <p>
        {t('backup.heldText')} <Time at={backupAt} isWhole />
      </p>
      <p>{t('backup.heldDevices', { compared, devices })}</p>
      {lacking.length > 0 && (
        <ul aria-label={t('backup.lacking')}>
          {lacking.map(({ pin, name, devices: sns }) => (
            <li key={pin}>
              <PageLink to={`/people/${encodeURIComponent(pin)}`}>
                <bdi>
                  {name} {pin}
                </bdi>
              </PageLink>{' '}
              <bdi className="small muted">{sns.join(', ')}</bdi>
            </li>
          ))}
        </ul>
      )}
      <Form onSubmit={release} submit={t('backup.release')}>
        {null}
      </Form>
    </section>
  );
}
