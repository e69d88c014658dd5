import { useLevels } from '../../api/choices.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { PageLink } from '../../ui/page-hooks.js';

/** The levels that are open by them. */
export function Users({ id }: { readonly id: number }) {
  const t = useT();
  const may = useMay();
  const levels = useLevels().filter(({ timeZoneId }) => timeZoneId === id);
  if (!may('person.read')) return null;
  return (
    <section className="stack">
      <h3>{t('hours.usedBy')}</h3>
      {levels.length === 0 && <p className="muted">{t('hours.unused')}</p>}
      <ul className="hours-users">
        {levels.map((level) => (
          <li key={level.id}>
            <PageLink to="/levels" search={{ level: level.id }}>
              <bdi>{level.name}</bdi>
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
