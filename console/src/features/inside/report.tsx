import { useFormats, useT } from '../../i18n/t.js';
import { personName } from '../../ui/person-name.js';
import { Time } from '../../ui/time.js';
import { durationOf } from './elapsed.js';
import type { Muster } from './queries.js';

/** What was known when it ended. */
export function Report({ report }: { readonly report: NonNullable<Muster['report']> }) {
  const t = useT();
  const formats = useFormats();
  const { seconds, total, safe, notHere, added, endedAt, lastSafeAt, missing } = report;
  const numbers = [
    [t('inside.total'), total],
    [t('inside.state-safe'), safe],
    [t('inside.state-notHere'), notHere],
    [t('inside.state-missing'), missing.length],
    [t('inside.addedCount'), added],
  ] as const;
  return (
    <section className="inside-report stack" aria-label={t('inside.report')}>
      <h2>{t('inside.report')}</h2>
      <dl className="facts">
        <dt>{t('inside.endedAt')}</dt>
        <dd>
          <Time at={endedAt} isWhole />
        </dd>
        <dt>{t('inside.took')}</dt>
        <dd>
          <bdi>{durationOf(seconds)}</bdi>
        </dd>
        {lastSafeAt && (
          <>
            <dt>{t('inside.lastSafe')}</dt>
            <dd>
              <Time at={lastSafeAt} isWhole />
            </dd>
          </>
        )}
        {numbers.map(([name, value]) => (
          <div key={name} className="inside-number">
            <dt>{name}</dt>
            <dd>{formats.number(value)}</dd>
          </div>
        ))}
      </dl>
      {missing.length > 0 && (
        <>
          <h3>{t('inside.whoIsMissing')}</h3>
          <ul>
            {missing.map((person) => (
              <li key={person.pin}>
                <bdi>{personName(person)}</bdi> {person.lastDoor && <bdi className="muted">{person.lastDoor.name}</bdi>}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
