import { useT } from '../../i18n/t.js';
import { Time } from '../../ui/time.js';
import { Waiting } from '../../ui/waiting.js';
import { useRuns, type Run, type State } from './queries.js';
import { Size } from './size.js';

function Good({ run, none }: { readonly run: State['lastBackup']; readonly none: string }) {
  if (run === null) return <span className="bad">{none}</span>;
  return (
    <>
      <Time at={run.startedAt} isWhole /> {run.bytes !== null && <Size bytes={run.bytes} />} <bdi>{run.file ?? ''}</bdi>
    </>
  );
}

function Row({ run: { kind, startedAt, ok, bytes, file, message } }: { readonly run: Run }) {
  const t = useT();
  const fate = ok === null ? 'running' : ok ? 'good' : 'bad';
  return (
    <tr>
      <td>
        <Time at={startedAt} isWhole />
      </td>
      <td>{t(`backup.kind-${kind}`)}</td>
      <td className={ok === false ? 'bad' : ''}>
        {t(`backup.fate-${fate}`)} {ok === false && <bdi className="small">{message ?? ''}</bdi>}
      </td>
      <td>{bytes !== null && <Size bytes={bytes} />}</td>
      <td>
        <bdi className="small">{file ?? ''}</bdi>
      </td>
    </tr>
  );
}

/** The last good ones, and what was made lately. */
export function LastBackups({ state }: { readonly state: State }) {
  const t = useT();
  const asked = useRuns();
  const items = asked.data?.items.slice(0, 10) ?? [];
  return (
    <section aria-label={t('backup.last')}>
      <h2>{t('backup.last')}</h2>
      <dl className="facts">
        <dt>{t('backup.lastGood')}</dt>
        <dd>
          <Good run={state.lastBackup} none={t('backup.noBackup')} />
        </dd>
        <dt>{t('backup.lastRehearsal')}</dt>
        <dd>
          <Good run={state.lastRehearsal} none={t('backup.noRehearsal')} />
        </dd>
      </dl>
      <Waiting asked={asked} />
      {items.length > 0 && (
        <table className="backup-runs" aria-label={t('backup.runs')}>
          <thead>
            <tr>
              {(['begun', 'kind', 'fate', 'size', 'file'] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`backup.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((run) => (
              <Row key={run.id} run={run} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
