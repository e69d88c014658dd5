import type { AuditView } from '../../api/types.js';
import { useT } from '../../i18n/t.js';
import { actorName } from '../../ui/actor-name.js';
import { Button } from '../../ui/button.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Time } from '../../ui/time.js';
import { ChangeTable, fieldName, Value } from './values.js';

/** Where a thing of the list is shown. */
const pages: Readonly<Record<string, (id: string) => { to: string; search?: Record<string, string> }>> = {
  persons: (id) => ({ to: `/people/${encodeURIComponent(id)}` }),
  devices: (id) => ({ to: `/devices/${encodeURIComponent(id)}` }),
  doors: (id) => ({ to: '/doors', search: { door: id } }),
  'access-levels': (id) => ({ to: '/levels', search: { level: id } }),
  operators: (id) => ({ to: '/operators', search: { operator: id } }),
  'api-tokens': (id) => ({ to: '/tokens', search: { token: id } }),
};

function linkOf(object: string) {
  const [resource = '', ...rest] = object.split('/');
  return rest.length === 0 ? undefined : pages[resource]?.(rest.join('/'));
}

interface AuditPanelProps {
  readonly row: AuditView;
  readonly onObject: (object: string) => void;
}

/** A row of the log: from where, with which parameters, and what it changed. */
export function AuditPanel({ row, onObject }: AuditPanelProps) {
  const t = useT();
  const { at, actor, address, action, object, detail, before, after, seq } = row;
  const link = linkOf(object);
  const parameters = Object.entries(detail);
  return (
    <>
      <dl className="facts">
        <dt>{t('audit.at')}</dt>
        <dd>
          <Time at={at} isWhole />
        </dd>
        <dt>{t('audit.actor')}</dt>
        <dd>
          <bdi>{actorName(actor)}</bdi>
        </dd>
        <dt>{t('audit.address')}</dt>
        <dd>
          <bdi>{address}</bdi>
        </dd>
        <dt>{t('audit.call')}</dt>
        <dd>
          <bdi>{action}</bdi>
        </dd>
        <dt>{t('audit.number')}</dt>
        <dd>{seq}</dd>
      </dl>
      <ChangeTable before={before} after={after} />
      {parameters.length > 0 && (
        <section className="stack" aria-label={t('audit.parameters')}>
          <h3>{t('audit.parameters')}</h3>
          <dl className="facts">
            {parameters.flatMap(([name, value]) => [
              <dt key={`${name}-`} title={name}>
                <bdi>{fieldName(t, name)}</bdi>
              </dt>,
              <dd key={name}>
                <Value name={name} value={value} />
              </dd>,
            ])}
          </dl>
        </section>
      )}
      <div className="row">
        <Button onPress={() => onObject(object)}>{t('audit.allAbout')}</Button>
        {link && (
          <PageLink {...link} className="button">
            {t('audit.show')}
          </PageLink>
        )}
      </div>
    </>
  );
}
